import { jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AudienceFilter } from '../../domain/audience.ts';
import { rowTimes } from '../columns.ts';

/** A set of customers that campaigns name: those whom any of its filters selects now. */
export const segments = pgTable(
  'segments',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    audiences: jsonb().$type<AudienceFilter[]>().notNull(),
    ...rowTimes,
  },
  (t) => [uniqueIndex('segments_name_once').on(t.name)],
);
