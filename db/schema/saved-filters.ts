import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { FilteredList, SavedQuery } from '../../domain/saved-filters.ts';
import { rowTimes } from '../columns.ts';
import { users } from './users.ts';

/** A filter of a list that a person keeps under a name. */
export const savedFilters = pgTable(
  'saved_filters',
  {
    id: text().primaryKey(),
    ownerId: text()
      .notNull()
      .references(() => users.id),
    list: text().$type<FilteredList>().notNull(),
    name: text().notNull(),
    query: jsonb().$type<SavedQuery>().notNull(),
    /** Everybody in the house has it too. */
    shared: boolean().notNull(),
    ...rowTimes,
  },
  (t) => [
    uniqueIndex('saved_filters_name_once').on(t.ownerId, t.list, t.name),
    index('saved_filters_shared').on(t.list, t.name).where(sql`${t.shared}`),
    check('saved_filters_list', sql`${t.list} in ('messages','charges','customers')`),
  ],
);
