import { sql } from 'drizzle-orm';
import { bigint, boolean, check, date, index, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AccessStatus, ContactPolicy, CustomerKind, CustomerStatus } from '../../domain/states.ts';
import { instant, rowTimes, type SourceView } from '../columns.ts';
import { panels } from './panels.ts';
import { units } from './units.ts';

export const customers = pgTable(
  'customers',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    kind: text().$type<CustomerKind>().notNull(),
    tradeName: text(),
    taxId: text(),
    login: text(),
    /** Sealed; written, never read back by the API. */
    passwordSealed: text(),
    status: text().$type<CustomerStatus>().notNull(),
    birthDate: date(),
    unitId: text()
      .notNull()
      .references(() => units.id),
    panelId: text().references(() => panels.id),
    plan: text(),
    city: text(),
    state: text(),
    email: text(),
    timeZone: text(),
    contact: text().$type<ContactPolicy>().notNull(),
    test: boolean().notNull().default(false),
    /** Taken out of the records by the person's wish: nothing of the rest is known any more. */
    erasedAt: instant(),
    sourceVersion: bigint({ mode: 'number' }),
    sourceView: jsonb().$type<SourceView>(),
    ...rowTimes,
  },
  (t) => [
    index('customers_by_unit').on(t.unitId, t.id),
    index('customers_by_place').on(t.unitId, t.state, t.city, t.status),
    index('customers_by_status').on(t.status),
    index('customers_by_panel').on(t.panelId),
    index('customers_by_plan').on(t.plan),
    index('customers_by_city').on(sql`plain_text(${t.city})`),
    index('customers_by_time_zone').on(t.timeZone).where(sql`${t.timeZone} is not null`),
    index('customers_by_birthday').on(sql`month_and_day(${t.birthDate})`),
    index('customers_by_update').on(t.updatedAt, t.id),
    index('customers_by_creation').on(t.createdAt, t.id),
    index('customers_by_name_part').using('gin', sql`lower(${t.name}) gin_trgm_ops`),
    index('customers_by_login_part').using('gin', sql`lower(${t.login}) gin_trgm_ops`),
    index('customers_by_tax_id').on(sql`regexp_replace(${t.taxId}, '\\D', '', 'g')`),
    check('customers_status', sql`${t.status} in ('enabled','disabled','lead','removed')`),
    check('customers_kind', sql`${t.kind} in ('person','company')`),
    check('customers_contact', sql`${t.contact} in ('normal','no-marketing','deceased')`),
  ],
);

export type PhoneConsent = { at: string; source: string; wording: string | null };

/** Phones in the order to try them. An unusable number is kept as it was typed, without `number`. */
export const customerPhones = pgTable(
  'customer_phones',
  {
    customerId: text()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    position: smallint().notNull(),
    raw: text().notNull(),
    /** E.164; null when the number cannot be one. */
    number: text(),
    kind: text().$type<'mobile' | 'landline' | 'unusable'>().notNull(),
    billing: boolean().notNull(),
    marketing: boolean().notNull(),
    consent: jsonb().$type<PhoneConsent>(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.position] }),
    uniqueIndex('customer_phones_number_once').on(t.customerId, t.number).where(sql`${t.number} is not null`),
    index('customer_phones_by_number').on(t.number).where(sql`${t.number} is not null`),
    index('customer_phones_for_marketing').on(t.customerId).where(sql`${t.marketing}`),
    index('customer_phones_by_number_part').using('gin', sql`${t.number} gin_trgm_ops`),
    check('customer_phones_number', sql`(${t.kind} = 'unusable') = (${t.number} is null)`),
  ],
);

export const accesses = pgTable(
  'accesses',
  {
    customerId: text()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    id: text().notNull(),
    status: text().$type<AccessStatus>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index('accesses_by_status').on(t.status, t.customerId),
    check('accesses_status', sql`${t.status} in ('enabled','disabled','blocked','pending')`),
  ],
);
