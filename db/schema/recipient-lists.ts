import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { type ListColumn, type ListConsent, mostListPhones } from '../../domain/recipient-lists.ts';
import { rowTimes } from '../columns.ts';
import { units } from './units.ts';

/** Phones that somebody brought in a file, with columns of their own: campaigns name the whole. */
export const recipientLists = pgTable(
  'recipient_lists',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** Whose area code completes a number, and which stands for a person whom nobody knows: variables, windows, time zone. */
    unitId: text()
      .notNull()
      .references(() => units.id),
    columns: jsonb().$type<ListColumn[]>().notNull(),
    /** Null: nobody says that the phones may get advertising. */
    consent: jsonb().$type<ListConsent>(),
    phones: integer().notNull().default(0),
    createdBy: text().notNull(),
    ...rowTimes,
  },
  (t) => [
    uniqueIndex('recipient_lists_name_once').on(t.name),
    index('recipient_lists_by_creation').on(t.createdAt, t.id),
    check('recipient_lists_phones', sql`${t.phones} between 0 and ${sql.raw(String(mostListPhones))}`),
  ],
);

export const recipientListRows = pgTable(
  'recipient_list_rows',
  {
    listId: text()
      .notNull()
      .references(() => recipientLists.id, { onDelete: 'cascade' }),
    /** E.164 of a mobile. */
    phone: text().notNull(),
    /** Values by variable; what is missing is absent. */
    own: jsonb().$type<Record<string, string>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.listId, t.phone] }),
    index('recipient_list_rows_by_phone').on(t.phone),
    check('recipient_list_rows_phone', sql`${t.phone} ~ '^\\+[0-9]{8,15}$'`),
  ],
);
