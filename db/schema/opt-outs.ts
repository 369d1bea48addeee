import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { OptOutScope } from '../../domain/opt-outs.ts';
import { instant, rowTimes, serialId } from '../columns.ts';

/** Phones that said no. Of the phone, not of a customer: they outlive every import and every change of a customer. */
export const optOuts = pgTable(
  'opt_outs',
  {
    id: serialId(),
    /** E.164. */
    phone: text().notNull(),
    scope: text().$type<OptOutScope>().notNull(),
    /** Without a foreign key: the wish stays when the customer is erased. */
    customerId: text(),
    reason: text(),
    source: text().notNull(),
    at: instant().notNull(),
    ...rowTimes,
  },
  (t) => [
    uniqueIndex('opt_outs_of_phone_once').on(t.phone).where(sql`${t.scope} <> 'wrong-person'`),
    uniqueIndex('opt_outs_of_customer_once').on(t.phone, sql`coalesce(${t.customerId}, '')`).where(sql`${t.scope} = 'wrong-person'`),
    index('opt_outs_by_phone').on(t.phone),
    index('opt_outs_by_customer').on(t.customerId, t.id).where(sql`${t.customerId} is not null`),
    index('opt_outs_by_scope').on(t.scope, t.id),
    check('opt_outs_scope', sql`${t.scope} in ('wrong-person','marketing','all')`),
  ],
);
