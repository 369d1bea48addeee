import { boolean, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { MissingRule } from '../../domain/render.ts';
import type { Channel } from '../../domain/states.ts';
import { instant, rowTimes } from '../columns.ts';

export const templates = pgTable(
  'templates',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    enabled: boolean().notNull(),
    channel: text().$type<Channel>().notNull(),
    /** The version in force. */
    version: integer().notNull(),
    ...rowTimes,
  },
  (t) => [uniqueIndex('templates_name_once').on(t.name)],
);

/** Never changed: a message names the version it was written with. */
export const templateVersions = pgTable(
  'template_versions',
  {
    templateId: text()
      .notNull()
      .references(() => templates.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    subject: text(),
    text: text().notNull(),
    missing: jsonb().$type<Record<string, MissingRule>>().notNull(),
    createdAt: instant().notNull(),
    createdBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.templateId, t.version] })],
);

/** What somebody works on: nobody is texted by it before it is published. */
export const templateDrafts = pgTable('template_drafts', {
  templateId: text()
    .primaryKey()
    .references(() => templates.id, { onDelete: 'cascade' }),
  subject: text(),
  text: text().notNull(),
  missing: jsonb().$type<Record<string, MissingRule>>().notNull(),
  updatedAt: instant().notNull(),
  updatedBy: text().notNull(),
});
