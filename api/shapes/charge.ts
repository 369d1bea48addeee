import { z } from '@hono/zod-openapi';
import type { Hold } from '../../db/queries/holds.ts';
import type { CreatorNamed } from '../../db/queries/names.ts';
import type { Charge } from '../../db/queries/read-charges.ts';
import { chargeAlerts } from '../../domain/charge-alerts.ts';
import {
  actionStates,
  chargeStatuses,
  chargeTypes,
  holdKinds,
  messageStates,
  moveCauses,
  proofChannels,
  replaceKinds,
  stepEvents,
  stepStates,
} from '../../domain/states.ts';
import { stepBases } from '../../domain/step-basis.ts';
import { stepIdOf } from '../../domain/step-id.ts';
import type { ChargePlan } from '../charge-plans.ts';
import { answerInstant, cents, date, id, instant, line, sourceVersion } from '../fields.ts';
import { endOnCharge } from '../hold-ends.ts';
import { fields } from '../validation.ts';
import { createdByName, resumesAt, scopeAnswer } from './hold.ts';

/** What charges may be asked for, in a list or a table. */
export const chargeQuery = {
  q: line(100).optional().openapi({ description: 'A whole id, code or document number, or what finds its customer' }),
  customerId: id.optional(),
  unit: id.optional(),
  status: z.enum([...chargeStatuses, 'overdue']).optional(),
  dueFrom: date.optional(),
  dueTo: date.optional(),
  updatedSince: instant.optional(),
  held: z
    .enum(['true', 'false', ...holdKinds])
    .optional()
    .openapi({ description: 'Open and stopped by a hold now, of any or of one kind' }),
  alert: z.enum(chargeAlerts).optional().openapi({ description: 'Somebody has to look at it for this cause: it has such an open alert' }),
  alertReason: line(100).optional().openapi({ description: 'With alert: step-held, why the step is held, as the alert says it' }),
};

const optional = {
  type: z.enum(chargeTypes).optional(),
  code: line(64).nullable().optional(),
  documentNumber: line(64).nullable().optional(),
  discountedAmountCents: cents.nullable().optional(),
  discountUntil: date.nullable().optional(),
  currentAmountCents: cents.nullable().optional(),
  issuedAt: date.nullable().optional(),
  accessIds: z.array(id).max(100).nullable().optional().openapi({ description: 'null: all lines' }),
  pixCode: line(600).nullable().optional(),
  digitableLine: line(100).nullable().optional(),
  paymentUrl: z.httpUrl().max(500).nullable().optional(),
  replaces: z.array(id).max(100).optional(),
  replaceKind: z.enum(replaceKinds).nullable().optional(),
  noticeProvenAt: instant.nullable().optional(),
  sourceVersion: sourceVersion.nullable().optional(),
};

/** A PUT: what is left out takes its default. The status is not among it. */
export const chargePut = fields({ customerId: id, amountCents: cents, dueDate: date, ...optional });
/** A PATCH: what is left out stays. */
export const chargePatch = fields({ customerId: id.optional(), amountCents: cents.optional(), dueDate: date.optional(), ...optional });

/** `paidAt` is a date, or a moment where the source knows it. */
export const paymentBody = fields({
  paymentId: id.optional(),
  paidAt: z.union([date, instant]),
  paidAmountCents: cents,
  settles: z.boolean().default(true).openapi({ description: 'false: a part; the charge stays open' }),
});

const text = z.string().nullable();
const number = z.number().nullable();

export const chargeAnswer = z
  .object({
    id: z.string(),
    customerId: z.string(),
    customerName: z.string(),
    unit: z.string(),
    timeZone: z.string().openapi({ description: "The customer's own, else the unit's" }),
    type: z.enum(chargeTypes),
    code: text,
    documentNumber: text,
    amountCents: z.number(),
    discountedAmountCents: number,
    discountUntil: text,
    currentAmountCents: number,
    issuedAt: text,
    dueDate: z.string(),
    accessIds: z.array(z.string()).nullable(),
    pixCode: text,
    digitableLine: text,
    paymentUrl: text,
    replaces: z.array(z.string()),
    replaceKind: z.enum(replaceKinds).nullable(),
    noticeProvenAt: text,
    status: z.enum(chargeStatuses),
    overdue: z.boolean(),
    effectiveDueDate: z.string(),
    paidAt: text.openapi({ description: 'A date, or a moment where it is known' }),
    paidAmountCents: number,
    payments: z.array(z.object({ paymentId: z.string(), paidAt: z.string(), paidAmountCents: z.number(), settles: z.boolean() })),
    holds: z
      .array(
        z.object({
          id: z.string(),
          kind: z.enum(holdKinds),
          until: answerInstant.nullable(),
          resumesAt,
          reason: z.string(),
          scope: scopeAnswer,
          createdBy: z.string(),
          createdByName,
          createdAt: answerInstant,
        }),
      )
      .openapi({ description: 'In force now, also those of the customer and of filters' }),
    nextStep: z.object({ rule: z.number(), event: z.enum(stepEvents), plannedFor: answerInstant, sendsAt: answerInstant }).nullable(),
    blocksAt: answerInstant.nullable().openapi({ description: 'When the line is to be blocked as things stand' }),
    replacedBy: text,
    ladder: z.array(
      z.object({
        stepId: z.string(),
        rule: z.number(),
        event: z.enum(stepEvents),
        plannedFor: answerInstant,
        sendsAt: answerInstant,
        state: z.enum(stepStates),
        reason: text,
        message: z.enum(messageStates).nullable().openapi({ description: 'How far the newest message of the step has come' }),
      }),
    ),
    sourceVersion: number,
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Charge');

const actionAnswer = z.object({
  state: z.enum(actionStates).openapi({ description: 'expired: it did not answer in the time that it has' }),
  reason: text,
  requestedAt: answerInstant,
  answeredAt: answerInstant.nullable(),
});

const choiceAnswer = z.object({
  at: answerInstant.nullable().openapi({ description: 'The hour that was chosen; null: not to be' }),
  reason: text,
  decidedBy: z.string(),
  decidedByName: text,
  decidedAt: answerInstant,
  undone: z
    .object({ state: z.enum(stepStates), reason: text, sendsAt: answerInstant })
    .nullable()
    .openapi({ description: 'The step as it would be if that were taken back now; null: its own hour is past' }),
});

export const stepAnswer = z
  .object({
    stepId: z
      .string()
      .openapi({ description: 'For the calls of /v1/steps; it changes once, when a planned step is recorded: both then answer' }),
    rule: z.number(),
    event: z.enum(stepEvents),
    dueDate: text.openapi({ description: 'The one that it is tied to; null for a creation, a payment and a promise' }),
    paymentId: text.openapi({ description: 'The one that it confirms' }),
    plannedFor: answerInstant,
    sendsAt: answerInstant,
    basis: z
      .object({
        from: z.enum(stepBases),
        offset: z.object({ days: z.number().optional(), hours: z.number().optional(), minutes: z.number().optional() }),
        at: text.openapi({ description: 'A date, or a moment; null while nobody knows it' }),
      })
      .nullable()
      .openapi({ description: 'What its hour counts from by its rule' }),
    moved: z.array(z.object({ by: z.enum(moveCauses), from: answerInstant, to: answerInstant, detail: z.string() })),
    state: z.enum(stepStates),
    reason: text,
    action: actionAnswer.nullable().openapi({ description: 'What the network system was asked to do with the line, and what came of it' }),
    choice: choiceAnswer.nullable().openapi({ description: 'What a person decided about it' }),
    messageIds: z.array(z.string()),
    preview: z.object({ text: z.string(), segments: z.number(), cost: z.string(), subject: text }).nullable(),
  })
  .openapi('Step');

export const milestoneAnswer = z
  .object({
    number: z.number(),
    dueDate: z.string().openapi({ description: 'The due date that it was about' }),
    at: answerInstant,
    recordedBy: z.string(),
    recordedByName: text,
    recordedAt: answerInstant,
  })
  .openapi('Milestone');

export const proofAnswer = milestoneAnswer.extend({ channel: z.enum(proofChannels), evidence: text }).openapi('Proof');

export const restorationAnswer = actionAnswer
  .extend({
    stepId: z.string().openapi({ description: 'For its result, as with the steps of a ladder' }),
    paymentId: z.string().openapi({ description: 'The payment that freed the lines' }),
    accessIds: z.array(z.string()).nullable().openapi({ description: 'null: all lines' }),
  })
  .openapi('Restoration');

export const timelineAnswer = z
  .object({
    generatedAt: answerInstant,
    steps: z.array(stepAnswer),
    proofs: z.array(proofAnswer),
    milestones: z.array(milestoneAnswer),
    restorations: z.array(restorationAnswer),
  })
  .openapi('Timeline');

const isAhead: ReadonlySet<string> = new Set(['planned', 'waiting']);

/** A charge as the API answers it, with what follows from its plan. */
export function chargeOf(
  { payments, ...charge }: Charge,
  plan: ChargePlan,
  holds: readonly CreatorNamed<Hold>[],
): z.infer<typeof chargeAnswer> {
  const newest = payments.find(({ settles }) => settles) ?? payments[0];
  const { nextStep } = plan;
  return {
    ...charge,
    customerName: plan.facts.customer.name,
    unit: plan.facts.customer.unitId,
    timeZone: plan.timeZone,
    overdue: plan.overdue,
    effectiveDueDate: plan.effectiveDueDate,
    paidAt: newest ? (newest.paidAt ?? newest.paidOn) : null,
    paidAmountCents: newest ? payments.reduce((sum, { paidAmountCents }) => sum + paidAmountCents, 0) : null,
    payments: payments.map(({ id: paymentId, paidAt, paidOn, paidAmountCents, settles }) => ({
      paymentId,
      paidAt: paidAt ?? paidOn,
      paidAmountCents,
      settles,
    })),
    holds: holds.map((given) => {
      const { releaseOverHours: _over, releasedAt: _at, releasedBy: _by, ...hold } = given;
      return { ...hold, resumesAt: endOnCharge(given, plan) };
    }),
    blocksAt: plan.steps.find(({ event, state }) => event === 'total_block' && isAhead.has(state))?.sendsAt ?? null,
    nextStep: nextStep && { rule: nextStep.rule, event: nextStep.event, plannedFor: nextStep.plannedFor, sendsAt: nextStep.sendsAt },
    ladder: plan.steps.map(({ key, rule, event, plannedFor, sendsAt, state, reason }) => {
      const known = plan.facts.steps.find((step) => step.key === key);
      const stepId = stepIdOf({ chargeId: charge.id, key, id: known?.id ?? null });
      return { stepId, rule, event, plannedFor, sendsAt, state, reason, message: known?.messages.at(-1)?.state ?? null };
    }),
  };
}
