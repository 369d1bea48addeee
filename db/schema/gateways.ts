import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, jsonb, numeric, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AccentMode, Channel, UnitCounting } from '../../domain/states.ts';
import { instant, rowTimes } from '../columns.ts';

export const gateways = pgTable(
  'gateways',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    service: text().notNull(),
    channel: text().$type<Channel>().notNull(),
    enabled: boolean().notNull(),
    /** Messages every `intervalSeconds`; null: no limit. */
    quantity: integer(),
    intervalSeconds: integer().notNull(),
    /** Given up by a person: it carries nothing any more, and stays for what it carried. Never enabled then. */
    retiredAt: instant(),
    /** By a person. */
    paused: boolean().notNull(),
    /** By Régua itself: a configuration fault such as a wrong password. Cleared by saving the gateway. */
    stoppedReason: text(),
    stoppedAt: instant(),
    maxConnections: smallint().notNull(),
    price: numeric({ precision: 10, scale: 4 }).notNull(),
    warnLength: integer().notNull(),
    maxLength: integer().notNull(),
    maxSegments: smallint().notNull(),
    accents: text().$type<AccentMode>().notNull(),
    unitCounting: text().$type<UnitCounting>().notNull().default('segments'),
    settings: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Field name → sealed value. */
    secrets: jsonb().$type<Record<string, string>>().notNull(),
    /** The order in which gateways of a channel take over from one that is down; equal ones by age. */
    position: smallint().notNull().default(0),
    /** Whether it takes over at all. */
    fallback: boolean().notNull().default(true),
    /** It stops for the month at so many messages, or reais; and while the account holds less than `balanceFloor`. Null: no guard. */
    monthlyMessages: integer(),
    monthlyCents: bigint({ mode: 'number' }),
    balanceFloor: numeric({ precision: 14, scale: 4 }),
    /** Of the addresses that the provider calls: a hash to compare with, and the secret itself, sealed, for the form. */
    hookSecretHash: text(),
    hookSecretSealed: text(),
    /** Raised by every change, so that processes know when to reconnect. */
    revision: integer().notNull().default(1),
    ...rowTimes,
  },
  (t) => [
    uniqueIndex('gateways_name_once').on(t.name),
    check('gateways_quantity', sql`${t.quantity} is null or ${t.quantity} > 0`),
    check('gateways_unit_counting', sql`${t.unitCounting} in ('segments','one')`),
    check('gateways_retired', sql`${t.retiredAt} is null or not ${t.enabled}`),
    check('gateways_interval', sql`${t.intervalSeconds} > 0`),
  ],
);

/** The next free slot of each limited gateway, and what it may still spend. A row of its own: claims hold the gateway's row locked. */
export const gatewayPacing = pgTable('gateway_pacing', {
  gatewayId: text()
    .primaryKey()
    .references(() => gateways.id, { onDelete: 'cascade' }),
  /** Microseconds since 1970. */
  nextSlotUs: bigint({ mode: 'number' }).notNull(),
  /** What this month's texts cost so far, `YYYY-MM` in Brasília; counted as they set out, given back when they did not go. */
  month: text(),
  monthMessages: integer().notNull().default(0),
  monthCost: numeric({ precision: 14, scale: 4 }).notNull().default('0'),
});
