import { sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, check, date, index, integer, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Move } from '../../domain/plan.ts';
import type { ActionState, StepEvent, StepState } from '../../domain/states.ts';
import { instant, rowTimes, serialId } from '../columns.ts';
import { charges } from './charges.ts';

/** One rule applied to one charge, with its planned time and outcome. The key decides that it happens once. */
export const steps = pgTable(
  'steps',
  {
    id: serialId(),
    chargeId: text()
      .notNull()
      .references(() => charges.id),
    key: text().notNull(),
    rule: smallint().notNull(),
    event: text().$type<StepEvent>().notNull(),
    ruleSetId: text(),
    ruleSetVersion: integer(),
    dueDate: date().notNull(),
    paymentId: text(),
    state: text().$type<StepState>().notNull(),
    reason: text(),
    plannedFor: instant().notNull(),
    sendsAt: instant().notNull(),
    sendUntil: instant().notNull(),
    moved: jsonb().$type<Move[]>().notNull(),
    /** The charge's revision that the decision saw. */
    revision: integer().notNull(),
    /** When the workflow looks at the outcome of a waiting step. */
    lookAt: instant(),
    doneAt: instant(),
    /** Served by the text of this step of another charge of the customer. */
    leadStepId: bigint({ mode: 'number' }).references((): AnyPgColumn => steps.id),
    /** What the network system was asked and said, for rules with trigger `action`. */
    actionState: text().$type<ActionState>(),
    actionRequestedAt: instant(),
    actionAnsweredAt: instant(),
    actionReason: text(),
    ...rowTimes,
  },
  (t) => [
    uniqueIndex('steps_once').on(t.chargeId, t.key),
    index('steps_by_look').on(t.lookAt).where(sql`${t.state} = 'waiting'`),
    index('steps_by_lead').on(t.leadStepId).where(sql`${t.leadStepId} is not null`),
    index('steps_missed').on(t.plannedFor, t.id).where(sql`${t.state} = 'skipped' and ${t.reason} in ('late','merged','window-closed')`),
    index('steps_left_out').on(t.plannedFor, t.id).where(sql`${t.state} in ('skipped','suppressed','unreachable')`),
    index('steps_unreachable').on(t.plannedFor, t.id).where(sql`${t.state} = 'unreachable'`),
    index('steps_by_state').on(t.state, t.id).where(sql`${t.state} in ('waiting','unknown','held','unreachable')`),
    check(
      'steps_state',
      sql`${t.state} in ('planned','waiting','sent','unknown','skipped','suppressed','held','before-our-time','unreachable')`,
    ),
  ],
);
