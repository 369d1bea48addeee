import type { ChargeStatus, MessageState } from './states.ts';

/** What a person makes of an unknown message: send it once more, take it as gone, or take it as never gone. */
export const decisions = ['resend', 'sent', 'not-sent'] as const;
export type Decision = (typeof decisions)[number];

/** Where a decided message stands; one that is sent again stays unknown itself, for it may have gone. */
export function stateAfter(decision: Decision): Extract<MessageState, 'unknown' | 'accepted' | 'refused'> {
  if (decision === 'resend') return 'unknown';
  return decision === 'sent' ? 'accepted' : 'refused';
}

export type ResendRefusal = 'still-under-way' | 'service-off' | 'charge-not-open';

/** Why a text may not be sent once more; null: it may. What speaks of a charge goes only while that is owed, a confirmation only after. */
export function resendRefusal(
  { state, paymentId }: { state: MessageState; paymentId: string | null },
  { service, chargeStatus }: { service: string; chargeStatus: ChargeStatus | null },
): ResendRefusal | null {
  if (state === 'queued' || state === 'sending') return 'still-under-way';
  if (service !== 'on') return 'service-off';
  if (chargeStatus === 'removed' || (chargeStatus === 'paid' && paymentId === null)) return 'charge-not-open';
  return null;
}
