import { z } from '@hono/zod-openapi';
import type { RuleSetFields } from '../../db/queries/rule-sets.ts';
import { leastResendMinutes, mostResendMinutes, type RuleOffset, ruleAnchors, type SavedRule } from '../../domain/rules.ts';
import { type Channel, channels, latePolicies, ruleEvents, ruleTriggers, windowClasses } from '../../domain/states.ts';
import { answerInstant, id, line, timeOfDay } from '../fields.ts';
import { expecting, fields } from '../validation.ts';
import { appliesTo, appliesToAnswer } from './applies-to.ts';

const most = 100_000;
const amount = z.int().min(-most).max(most);
const offset = fields({ days: amount.optional(), hours: amount.optional(), minutes: amount.optional() })
  .refine(
    (given) => Object.keys(given).length <= 1,
    expecting('só um de days, hours, minutes, ou {}', 'one of days, hours, minutes, or {}'),
  )
  .transform(({ days, hours, minutes }): RuleOffset => {
    if (days !== undefined) return { days };
    if (hours !== undefined) return { hours };
    return minutes === undefined ? {} : { minutes };
  });
const rule = fields({
  number: z.int().min(1).max(999),
  event: z.enum(ruleEvents),
  offset: offset.default({}),
  anchor: z.enum(ruleAnchors).nullable().default(null),
  time: timeOfDay.nullable().default(null),
  channels: z.array(z.enum(channels)).min(1).max(channels.length),
  templateId: id,
  templates: fields({ sms: id.optional(), email: id.optional() })
    .default({})
    .transform(
      (given): Partial<Record<Channel, string>> => Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined)),
    )
    .openapi({ description: 'Texts of channels that templateId is not for' }),
  gatewayId: id.nullable().default(null),
  enabled: z.boolean().default(true),
  window: z.enum(windowClasses).optional().openapi({ description: 'collection for 10 to 13, else informative, where it is left out' }),
  late: z.enum(latePolicies).default('skip'),
  trigger: z.enum(ruleTriggers).default('clock').openapi({ description: 'action and reported: 11, 12 and 13 only' }),
  validityHours: z
    .int()
    .min(1)
    .max(8_760)
    .nullable()
    .default(null)
    .openapi({ description: 'How long after its moment the text is still useful; null: as long as the late policy says' }),
  grouping: z
    .boolean()
    .default(true)
    .openapi({ description: 'Whether charges of one customer share a text, where the house groups at all' }),
  resendAfterMinutes: z.int().min(leastResendMinutes).max(mostResendMinutes).nullable().default(null).openapi({
    description: 'After so long without a receipt the text goes once more, by the next gateway, and may arrive twice; null: never',
  }),
});

export const ruleSetPut = fields({
  name: line(100),
  appliesTo: appliesTo.default({}),
  rules: z.array(rule).max(100),
});

export const ruleAnswer = z.object({
  number: z.number(),
  event: z.enum(ruleEvents),
  offset: z.record(z.string(), z.number()),
  anchor: z.enum(ruleAnchors).nullable(),
  time: z.string().nullable(),
  channels: z.array(z.enum(channels)),
  templateId: z.string(),
  templates: z.partialRecord(z.enum(channels), z.string()),
  gatewayId: z.string().nullable(),
  enabled: z.boolean(),
  window: z.enum(windowClasses),
  late: z.enum(latePolicies),
  trigger: z.enum(ruleTriggers),
  validityHours: z.number().nullable(),
  grouping: z.boolean(),
  resendAfterMinutes: z.number().nullable(),
});

export const ruleSetAnswer = z
  .object({
    id: z.string(),
    version: z.number(),
    state: z.enum(['draft', 'published']),
    publishedVersion: z.number().nullable(),
    stagedVersion: z.number().nullable(),
    stagedUnits: z.array(z.string()).nullable(),
    name: z.string(),
    appliesTo: appliesToAnswer,
    rules: z.array(ruleAnswer),
    savedAt: answerInstant,
    savedBy: z.string(),
    publishedAt: answerInstant.nullable(),
    publishedBy: z.string().nullable(),
  })
  .openapi('RuleSet');

const collectionEvents: readonly string[] = ['block_warning', 'speed_reduction', 'total_block', 'cancellation'];

/** The ladder as it is kept: number 3 with no day before the due date is the seed's way to switch it off. */
export function ruleSetFieldsOf({ name, appliesTo, rules }: z.infer<typeof ruleSetPut>): RuleSetFields {
  const kept = rules.map(({ window, ...given }): SavedRule => {
    const whole = { ...given, window: window ?? (collectionEvents.includes(given.event) ? 'collection' : 'informative') };
    const isOff = given.number === 3 && given.anchor !== 'created' && Object.values(given.offset).every((value) => value === 0);
    return isOff ? { ...whole, enabled: false } : whole;
  });
  return { name, appliesTo, rules: kept.toSorted((a, b) => a.number - b.number) };
}
