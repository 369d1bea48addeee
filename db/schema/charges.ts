import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ChargeStatus, ChargeType, ReplaceKind } from '../../domain/states.ts';
import { instant, rowTimes, type SourceView } from '../columns.ts';
import { customers } from './customers.ts';

export const charges = pgTable(
  'charges',
  {
    id: text().primaryKey(),
    customerId: text()
      .notNull()
      .references(() => customers.id),
    type: text().$type<ChargeType>().notNull(),
    code: text(),
    documentNumber: text(),
    amountCents: bigint({ mode: 'number' }).notNull(),
    discountedAmountCents: bigint({ mode: 'number' }),
    discountUntil: date(),
    currentAmountCents: bigint({ mode: 'number' }),
    issuedAt: date(),
    dueDate: date().notNull(),
    /** Null: all lines of the customer. */
    accessIds: jsonb().$type<string[]>(),
    pixCode: text(),
    digitableLine: text(),
    paymentUrl: text(),
    replaces: jsonb().$type<string[]>().notNull(),
    replaceKind: text().$type<ReplaceKind>(),
    /** The charge that took this one's place; from then on this one says nothing. */
    replacedBy: text(),
    noticeProvenAt: instant(),
    status: text().$type<ChargeStatus>().notNull(),
    /** Raised by whatever can change the plan; a queued text of an older revision is never sent. */
    revision: integer().notNull().default(1),
    firstSeenAt: instant().notNull(),
    announceCreated: boolean().notNull(),
    resumedAt: instant(),
    sourceVersion: bigint({ mode: 'number' }),
    sourceView: jsonb().$type<SourceView>(),
    ...rowTimes,
  },
  (t) => [
    index('charges_by_customer').on(t.customerId, t.dueDate),
    index('charges_by_due_date').on(t.dueDate, t.id),
    index('charges_by_kind').on(t.type, t.status, t.dueDate),
    index('charges_by_update').on(t.updatedAt, t.id),
    index('charges_by_creation').on(t.createdAt, t.id),
    index('charges_open_by_id').on(t.id).where(sql`${t.status} = 'open'`),
    index('charges_open').on(t.dueDate, t.id).where(sql`${t.status} = 'open'`),
    check('charges_status', sql`${t.status} in ('open','paid','removed')`),
    check('charges_type', sql`${t.type} in ('internet','one_off','support')`),
    check('charges_amount', sql`${t.amountCents} >= 0`),
  ],
);

export const payments = pgTable(
  'payments',
  {
    chargeId: text()
      .notNull()
      .references(() => charges.id),
    id: text().notNull(),
    paidOn: date().notNull(),
    /** The exact moment, when the source knows it. */
    paidAt: instant(),
    paidAmountCents: bigint({ mode: 'number' }).notNull(),
    settles: boolean().notNull(),
    /** False for what a takeover file already brought: nobody is thanked for an old payment. */
    announce: boolean().notNull(),
    learnedAt: instant().notNull(),
    reversedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.chargeId, t.id] }),
    index('payments_by_day').on(t.paidOn, t.chargeId).where(sql`${t.reversedAt} is null`),
    check('payments_amount', sql`${t.paidAmountCents} >= 0`),
  ],
);

/**
 * When a charge's workflow means to wake next, and for which instant. Apart from the charge, which claims hold locked while the
 * crowd of charges writes here.
 */
export const chargeWakes = pgTable(
  'charge_wakes',
  {
    chargeId: text()
      .primaryKey()
      .references(() => charges.id, { onDelete: 'cascade' }),
    wakeAt: instant().notNull(),
    /** The instant that the next step shares with other charges. */
    stepAt: instant(),
  },
  (t) => [index('charge_wakes_by_wake').on(t.wakeAt), index('charge_wakes_by_step').on(t.stepAt)],
);
