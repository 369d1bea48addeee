import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

/** The short links of texts, and how often people followed them. Who followed is not kept: neither address nor browser. */
export const shortLinks = pgTable(
  'short_links',
  {
    code: text().primaryKey(),
    /** The newest generation of the text; without a foreign key, whose check would cost as much as the link. */
    messageId: bigint({ mode: 'number' }).notNull(),
    /** Which link of the template it is: a text that is written anew keeps its codes. */
    place: smallint().notNull(),
    /** Null for a text that was only tried out. */
    campaignId: text(),
    /** Null: erased with the person. */
    target: text(),
    /** The target says something of the person. */
    personal: boolean().notNull(),
    clicks: integer().notNull().default(0),
    firstClickAt: instant(),
    lastClickAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('short_links_once').on(t.messageId, t.place),
    index('short_links_followed').on(t.campaignId).where(sql`${t.firstClickAt} is not null`),
  ],
);
