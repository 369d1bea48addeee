import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { MissingRule } from '../../domain/render.ts';
import { differences, sameValue } from '../../domain/source-view.ts';
import type { Channel } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { rules, settings, templateDrafts, templates, templateVersions } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { listCampaignsOfTemplate } from './campaigns-under-way.ts';
import { raiseCatalogueRevision } from './catalogue.ts';
import { byNewest, type Page, type PageRequest, pageOfNewest } from './paging.ts';

export type TemplateFields = {
  name: string;
  enabled: boolean;
  channel: Channel;
  subject: string | null;
  text: string;
  missing: Record<string, MissingRule>;
};

export type Template = TemplateFields & {
  id: string;
  version: number;
  /** When what somebody works on was last saved; null while nobody does. */
  draftedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};

type Context = { now: Instant; actor: string };

const shown = {
  id: templates.id,
  name: templates.name,
  enabled: templates.enabled,
  channel: templates.channel,
  version: templates.version,
  draftedAt: templateDrafts.updatedAt,
  createdAt: templates.createdAt,
  updatedAt: templates.updatedAt,
  subject: templateVersions.subject,
  text: templateVersions.text,
  missing: templateVersions.missing,
};
const inForce = and(eq(templateVersions.templateId, templates.id), eq(templateVersions.version, templates.version));
const ofIt = eq(templateDrafts.templateId, templates.id);

/** Templates in the version in force, newest first. */
export async function listTemplates(db: Executor, page: PageRequest): Promise<Page<Template>> {
  const { order, start } = byNewest(templates.createdAt, templates.id, page.after);
  const rows = await db
    .select(shown)
    .from(templates)
    .innerJoin(templateVersions, inForce)
    .leftJoin(templateDrafts, ofIt)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOfNewest(rows, page.limit);
}

/** A template in the version in force; null when there is none of that id. */
export async function readTemplate(db: Executor, id: string): Promise<Template | null> {
  const [row] = await db
    .select(shown)
    .from(templates)
    .innerJoin(templateVersions, inForce)
    .leftJoin(templateDrafts, ofIt)
    .where(eq(templates.id, id));
  return row ?? null;
}

/** Templates of these ids in the version in force; the ids that are none are left out. */
export async function readTemplates(db: Executor, ids: string[]): Promise<Template[]> {
  if (ids.length === 0) return [];
  return db
    .select(shown)
    .from(templates)
    .innerJoin(templateVersions, inForce)
    .leftJoin(templateDrafts, ofIt)
    .where(inArray(templates.id, ids));
}

/** A new template, version 1. False when the name is taken. */
export async function createTemplate(tx: Executor, { id, ...fields }: TemplateFields & { id: string }, context: Context): Promise<boolean> {
  const { now, actor } = context;
  const { name, enabled, channel } = fields;
  const created = await tx
    .insert(templates)
    .values({ id, name, enabled, channel, version: 1, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: templates.name })
    .returning({ id: templates.id });
  if (created.length === 0) return false;
  await writeVersion(tx, { id, version: 1, fields }, context);
  await raiseCatalogueRevision(tx);
  await writeAudit(tx, [{ at: now, actor, action: 'template.created', entity: 'template', entityId: id, after: fields }]);
  return true;
}

/** Replaces a template; another text is another version, and messages keep the one they were written with. */
export async function changeTemplate(
  tx: Executor,
  { id, ...fields }: TemplateFields & { id: string },
  context: Context,
): Promise<'changed' | 'unchanged' | 'missing' | 'name-taken'> {
  const { now, actor } = context;
  await tx.select({ id: templates.id }).from(templates).where(eq(templates.id, id)).for('update');
  const before = await readTemplate(tx, id);
  if (before === null) return 'missing';
  const { id: _id, version, draftedAt: _drafted, createdAt: _created, updatedAt: _updated, ...old } = before;
  if (sameValue(old, fields)) return 'unchanged';
  const [namesake] = await tx
    .select({ id: templates.id })
    .from(templates)
    .where(and(eq(templates.name, fields.name), sql`${templates.id} <> ${id}`));
  if (namesake !== undefined) return 'name-taken';

  const next = version + 1;
  await writeVersion(tx, { id, version: next, fields }, context);
  const { name, enabled, channel } = fields;
  await tx.update(templates).set({ name, enabled, channel, version: next, updatedAt: now }).where(eq(templates.id, id));
  await raiseCatalogueRevision(tx);
  await writeAudit(tx, [{ at: now, actor, action: 'template.changed', entity: 'template', entityId: id, ...differences(old, fields) }]);
  return 'changed';
}

/**
 * Removes a template that no ladder names, in no version, nor a campaign, nor the reminder of promises. `used` gives the ids of the
 * rule sets and the campaigns that do.
 */
export async function deleteTemplate(
  tx: Executor,
  id: string,
  { now, actor }: Context,
): Promise<{ kind: 'deleted' } | { kind: 'missing' } | { kind: 'used'; ruleSets: string[]; campaigns: string[] } | { kind: 'reminds' }> {
  const [locked] = await tx.select({ id: templates.id }).from(templates).where(eq(templates.id, id)).for('update');
  const before = locked && (await readTemplate(tx, id));
  if (!before) return { kind: 'missing' };
  const used = await ruleSetsUsing(tx, id);
  const campaigns = await listCampaignsOfTemplate(tx, id);
  if (used.length + campaigns.length > 0) return { kind: 'used', ruleSets: used, campaigns };
  const [house] = await tx.select({ promises: settings.promises }).from(settings);
  if (house?.promises.reminderTemplateId === id) return { kind: 'reminds' };
  await tx.delete(templates).where(eq(templates.id, id));
  await raiseCatalogueRevision(tx);
  await writeAudit(tx, [{ at: now, actor, action: 'template.deleted', entity: 'template', entityId: id, before }]);
  return { kind: 'deleted' };
}

async function ruleSetsUsing(tx: Executor, templateId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: rules.ruleSetId })
    .from(rules)
    .where(
      or(
        eq(rules.templateId, templateId),
        sql`jsonb_path_exists(${rules.templates}, '$.* ? (@ == $id)', ${JSON.stringify({ id: templateId })}::jsonb)`,
      ),
    )
    .orderBy(rules.ruleSetId);
  return rows.map((row) => row.id);
}

async function writeVersion(
  tx: Executor,
  { id, version, fields }: { id: string; version: number; fields: TemplateFields },
  { now, actor }: Context,
): Promise<void> {
  const { subject, text, missing } = fields;
  await tx.insert(templateVersions).values({ templateId: id, version, subject, text, missing, createdAt: now, createdBy: actor });
}
