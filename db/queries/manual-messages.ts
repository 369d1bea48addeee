import { addMs, type Instant } from '../../domain/instants.ts';
import { messagePriorities, type TextEncoding } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import type { NewMessage } from './messages.ts';
import { queueMessages } from './messages.ts';
import { pushOutbox } from './outbox.ts';

const usefulMs = 24 * 3_600_000;

export type ManualMessage = {
  customerId: string | null;
  /** Of a text that is tried out: whose values it shows. */
  aboutCustomerId?: string | null;
  /** E.164. */
  address: string;
  gatewayId: string;
  /** To a test customer, or a text that is tried out. */
  test: boolean;
  template: { id: string; version: number } | null;
  text: string;
  segments: number;
  encoding: TextEncoding;
  cost: string;
};

/**
 * Queues a text that a person or a system asked for, to leave at once or not at all after a day; as a `test` before all others, and
 * counted in no report. Gives its number.
 */
export async function queueManualMessage(
  tx: Executor,
  { template, ...message }: ManualMessage,
  now: Instant,
  kind: 'manual' | 'test' = 'manual',
): Promise<number> {
  const row: NewMessage = {
    ...message,
    kind,
    channel: 'sms',
    priority: messagePriorities[kind],
    stepId: null,
    chargeId: null,
    chargeRevision: null,
    paymentId: null,
    rule: null,
    templateId: template?.id ?? null,
    templateVersion: template?.version ?? null,
    subject: null,
    plannedFor: now,
    notBefore: now,
    sendUntil: addMs(now, usefulMs),
  };
  const [id] = await queueMessages(tx, [row], now);
  if (id === undefined) throw new Error('A new message was not queued; only a fault of ours explains it.');
  await pushOutbox(tx, 'gateway', [message.gatewayId], now);
  return id;
}
