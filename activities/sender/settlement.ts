import type { ClaimedMessage } from '../../db/queries/claim-messages.ts';
import type { Settlement } from '../../db/queries/settle-messages.ts';
import type { Instant } from '../../domain/instants.ts';
import { retryAt } from '../../domain/retry.ts';
import type { SendResult } from '../../gateways/define.ts';

/** What a provider's answer makes of a message. A fault of the account is not the message's: it goes back untouched. */
export function settlementOf(
  message: ClaimedMessage,
  result: SendResult,
  { sentAt, now }: { sentAt: Instant | null; now: Instant },
): Settlement {
  const common = {
    messageId: message.id,
    providerId: null,
    answer: result.answer === '' ? null : result.answer,
    sentAt,
    notBefore: null,
    attempted: true,
  };
  switch (result.outcome) {
    case 'accepted':
      return { ...common, state: 'accepted', reason: null, providerId: result.providerId };
    case 'refused':
    case 'unknown':
      return { ...common, state: result.outcome, reason: result.reason };
    case 'misconfigured':
      return { ...common, state: 'queued', reason: result.reason, attempted: false };
    case 'temporary':
      return {
        ...common,
        state: 'queued',
        reason: result.reason,
        notBefore: retryAt({ retries: message.retries, retryAfterMs: result.retryAfterMs }, now),
      };
  }
}

/** A claimed message that never reached the wire. */
export function givenBack(message: ClaimedMessage): Settlement {
  return {
    messageId: message.id,
    state: 'queued',
    reason: null,
    providerId: null,
    answer: null,
    sentAt: null,
    notBefore: null,
    attempted: false,
  };
}
