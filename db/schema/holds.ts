import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type { AppliesTo } from '../../domain/applies-to.ts';
import type { ExemptionKind, HoldKind } from '../../domain/states.ts';
import { instant, rowTimes } from '../columns.ts';
import { charges } from './charges.ts';
import { customers } from './customers.ts';

/** What a hold or an exemption is about: one charge, one customer, or everybody whom a filter names, newcomers included. */
const scope = () => ({
  chargeId: text().references(() => charges.id),
  customerId: text().references(() => customers.id),
  filter: jsonb().$type<AppliesTo>(),
});

/** A stop on steps. One with `until` ends by itself. */
export const holds = pgTable(
  'holds',
  {
    id: text().primaryKey(),
    ...scope(),
    kind: text().$type<HoldKind>().notNull(),
    from: instant().notNull(),
    until: instant(),
    /** The charges of a large hold come back spread over so many hours. */
    releaseOverHours: smallint(),
    reason: text().notNull(),
    createdBy: text().notNull(),
    releasedAt: instant(),
    releasedBy: text(),
    ...rowTimes,
  },
  (t) => [
    index('holds_by_charge').on(t.chargeId).where(sql`${t.chargeId} is not null`),
    index('holds_by_customer').on(t.customerId).where(sql`${t.customerId} is not null`),
    index('holds_by_filter').on(t.until).where(sql`${t.filter} is not null`),
    index('holds_by_creation').on(t.createdAt, t.id),
    check('holds_scope', sql`num_nonnulls(${t.chargeId}, ${t.customerId}, ${t.filter}) = 1`),
    check('holds_kind', sql`${t.kind} in ('promise','outage','contested','other')`),
    check('holds_until', sql`${t.until} is null or ${t.until} >= ${t.from}`),
  ],
);

/** Never chased, or never blocked. */
export const exemptions = pgTable(
  'exemptions',
  {
    id: text().primaryKey(),
    ...scope(),
    exemptFrom: text().$type<ExemptionKind>().notNull(),
    from: instant().notNull(),
    until: instant(),
    reason: text().notNull(),
    createdBy: text().notNull(),
    endedAt: instant(),
    endedBy: text(),
    ...rowTimes,
  },
  (t) => [
    index('exemptions_by_charge').on(t.chargeId).where(sql`${t.chargeId} is not null`),
    index('exemptions_by_customer').on(t.customerId).where(sql`${t.customerId} is not null`),
    index('exemptions_by_filter').on(t.until).where(sql`${t.filter} is not null`),
    index('exemptions_by_creation').on(t.createdAt, t.id),
    check('exemptions_scope', sql`num_nonnulls(${t.chargeId}, ${t.customerId}, ${t.filter}) = 1`),
    check('exemptions_from', sql`${t.exemptFrom} in ('chasing','blocking')`),
  ],
);
