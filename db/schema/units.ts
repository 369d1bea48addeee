import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { rowTimes, type SourceView } from '../columns.ts';

/** An office of the provider: source of the `ISP_*` variables, of the time zone and of the area code of short phone numbers. */
export const units = pgTable('units', {
  id: text().primaryKey(),
  name: text().notNull(),
  legalName: text(),
  taxId: text(),
  street: text(),
  number: text(),
  district: text(),
  city: text(),
  state: text(),
  postalCode: text(),
  areaCode: text(),
  phone: text(),
  email: text(),
  website: text(),
  timeZone: text().notNull(),
  sourceVersion: bigint({ mode: 'number' }),
  sourceView: jsonb().$type<SourceView>(),
  ...rowTimes,
});
