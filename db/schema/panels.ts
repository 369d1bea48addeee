import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { rowTimes, type SourceView } from '../columns.ts';

/** The grouping of customers by access system. */
export const panels = pgTable('panels', {
  id: text().primaryKey(),
  name: text().notNull(),
  sourceVersion: bigint({ mode: 'number' }),
  sourceView: jsonb().$type<SourceView>(),
  ...rowTimes,
});
