import { sql } from 'drizzle-orm';
import { check, date, index, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ActionState, ProofChannel } from '../../domain/states.ts';
import { instant, serialId } from '../columns.ts';
import { charges } from './charges.ts';
import { units } from './units.ts';

/** That the debtor was told otherwise than by our text: counts like the accepted text of that number. */
export const proofs = pgTable(
  'proofs',
  {
    id: serialId(),
    chargeId: text()
      .notNull()
      .references(() => charges.id),
    number: smallint().notNull(),
    /** The due date that the notice spoke of. */
    dueDate: date().notNull(),
    channel: text().$type<ProofChannel>().notNull(),
    at: instant().notNull(),
    evidence: text(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('proofs_once').on(t.chargeId, t.number, t.dueDate, t.channel, t.at),
    check('proofs_channel', sql`${t.channel} in ('letter','call','email','sms','erp')`),
  ],
);

/** What the network system says has happened to the line: reduced, blocked, cancelled. */
export const milestones = pgTable(
  'milestones',
  {
    chargeId: text()
      .notNull()
      .references(() => charges.id),
    number: smallint().notNull(),
    dueDate: date().notNull(),
    at: instant().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.chargeId, t.number, t.dueDate] })],
);

/** What a person decided about one step before its time: not at all, or at another hour. */
export const stepOverrides = pgTable(
  'step_overrides',
  {
    chargeId: text()
      .notNull()
      .references(() => charges.id),
    key: text().notNull(),
    /** Null: skipped. */
    at: instant(),
    reason: text(),
    decidedBy: text().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.chargeId, t.key] })],
);

/** Through which date a unit's payments are known. No row at all: the guard is off. */
export const settlements = pgTable('settlements', {
  unitId: text()
    .primaryKey()
    .references(() => units.id),
  processedThrough: date().notNull(),
  updatedBy: text().notNull(),
  updatedAt: instant().notNull(),
});

/** Lines to be given back after a payment, once per charge and due date. */
export const restorations = pgTable(
  'restorations',
  {
    id: serialId(),
    chargeId: text()
      .notNull()
      .references(() => charges.id),
    dueDate: date().notNull(),
    /** The payment that freed the lines. */
    paymentId: text().notNull(),
    /** Null: all lines of the customer. */
    accessIds: jsonb().$type<string[]>(),
    state: text().$type<ActionState>().notNull(),
    requestedAt: instant().notNull(),
    answeredAt: instant(),
    reason: text(),
  },
  (t) => [
    uniqueIndex('restorations_once').on(t.chargeId, t.dueDate, t.paymentId),
    index('restorations_open').on(t.requestedAt).where(sql`${t.state} = 'requested'`),
  ],
);

/** What would have left while the service only watched. Occupies no step and proves nothing. */
export const shadowNotices = pgTable(
  'shadow_notices',
  {
    id: serialId(),
    chargeId: text()
      .notNull()
      .references(() => charges.id),
    key: text().notNull(),
    rule: smallint().notNull(),
    customerId: text().notNull(),
    address: text().notNull(),
    text: text().notNull(),
    segments: smallint().notNull(),
    plannedFor: instant().notNull(),
    sendsAt: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('shadow_notices_once').on(t.chargeId, t.key, t.address), index('shadow_notices_by_time').on(t.sendsAt, t.id)],
);
