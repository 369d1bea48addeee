import { z } from '@hono/zod-openapi';
import type { Exemption } from '../../db/queries/exemptions.ts';
import type { Hold } from '../../db/queries/holds.ts';
import type { CreatorNamed } from '../../db/queries/names.ts';
import type { Instant } from '../../domain/instants.ts';
import { exemptionKinds, holdKinds } from '../../domain/states.ts';
import { answerInstant, date, id, instant, line } from '../fields.ts';
import type { HoldEnd } from '../hold-ends.ts';
import { expecting, fields } from '../validation.ts';
import { appliesTo, appliesToAnswer } from './applies-to.ts';

const asksSomething = expecting(
  'ao menos uma unidade, painel, plano, cidade, situação ou cliente',
  'at least one unit, panel, plan, city, status or customer',
);

const filter = appliesTo.refine((asked) => Object.values(asked).some((list) => list && list.length > 0), asksSomething);
const scope = z.union([fields({ chargeId: id }), fields({ customerId: id }), fields({ filter })]);

const until = z
  .union([date, instant])
  .nullable()
  .default(null)
  .openapi({ description: 'A date counts whole, where the customer lives; null: until somebody ends it' });

export const holdPost = fields({
  scope,
  kind: z.enum(holdKinds),
  until,
  reason: line(500),
  releaseOverHours: z
    .int()
    .min(1)
    .max(72)
    .nullable()
    .default(null)
    .openapi({ description: 'The charges of a large hold come back spread over so many hours' }),
});

export const holdPreviewPost = fields({ scope: fields({ filter }), until: instant.nullable().default(null) });

export const holdPreviewAnswer = z
  .object({
    customers: z.int().openapi({ description: 'Who has an open charge now' }),
    openCharges: z.int(),
    notices: z.int().openapi({ description: 'What would leave until then, and does not' }),
    blocks: z.int().openapi({ description: 'Of the notices: reductions, blocks and cancellations' }),
    until: answerInstant.openapi({ description: 'The end of the hold; a week from now where it has none' }),
    more: z.boolean().openapi({ description: 'So many charges that notices and blocks are counted of the first ones only' }),
  })
  .openapi('HoldPreview');

export const exemptionPost = fields({ scope, from: z.enum(exemptionKinds), until, reason: line(500) });

export const scopeAnswer = z.object({
  chargeId: z.string().optional(),
  customerId: z.string().optional(),
  filter: appliesToAnswer.optional(),
});
export const createdByName = z.string().nullable().openapi({ description: 'The person or API key by name; null: by none' });
export const resumesAt = answerInstant.nullable().openapi({
  description:
    'When the ladder goes on: a promise for a day on which banks rest is kept on the next one on which they work. null: when somebody ends it',
});
const openCharges = z.int().openapi({ description: 'How many open charges it concerns now' });

export const holdAnswer = z
  .object({
    id: z.string(),
    scope: scopeAnswer,
    kind: z.enum(holdKinds),
    until: answerInstant.nullable(),
    resumesAt,
    timeZone: z.string().nullable().openapi({ description: 'Where its days are counted; null: of many people' }),
    releaseOverHours: z.int().nullable(),
    reason: z.string(),
    active: z.boolean(),
    createdBy: z.string(),
    createdByName,
    createdAt: answerInstant,
    releasedAt: answerInstant.nullable(),
    releasedBy: z.string().nullable(),
  })
  .openapi('Hold');
export const newHoldAnswer = holdAnswer.extend({ openCharges });

export const exemptionAnswer = z
  .object({
    id: z.string(),
    scope: scopeAnswer,
    from: z.enum(exemptionKinds),
    until: answerInstant.nullable(),
    reason: z.string(),
    active: z.boolean(),
    createdBy: z.string(),
    createdByName,
    createdAt: answerInstant,
    endedAt: answerInstant.nullable(),
    endedBy: z.string().nullable(),
  })
  .openapi('Exemption');
export const newExemptionAnswer = exemptionAnswer.extend({ openCharges });

export function holdAnswerOf(hold: CreatorNamed<Hold> & HoldEnd, now: Instant): z.infer<typeof holdAnswer> {
  return { ...hold, active: isActive(hold.until, now) };
}

export function exemptionAnswerOf({ exemptFrom, ...exemption }: CreatorNamed<Exemption>, now: Instant): z.infer<typeof exemptionAnswer> {
  return { ...exemption, from: exemptFrom, active: isActive(exemption.until, now) };
}

function isActive(end: Instant | null, now: Instant): boolean {
  return end === null || end > now;
}
