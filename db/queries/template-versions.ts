import { and, desc, eq, lt } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import { sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { templateDrafts, templateVersions } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { numberIn, type Page, type PageRequest, pageOf } from './paging.ts';
import type { TemplateFields } from './templates.ts';

export type TemplateWording = Pick<TemplateFields, 'subject' | 'text' | 'missing'>;
export type TemplateVersion = TemplateWording & { version: number; createdAt: Instant; createdBy: string };
export type TemplateDraft = TemplateWording & { updatedAt: Instant; updatedBy: string };

const shown = {
  version: templateVersions.version,
  subject: templateVersions.subject,
  text: templateVersions.text,
  missing: templateVersions.missing,
  createdAt: templateVersions.createdAt,
  createdBy: templateVersions.createdBy,
};

/** Every version that was in force, newest first. */
export async function listTemplateVersions(db: Executor, templateId: string, page: PageRequest): Promise<Page<TemplateVersion>> {
  const { after, limit } = page;
  const rows = await db
    .select(shown)
    .from(templateVersions)
    .where(
      and(
        eq(templateVersions.templateId, templateId),
        after === null ? undefined : lt(templateVersions.version, numberIn(after.id, { digits: 9 })),
      ),
    )
    .orderBy(desc(templateVersions.version))
    .limit(limit + 1);
  return pageOf(
    rows,
    limit,
    ({ version }) => ({ key: '', id: String(version) }),
    (row) => row,
  );
}

/** One version; null when there is none of that number. */
export async function readTemplateVersion(
  db: Executor,
  { templateId, version }: { templateId: string; version: number },
): Promise<TemplateVersion | null> {
  const of = and(eq(templateVersions.templateId, templateId), eq(templateVersions.version, version));
  return (await db.select(shown).from(templateVersions).where(of))[0] ?? null;
}

/** The draft of a template; null when nobody works on one. */
export async function readTemplateDraft(db: Executor, templateId: string): Promise<TemplateDraft | null> {
  const [row] = await db.select().from(templateDrafts).where(eq(templateDrafts.templateId, templateId));
  if (row === undefined) return null;
  const { templateId: _id, ...draft } = row;
  return draft;
}

/** Saves what somebody works on, in the place of an earlier draft. False when nothing changed. */
export async function saveTemplateDraft(
  tx: Executor,
  { templateId, subject, text, missing }: TemplateWording & { templateId: string },
  { now, actor }: { now: Instant; actor: string },
): Promise<boolean> {
  const before = await readTemplateDraft(tx, templateId);
  const after = { subject, text, missing };
  if (before !== null && sameValue({ subject: before.subject, text: before.text, missing: before.missing }, after)) return false;
  const draft = { ...after, updatedAt: now, updatedBy: actor };
  await tx
    .insert(templateDrafts)
    .values({ templateId, ...draft })
    .onConflictDoUpdate({ target: templateDrafts.templateId, set: draft });
  await writeAudit(tx, [{ at: now, actor, action: 'template.drafted', entity: 'template', entityId: templateId, after }]);
  return true;
}

/** Drops the draft. False when there was none. */
export async function discardTemplateDraft(
  tx: Executor,
  templateId: string,
  { now, actor }: { now: Instant; actor: string },
): Promise<boolean> {
  const [gone] = await tx.delete(templateDrafts).where(eq(templateDrafts.templateId, templateId)).returning();
  if (gone === undefined) return false;
  const { subject, text, missing } = gone;
  const entry = { at: now, actor, action: 'template.draft-discarded', entity: 'template', entityId: templateId };
  await writeAudit(tx, [{ ...entry, before: { subject, text, missing } }]);
  return true;
}
