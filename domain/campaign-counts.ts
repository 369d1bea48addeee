import type { MessageState } from './states.ts';

/** Everybody in the audience is in exactly one state. */
export type CampaignCounts = Record<MessageState | 'audience', number>;

export function emptyCounts(): CampaignCounts {
  return {
    audience: 0,
    queued: 0,
    sending: 0,
    accepted: 0,
    delivered: 0,
    undelivered: 0,
    refused: 0,
    unknown: 0,
    suppressed: 0,
    cancelled: 0,
    expired: 0,
  };
}

/** Texts that the provider has answered, or that may have gone without an answer. */
export function settledOf({ accepted, delivered, undelivered, refused, unknown }: CampaignCounts): number {
  return accepted + delivered + undelivered + refused + unknown;
}

/** Of those, the ones that failed on their way to the provider. */
export function errorsOf({ refused, unknown }: CampaignCounts): number {
  return refused + unknown;
}

/** Where a text ends that did not arrive, or of which nobody knows. */
export const failedStates = [
  'refused',
  'undelivered',
  'unknown',
  'suppressed',
  'expired',
  'cancelled',
] as const satisfies readonly MessageState[];
export type FailedState = (typeof failedStates)[number];
