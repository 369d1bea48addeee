import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { AppliesTo } from '../../domain/applies-to.ts';
import type { Instant } from '../../domain/instants.ts';
import type { SavedRule } from '../../domain/rules.ts';
import { sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { ruleSets, ruleSetVersions, rules } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { raiseCatalogueRevision } from './catalogue.ts';
import { byNewest, numberIn, type Page, type PageMark, type PageRequest, pageOf } from './paging.ts';

export type RuleSetFields = { name: string; appliesTo: AppliesTo; rules: SavedRule[] };

/** One saved ladder. `publishedVersion` is the one that acts, null while none does. */
export type RuleSetVersion = RuleSetFields & {
  id: string;
  version: number;
  state: 'draft' | 'published';
  publishedVersion: number | null;
  /** In force in these units first. */
  stagedVersion: number | null;
  stagedUnits: string[] | null;
  savedAt: Instant;
  savedBy: string;
  publishedAt: Instant | null;
  publishedBy: string | null;
};

type Context = { now: Instant; actor: string };
type VersionRow = { version: typeof ruleSetVersions.$inferSelect; set: typeof ruleSets.$inferSelect };

const newestVersion = sql`${ruleSetVersions.version} = (select max(v.version) from rule_set_versions v where v.rule_set_id = ${ruleSets.id})`;

/** Each rule set in its newest version, the newest set first. */
export async function listRuleSets(db: Executor, page: PageRequest): Promise<Page<RuleSetVersion>> {
  const { order, start } = byNewest(ruleSets.createdAt, ruleSets.id, page.after);
  const rows = await versions(db)
    .where(and(newestVersion, start))
    .orderBy(...order)
    .limit(page.limit + 1);
  const whole = await withRules(db, rows);
  return pageOf(
    whole.map((item, index) => ({ item, key: rows[index]?.set.createdAt ?? '' })),
    page.limit,
    ({ item, key }) => ({ key, id: item.id }),
    ({ item }) => item,
  );
}

/** The draft, or what is published where there is none; null when there is no such set. */
export async function readRuleSet(db: Executor, id: string): Promise<RuleSetVersion | null> {
  const rows = await versions(db)
    .where(and(newestVersion, eq(ruleSets.id, id)))
    .limit(1);
  return (await withRules(db, rows))[0] ?? null;
}

/** One saved version; null when there is no such set or version. */
export async function readRuleSetVersion(db: Executor, { id, version }: { id: string; version: number }): Promise<RuleSetVersion | null> {
  const rows = await versions(db).where(and(eq(ruleSets.id, id), eq(ruleSetVersions.version, version)));
  return (await withRules(db, rows))[0] ?? null;
}

/** Every version that was saved, the newest first. */
export async function listRuleSetVersions(db: Executor, id: string, page: PageRequest): Promise<Page<RuleSetVersion>> {
  const rows = await versions(db)
    .where(and(eq(ruleSets.id, id), page.after === null ? undefined : lt(ruleSetVersions.version, numberIn(page.after.id, { digits: 9 }))))
    .orderBy(desc(ruleSetVersions.version))
    .limit(page.limit + 1);
  const markOf = ({ version }: RuleSetVersion): PageMark => ({ key: '', id: String(version) });
  return pageOf(await withRules(db, rows), page.limit, markOf, (item) => item);
}

/** Saves the draft of a set, which is made if it is new. Nobody is texted by it before it is published. */
export async function saveRuleSetDraft(
  tx: Executor,
  { id, ...fields }: RuleSetFields & { id: string },
  { now, actor }: Context,
): Promise<'created' | 'changed' | 'unchanged'> {
  const created = await tx
    .insert(ruleSets)
    .values({ id, publishedVersion: null, createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning({ id: ruleSets.id });
  await tx.select({ id: ruleSets.id }).from(ruleSets).where(eq(ruleSets.id, id)).for('update');
  const before = await readRuleSet(tx, id);
  if (before !== null && sameValue(fieldsOf(before), fields)) return 'unchanged';

  const version = before === null ? 1 : before.state === 'draft' ? before.version : before.version + 1;
  const row = { name: fields.name, appliesTo: fields.appliesTo, savedAt: now, savedBy: actor };
  await tx
    .insert(ruleSetVersions)
    .values({ ...row, ruleSetId: id, version, state: 'draft' })
    .onConflictDoUpdate({ target: [ruleSetVersions.ruleSetId, ruleSetVersions.version], set: row });
  await tx.delete(rules).where(and(eq(rules.ruleSetId, id), eq(rules.version, version)));
  if (fields.rules.length > 0) await tx.insert(rules).values(fields.rules.map((rule) => ({ ...rule, ruleSetId: id, version })));
  await tx.update(ruleSets).set({ updatedAt: now }).where(eq(ruleSets.id, id));
  const action = created.length > 0 ? 'rule-set.created' : 'rule-set.drafted';
  await writeAudit(tx, [{ at: now, actor, action, entity: 'rule-set', entityId: id, before: before && fieldsOf(before), after: fields }]);
  return created.length > 0 ? 'created' : 'changed';
}

/**
 * Puts the draft into force, everywhere or in some units first; without a draft, what was in some units goes into force everywhere. The
 * caller plans the open charges again. Null when there is neither, or when units are named for a set that is in force nowhere yet.
 */
export async function publishRuleSet(
  tx: Executor,
  { id, units }: { id: string; units: string[] | null },
  { now, actor }: Context,
): Promise<RuleSetVersion | null> {
  const [set] = await tx.select().from(ruleSets).where(eq(ruleSets.id, id)).for('update');
  const newest = await readRuleSet(tx, id);
  if (set === undefined || newest === null || (units !== null && set.publishedVersion === null)) return null;
  const { version } = newest;
  if (newest.state !== 'draft' && set.stagedVersion !== version) return null;
  await tx
    .update(ruleSetVersions)
    .set({ state: 'published', publishedAt: now, publishedBy: actor })
    .where(and(eq(ruleSetVersions.ruleSetId, id), eq(ruleSetVersions.version, version)));
  const inForce =
    units === null
      ? { publishedVersion: version, stagedVersion: null, stagedUnits: null }
      : { publishedVersion: set.publishedVersion, stagedVersion: version, stagedUnits: units };
  await tx
    .update(ruleSets)
    .set({ ...inForce, updatedAt: now })
    .where(eq(ruleSets.id, id));
  await raiseCatalogueRevision(tx);
  const { publishedVersion, stagedVersion, stagedUnits } = set;
  const before = { publishedVersion, stagedVersion, stagedUnits };
  await writeAudit(tx, [{ at: now, actor, action: 'rule-set.published', entity: 'rule-set', entityId: id, before, after: inForce }]);
  return { ...newest, ...inForce, state: 'published', publishedAt: now, publishedBy: actor };
}

/** Takes back what is in force in some units only. False when nothing is. */
export async function unstageRuleSet(tx: Executor, id: string, { now, actor }: Context): Promise<boolean> {
  const [set] = await tx.select().from(ruleSets).where(eq(ruleSets.id, id)).for('update');
  if (set?.stagedVersion == null) return false;
  const { stagedVersion, stagedUnits } = set;
  await tx.update(ruleSets).set({ stagedVersion: null, stagedUnits: null, updatedAt: now }).where(eq(ruleSets.id, id));
  await raiseCatalogueRevision(tx);
  const after = { stagedVersion: null, stagedUnits: null };
  const before = { stagedVersion, stagedUnits };
  await writeAudit(tx, [{ at: now, actor, action: 'rule-set.unstaged', entity: 'rule-set', entityId: id, before, after }]);
  return true;
}

function versions(db: Executor) {
  return db
    .select({ version: ruleSetVersions, set: ruleSets })
    .from(ruleSets)
    .innerJoin(ruleSetVersions, eq(ruleSetVersions.ruleSetId, ruleSets.id));
}

async function withRules(db: Executor, rows: VersionRow[]): Promise<RuleSetVersion[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ set }) => set.id))];
  const numbers = [...new Set(rows.map(({ version }) => version.version))];
  const ruleRows = await db
    .select()
    .from(rules)
    .where(and(inArray(rules.ruleSetId, ids), inArray(rules.version, numbers)))
    .orderBy(asc(rules.number));
  return rows.map(({ set, version: { ruleSetId, ...version } }) => ({
    id: ruleSetId,
    publishedVersion: set.publishedVersion,
    stagedVersion: set.stagedVersion,
    stagedUnits: set.stagedUnits,
    ...version,
    rules: ruleRows
      .filter((rule) => rule.ruleSetId === ruleSetId && rule.version === version.version)
      .map(({ ruleSetId: _set, version: _version, ...rule }): SavedRule => rule),
  }));
}

function fieldsOf({ name, appliesTo, rules: ladder }: RuleSetVersion): RuleSetFields {
  return { name, appliesTo, rules: ladder };
}
