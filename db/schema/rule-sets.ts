import { sql } from 'drizzle-orm';
import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AppliesTo } from '../../domain/applies-to.ts';
import type { RuleAnchor, RuleOffset } from '../../domain/rules.ts';
import type { Channel, LatePolicy, RuleEvent, RuleTrigger, WindowClass } from '../../domain/states.ts';
import { instant, rowTimes } from '../columns.ts';
import { gateways } from './gateways.ts';
import { templates } from './templates.ts';

export const ruleSets = pgTable('rule_sets', {
  id: text().primaryKey(),
  /** Null until the first publication: a draft alone acts on nobody. */
  publishedVersion: integer(),
  /** A newer published version that is in force in some units first. */
  stagedVersion: integer(),
  stagedUnits: jsonb().$type<string[]>(),
  ...rowTimes,
});

/** One saved ladder. At most one draft a set; a published version never changes. */
export const ruleSetVersions = pgTable(
  'rule_set_versions',
  {
    ruleSetId: text()
      .notNull()
      .references(() => ruleSets.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    name: text().notNull(),
    appliesTo: jsonb().$type<AppliesTo>().notNull(),
    state: text().$type<'draft' | 'published'>().notNull(),
    savedAt: instant().notNull(),
    savedBy: text().notNull(),
    publishedAt: instant(),
    publishedBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.ruleSetId, t.version] }),
    uniqueIndex('rule_set_versions_one_draft').on(t.ruleSetId).where(sql`${t.state} = 'draft'`),
  ],
);

export const rules = pgTable(
  'rules',
  {
    ruleSetId: text().notNull(),
    version: integer().notNull(),
    number: smallint().notNull(),
    event: text().$type<RuleEvent>().notNull(),
    offset: jsonb().$type<RuleOffset>().notNull(),
    anchor: text().$type<Exclude<RuleAnchor, null>>(),
    time: text(),
    channels: jsonb().$type<Channel[]>().notNull(),
    templateId: text()
      .notNull()
      .references(() => templates.id),
    /** Texts of channels that the template is not for. */
    templates: jsonb().$type<Partial<Record<Channel, string>>>().notNull().default({}),
    gatewayId: text().references(() => gateways.id),
    enabled: boolean().notNull(),
    window: text().$type<WindowClass>().notNull(),
    late: text().$type<LatePolicy>().notNull(),
    trigger: text().$type<RuleTrigger>().notNull(),
    /** How long after its moment the text is still useful; null: as long as its late policy says. */
    validityHours: integer(),
    /** Whether several charges of one customer at this step share a text, where the house groups at all. */
    grouping: boolean().notNull().default(true),
    /** After so long without a receipt the text goes once more, by the next gateway; null: never. */
    resendAfterMinutes: smallint(),
  },
  (t) => [
    primaryKey({ columns: [t.ruleSetId, t.version, t.number] }),
    foreignKey({ columns: [t.ruleSetId, t.version], foreignColumns: [ruleSetVersions.ruleSetId, ruleSetVersions.version] }).onDelete(
      'cascade',
    ),
  ],
);
