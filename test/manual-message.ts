import type { NewMessage } from '../db/queries/messages.ts';
import { addMs, type Instant } from '../domain/instants.ts';

/** A text by hand, due now and useful for an hour, on the test provider's SMS gateway. */
export function manualMessage(now: Instant, more: Partial<NewMessage> = {}): NewMessage {
  return {
    kind: 'manual',
    channel: 'sms',
    priority: 3,
    stepId: null,
    customerId: null,
    chargeId: null,
    chargeRevision: null,
    paymentId: null,
    rule: null,
    address: '+5567999991234',
    gatewayId: 'sms',
    templateId: null,
    templateVersion: null,
    subject: null,
    text: 'Oi',
    segments: 1,
    encoding: 'GSM-7',
    cost: '0.0650',
    test: false,
    plannedFor: now,
    notBefore: now,
    sendUntil: addMs(now, 3_600_000),
    ...more,
  };
}
