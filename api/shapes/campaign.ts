import { z } from '@hono/zod-openapi';
import type { CampaignStanding } from '../../db/queries/campaigns.ts';
import { campaignClasses, exclusionReasons } from '../../domain/audience.ts';
import { type CampaignFields, type Canary, pauseReasons } from '../../domain/campaign.ts';
import { rateShown } from '../../domain/campaign-rate.ts';
import { campaignStates } from '../../domain/campaign-states.ts';
import type { Instant } from '../../domain/instants.ts';
import { messageStates } from '../../domain/states.ts';
import { answerInstant, id, instant, line, paragraph, timeOfDay } from '../fields.ts';
import { expecting, fields } from '../validation.ts';
import { audienceFilterAnswer, audienceFilters } from './audience.ts';
import { missingAnswer, missingRules } from './missing.ts';

/** What campaigns may be asked for, in a list or a table. */
export const campaignQuery = {
  q: line(100).optional().openapi({ description: 'Part of a name' }),
  state: z.enum(campaignStates).optional(),
  kind: z.enum(['campaign', 'birthday']).optional(),
};

const rate = z.number().positive().max(100_000);
const repeat = z
  .discriminatedUnion('every', [
    fields({ every: z.literal('day'), time: timeOfDay }),
    fields({ every: z.literal('week'), weekdays: z.array(z.int().min(0).max(6)).min(1).max(7), time: timeOfDay }),
    fields({ every: z.literal('month'), day: z.int().min(1).max(31), time: timeOfDay }),
  ])
  .openapi({ description: 'Weekdays from 0 (Sunday) to 6; day 31 is the last day of each month' });

export const campaignBody = fields({
  name: line(100),
  class: z.enum(campaignClasses),
  channel: z.literal('sms').default('sms'),
  templateId: id.nullable().default(null),
  text: paragraph(10_000).nullable().default(null),
  missing: missingRules,
  gatewayId: id
    .nullable()
    .default(null)
    .openapi({ description: 'null: by the routes of the house, the others by the default for campaigns, chosen at the start' }),
  audiences: audienceFilters,
  ratePerSecond: rate.nullable().default(null).openapi({ description: 'Below the gateway’s own; null: as fast as the gateway' }),
  repeat: repeat.nullable().default(null),
  shortLinks: z.boolean().default(false).openapi({
    description: 'Links of the text and {COB_LINK} give way to short ones, one of its own for each message, whose clicks are counted',
  }),
}).refine(({ text, templateId }) => (text === null) !== (templateId === null), {
  path: ['text'],
  ...expecting('um de text e templateId, e só um', 'one of text and templateId, and only one'),
});

export const campaignPatch = fields({ ratePerSecond: rate.nullable().optional(), gatewayId: id.optional() });

const canary = z.union([
  z
    .int()
    .min(1)
    .max(10_000)
    .transform((recipients): Canary => ({ recipients, deliveredShare: null, waitMinutes: 30 })),
  fields({
    recipients: z.int().min(1).max(10_000),
    deliveredShare: z.number().min(0).max(1).nullable().default(null).openapi({ description: 'null: a person decides' }),
    waitMinutes: z.int().min(1).max(1_440).default(30),
  }),
]);

export const startBody = fields({
  at: instant.nullable().default(null).openapi({ description: 'null: now' }),
  canary: canary.nullable().default(null).openapi({ description: 'So many first; then it waits' }),
  countdownSeconds: z.int().min(0).max(3_600).default(10).openapi({ description: 'In which a start can be undone' }),
});

export const resendBody = fields({
  states: z
    .array(z.enum(['refused', 'undelivered', 'expired']))
    .min(1)
    .default(['refused', 'undelivered', 'expired']),
});

const text = z.string().nullable();

export const campaignCounts = z.record(z.enum(['audience', ...messageStates]), z.number());

export const campaignAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(['campaign', 'birthday']),
    name: z.string(),
    class: z.enum(campaignClasses),
    channel: z.literal('sms'),
    state: z.enum(campaignStates),
    templateId: text,
    templateVersion: z.number().nullable(),
    text: text.openapi({ description: 'From the start on also of a template' }),
    missing: missingAnswer,
    gatewayId: text,
    routed: z.boolean().openapi({ description: 'No gateway was named: phones with a route go by its gateways, the others by gatewayId' }),
    audiences: z.array(audienceFilterAnswer),
    ratePerSecond: z.number().nullable(),
    repeat: repeat.nullable(),
    repeatOf: text,
    shortLinks: z.boolean(),
    linkOrigin: text.openapi({ description: 'Where its short links are, from the start on' }),
    startAt: answerInstant.nullable(),
    countdownUntil: answerInstant.nullable(),
    canary: z.object({ recipients: z.number(), deliveredShare: z.number().nullable(), waitMinutes: z.number() }).nullable(),
    approval: z.enum(['not-needed', 'waiting', 'given']),
    approvedBy: text,
    startedBy: text,
    startedAt: answerInstant.nullable(),
    frozenAt: answerInstant.nullable(),
    pausedReason: z.enum(pauseReasons).nullable(),
    finishedAt: answerInstant.nullable(),
    counts: campaignCounts,
    excluded: z.partialRecord(z.enum(exclusionReasons), z.number()),
    cost: z.string().openapi({ description: 'Of what left or may have left' }),
    rate: z.number().openapi({ description: 'Texts a second lately' }),
    opensAt: answerInstant
      .nullable()
      .openapi({ description: 'When the next window opens, where everybody who waits is outside of theirs' }),
    endsAt: answerInstant.nullable(),
    createdBy: z.string(),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Campaign');

/** A campaign as the API answers it. */
export function campaignOf(
  {
    birthday: _birthday,
    sendThrough: _through,
    dayBound: _day,
    pausedFrom: _from,
    waiting: _waiting,
    perSecond,
    ...campaign
  }: CampaignStanding,
  endsAt: Instant | null,
): z.infer<typeof campaignAnswer> {
  return {
    ...campaign,
    channel: 'sms',
    audiences: campaign.audiences.map((filter) => ({ ...filter })),
    counts: { ...campaign.counts },
    rate: rateShown(perSecond),
    endsAt,
  };
}

/** What is kept of a body. */
export function campaignFieldsOf({ channel: _channel, ...fieldsGiven }: z.infer<typeof campaignBody>): CampaignFields {
  return fieldsGiven;
}
