import { bigint, boolean, date, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { HolidayScope } from '../../domain/holiday-entries.ts';
import { rowTimes, type SourceView } from '../columns.ts';

/** Holidays of our own: what date-holidays does not know, and what it has and the house does not keep. */
export const holidays = pgTable(
  'holidays',
  {
    id: text().primaryKey(),
    date: date().notNull(),
    yearly: boolean().notNull(),
    name: text().notNull(),
    scope: jsonb().$type<HolidayScope>().notNull(),
    /** The place and the day as one text each, so that a place has one entry a day. */
    scopeKey: text().notNull(),
    dayKey: text().notNull(),
    business: boolean().notNull(),
    sending: boolean().notNull(),
    sourceVersion: bigint({ mode: 'number' }),
    sourceView: jsonb().$type<SourceView>(),
    ...rowTimes,
  },
  (t) => [
    uniqueIndex('holidays_once').on(t.scopeKey, t.dayKey),
    index('holidays_by_creation').on(t.createdAt, t.id),
    index('holidays_by_date').on(t.date),
  ],
);
