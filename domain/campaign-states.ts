/** Pulls no library: workflows import it. */

/**
 * draft → scheduled → countdown (the audience is frozen in it) → canary → running → finishing → finished; paused and cancelling from
 * where it has begun.
 */
export const campaignStates = [
  'draft',
  'scheduled',
  'countdown',
  'canary',
  'running',
  'paused',
  'finishing',
  'finished',
  'cancelling',
  'cancelled',
] as const;
export type CampaignState = (typeof campaignStates)[number];

/** What a person may ask of a campaign. */
export const campaignActions = ['start', 'undo', 'approve', 'pause', 'resume', 'cancel', 'resend-failed'] as const;
export type CampaignAction = (typeof campaignActions)[number];

const allowed: Record<CampaignAction, readonly CampaignState[]> = {
  start: ['draft'],
  undo: ['scheduled', 'countdown'],
  approve: ['scheduled', 'canary'],
  pause: ['scheduled', 'countdown', 'canary', 'running'],
  resume: ['paused', 'canary'],
  cancel: ['scheduled', 'countdown', 'canary', 'running', 'paused'],
  'resend-failed': ['finished'],
};

/** Whether a campaign in this state takes this action. */
export function takes(state: CampaignState, action: CampaignAction): boolean {
  return allowed[action].includes(state);
}

/** The states in which an action is taken, for whoever is refused. */
export function statesFor(action: CampaignAction): readonly CampaignState[] {
  return allowed[action];
}

/** Nothing will happen any more unless a person wants it. */
export function hasEnded(state: CampaignState): boolean {
  return state === 'finished' || state === 'cancelled';
}
