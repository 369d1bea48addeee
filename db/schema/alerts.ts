import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, serialId } from '../columns.ts';

/** What needs a person. One open alert per key; it closes by itself when the cause is gone. */
export const alerts = pgTable(
  'alerts',
  {
    id: serialId(),
    key: text().notNull(),
    kind: text().notNull(),
    subject: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    raisedAt: instant().notNull(),
    clearedAt: instant(),
  },
  (t) => [
    uniqueIndex('alerts_open_once').on(t.key).where(sql`${t.clearedAt} is null`),
    index('alerts_open').on(t.id).where(sql`${t.clearedAt} is null`),
  ],
);
