import { sql } from 'drizzle-orm';
import { check, integer, numeric, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { gateways } from './gateways.ts';

const gatewayId = () =>
  text()
    .notNull()
    .references(() => gateways.id, { onDelete: 'cascade' });

/** The circuit breaker of a gateway, shared by every process; no row: closed, nothing ever failed. */
export const gatewayBreakers = pgTable(
  'gateway_breakers',
  {
    gatewayId: gatewayId().primaryKey(),
    state: text().$type<'closed' | 'open'>().notNull(),
    /** While closed: what the provider answered, and what it failed to, since `countedFrom`. */
    answered: integer().notNull(),
    failed: integer().notNull(),
    countedFrom: instant().notNull(),
    openedAt: instant(),
    /** From when one text may try whether the provider is back. */
    probeAt: instant(),
    /** When one set out to try; null when none is under way. */
    probingAt: instant(),
    /** Tries that failed, which is how long the next waits. */
    probes: smallint().notNull(),
  },
  (t) => [
    check('gateway_breakers_state', sql`${t.state} in ('closed','open')`),
    check('gateway_breakers_open', sql`(${t.state} = 'open') = (${t.openedAt} is not null and ${t.probeAt} is not null)`),
  ],
);

export const pollKinds = ['replies', 'balance'] as const;
export type PollKind = (typeof pollKinds)[number];

/** What a gateway is asked from time to time; no row: never asked yet. Single messages carry their own `ask_at`. */
export const gatewayPolls = pgTable(
  'gateway_polls',
  {
    gatewayId: gatewayId(),
    kind: text().$type<PollKind>().notNull(),
    nextAt: instant().notNull(),
    /** The last time that it answered. */
    answeredAt: instant(),
    failures: smallint().notNull().default(0),
    fault: text(),
  },
  (t) => [primaryKey({ columns: [t.gatewayId, t.kind] }), check('gateway_polls_kind', sql`${t.kind} in ('replies','balance')`)],
);

/** What was left on the account when it was last asked. */
export const gatewayBalances = pgTable('gateway_balances', {
  gatewayId: gatewayId().primaryKey(),
  amount: numeric({ precision: 14, scale: 4 }).notNull(),
  unit: text().$type<'messages' | 'reais'>().notNull(),
  at: instant().notNull(),
});
