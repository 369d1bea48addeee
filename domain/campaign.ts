import type { AudienceFilter, CampaignClass } from './audience.ts';
import type { CampaignState } from './campaign-states.ts';
import type { Instant, IsoDate } from './instants.ts';
import type { MissingRule } from './render.ts';

/** The first recipients, before the rest waits for a person, or for a share of delivered texts. */
export type Canary = {
  recipients: number;
  /** Goes on by itself when this share of them was delivered; null: a person decides. */
  deliveredShare: number | null;
  /** How long delivery is waited for; then a person decides. */
  waitMinutes: number;
};

/** Local time of the house; `month` on its last day where it has no such day. */
export type Repeat =
  | { every: 'day'; time: string }
  | { every: 'week'; weekdays: number[]; time: string }
  | { every: 'month'; day: number; time: string };

/** What somebody writes. */
export type CampaignFields = {
  name: string;
  class: CampaignClass;
  templateId: string | null;
  text: string | null;
  missing: Record<string, MissingRule>;
  audiences: AudienceFilter[];
  gatewayId: string | null;
  ratePerSecond: number | null;
  repeat: Repeat | null;
  /** Links of the text give way to short ones whose clicks are counted. */
  shortLinks: boolean;
};

/** The birthday texts of one ladder and time zone on one day; null for what a person wrote. */
export type Birthday = {
  ruleSetId: string;
  ruleSetVersion: number;
  timeZone: string;
  date: IsoDate;
  /** Where a newer version of the ladder is in force in some units first: its units, or all but those. */
  onlyUnits: string[] | null;
  exceptUnits: string[];
  /** Afterwards no wish leaves any more. */
  until: Instant;
};

/** Why a campaign stands still. */
export const pauseReasons = [
  'by-hand',
  'error-rate',
  'gateway-stopped',
  'template-unpublished',
  'canary-below-share',
  'no-gateway',
] as const;
export type PauseReason = (typeof pauseReasons)[number];

export type Campaign = CampaignFields & {
  id: string;
  kind: 'campaign' | 'birthday';
  state: CampaignState;
  /** No gateway was named: recipients go by the routes of the house, the others by `gatewayId`. */
  routed: boolean;
  /** Where its short links are, from the start on; null without them. */
  linkOrigin: string | null;
  /** In force from the start on. */
  templateVersion: number | null;
  startAt: Instant | null;
  countdownUntil: Instant | null;
  canary: Canary | null;
  /** No message after this one leaves yet: the canary's last, or the last of the first few that show whether all is well. */
  sendThrough: number | null;
  /** Whether the text speaks of the day it is sent on. */
  dayBound: boolean;
  approval: 'not-needed' | 'waiting' | 'given';
  approvedBy: string | null;
  startedBy: string | null;
  startedAt: Instant | null;
  frozenAt: Instant | null;
  pausedReason: PauseReason | null;
  /** Where a resumed campaign goes on. */
  pausedFrom: CampaignState | null;
  finishedAt: Instant | null;
  /** The campaign that this one repeats. */
  repeatOf: string | null;
  birthday: Birthday | null;
  createdBy: string;
  createdAt: Instant;
  updatedAt: Instant;
};

/** Most advertising texts to a customer and to a phone within so many days. */
export type CampaignCap = { days: number; perCustomer: number; perPhone: number };
