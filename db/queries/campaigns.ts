import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { ExclusionReason } from '../../domain/audience.ts';
import type { Campaign, CampaignFields } from '../../domain/campaign.ts';
import { type CampaignCounts, emptyCounts } from '../../domain/campaign-counts.ts';
import type { CampaignState } from '../../domain/campaign-states.ts';
import type { Instant } from '../../domain/instants.ts';
import { differences, sameValue } from '../../domain/source-view.ts';
import type { MessageState } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { campaignCounts, campaignExclusions, campaignProgress, campaigns } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { readWaiting, type Waiting } from './campaign-places.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';
import { partOf } from './part-of.ts';

type Context = { now: Instant; actor: string };

const { frozenPages: _pages, frozenThrough: _through, startKey: _key, ...shown } = getTableColumns(campaigns);

/** A campaign with what became of it so far. */
export type CampaignStanding = Campaign &
  Waiting & {
    counts: CampaignCounts;
    /** Of the messages that left or may have left, in reais. */
    cost: string;
    excluded: Partial<Record<ExclusionReason, number>>;
    /** Texts a second lately; 0 where none are sent now. */
    perSecond: number;
  };

export type CampaignFilter = {
  /** Part of a name. */
  q?: string | undefined;
  state?: CampaignState | undefined;
  kind?: Campaign['kind'] | undefined;
};

/** Campaigns that fit every part of the filter, newest first. */
export async function listCampaigns(
  db: Executor,
  filter: CampaignFilter,
  page: PageRequest,
  now: Instant,
): Promise<Page<CampaignStanding>> {
  const { order, start } = byNewest(campaigns.createdAt, campaigns.id, page.after);
  const rows = await db
    .select(shown)
    .from(campaigns)
    .where(
      and(
        filter.q === undefined ? undefined : sql`lower(${campaigns.name}) like ${partOf(filter.q)}`,
        filter.state === undefined ? undefined : eq(campaigns.state, filter.state),
        filter.kind === undefined ? undefined : eq(campaigns.kind, filter.kind),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    await withStanding(db, rows, now),
    page.limit,
    ({ id, createdAt }) => ({ key: createdAt, id }),
    (row) => row,
  );
}

/** Those that have begun and not ended, newest first, at most `limit`. */
export async function listCampaignsBegun(db: Executor, { limit, now }: { limit: number; now: Instant }): Promise<CampaignStanding[]> {
  const begun = sql`${campaigns.state} not in ('draft','finished','cancelled')`;
  const rows = await db.select(shown).from(campaigns).where(begun).orderBy(desc(campaigns.createdAt)).limit(limit);
  return withStanding(db, rows, now);
}

/** A campaign with what became of it so far; null when there is none of that id. */
export async function readCampaign(db: Executor, id: string, now: Instant): Promise<CampaignStanding | null> {
  const rows = await db.select(shown).from(campaigns).where(eq(campaigns.id, id));
  return (await withStanding(db, rows, now))[0] ?? null;
}

/** The row itself, locked until the transaction ends: no claim takes its messages meanwhile. */
export async function lockCampaign(tx: Executor, id: string): Promise<Campaign | null> {
  return (await tx.select(shown).from(campaigns).where(eq(campaigns.id, id)).for('update'))[0] ?? null;
}

/** A new draft. */
export async function createCampaign(
  tx: Executor,
  { id, ...fields }: CampaignFields & { id: string },
  { now, actor }: Context,
): Promise<void> {
  await tx.insert(campaigns).values({
    id,
    kind: 'campaign',
    ...fields,
    state: 'draft',
    approval: 'not-needed',
    createdBy: actor,
    createdAt: now,
    updatedAt: now,
  });
  await writeAudit(tx, [{ at: now, actor, action: 'campaign.created', entity: 'campaign', entityId: id, after: fields }]);
}

/** Replaces a draft. `begun`: it is no draft any more. */
export async function changeCampaign(
  tx: Executor,
  { id, ...fields }: CampaignFields & { id: string },
  { now, actor }: Context,
): Promise<'changed' | 'unchanged' | 'missing' | 'begun'> {
  const before = await lockCampaign(tx, id);
  if (before === null) return 'missing';
  if (before.state !== 'draft') return 'begun';
  const old = fieldsOf(before);
  if (sameValue(old, fields)) return 'unchanged';
  await tx
    .update(campaigns)
    .set({ ...fields, updatedAt: now })
    .where(eq(campaigns.id, id));
  await writeAudit(tx, [{ at: now, actor, action: 'campaign.changed', entity: 'campaign', entityId: id, ...differences(old, fields) }]);
  return 'changed';
}

/** Removes a draft. `begun`: it is no draft any more, and stays as a record. */
export async function deleteCampaign(tx: Executor, id: string, { now, actor }: Context): Promise<'deleted' | 'missing' | 'begun'> {
  const before = await lockCampaign(tx, id);
  if (before === null) return 'missing';
  if (before.state !== 'draft') return 'begun';
  await tx.delete(campaigns).where(eq(campaigns.id, id));
  await writeAudit(tx, [{ at: now, actor, action: 'campaign.deleted', entity: 'campaign', entityId: id, before: fieldsOf(before) }]);
  return 'deleted';
}

/** Changes columns of a campaign whose row the caller holds locked. */
export async function updateCampaign(tx: Executor, id: string, changes: Partial<Campaign>, now: Instant): Promise<void> {
  await tx
    .update(campaigns)
    .set({ ...changes, updatedAt: now })
    .where(eq(campaigns.id, id));
}

function fieldsOf(campaign: CampaignFields): CampaignFields {
  const { name, class: campaignClass, templateId, text, missing, audiences, gatewayId, ratePerSecond, repeat, shortLinks } = campaign;
  return { name, class: campaignClass, templateId, text, missing, audiences, gatewayId, ratePerSecond, repeat, shortLinks };
}

/** A rate noted longer ago, or longer ago than five texts take, says nothing of now. */
const rateIsFreshForSeconds = 5;
const rateIsFreshForTexts = 5;

async function withStanding(db: Executor, rows: Campaign[], now: Instant): Promise<CampaignStanding[]> {
  const ids = rows.map(({ id }) => id);
  const begun = rows.filter(({ state }) => ['countdown', 'running', 'canary'].includes(state)).map(({ id }) => id);
  const [counts, excluded, rates, waiting] = await Promise.all([
    readCounts(db, ids),
    readExclusions(db, ids),
    readRates(db, ids, now),
    readWaiting(db, begun, now),
  ]);
  return rows.map((row) => ({
    ...row,
    ...(counts.get(row.id) ?? { counts: emptyCounts(), cost: '0.0000' }),
    excluded: excluded.get(row.id) ?? {},
    perSecond: rates.get(row.id) ?? 0,
    ...(waiting.get(row.id) ?? { waiting: [], opensAt: null }),
  }));
}

/** Messages of campaigns by state, and the cost of what left. */
export async function readCounts(db: Executor, campaignIds: string[]): Promise<Map<string, { counts: CampaignCounts; cost: string }>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db
    .select({
      campaignId: campaignCounts.campaignId,
      state: campaignCounts.state,
      messages: sql<number>`sum(${campaignCounts.messages})::float8`,
      cost: sql<string>`sum(${campaignCounts.cost})`,
    })
    .from(campaignCounts)
    .where(inArray(campaignCounts.campaignId, campaignIds))
    .groupBy(campaignCounts.campaignId, campaignCounts.state);
  return new Map(
    campaignIds.map((id) => {
      const own = rows.filter(({ campaignId }) => campaignId === id);
      const counts = emptyCounts();
      for (const { state, messages } of own) counts[state] = messages;
      counts.audience = own.reduce((sum, { messages }) => sum + messages, 0);
      const left = own.filter(({ state }) => paidFor.has(state)).map(({ cost }) => cost);
      return [id, { counts, cost: sumOf(left) }];
    }),
  );
}

/** A provider bills what it took, delivered or not. */
const paidFor: ReadonlySet<MessageState> = new Set(['accepted', 'delivered', 'undelivered', 'unknown']);

function sumOf(costs: string[]): string {
  const total = costs.reduce((sum, cost) => sum + BigInt(cost.replace('.', '')), 0n).toString();
  const digits = total.padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

async function readExclusions(db: Executor, ids: string[]): Promise<Map<string, Partial<Record<ExclusionReason, number>>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      campaignId: campaignExclusions.campaignId,
      reason: campaignExclusions.reason,
      people: sql<number>`sum(${campaignExclusions.people})::int`,
    })
    .from(campaignExclusions)
    .where(inArray(campaignExclusions.campaignId, ids))
    .groupBy(campaignExclusions.campaignId, campaignExclusions.reason);
  return new Map(
    ids.map((id) => [
      id,
      Object.fromEntries(rows.filter(({ campaignId }) => campaignId === id).map(({ reason, people }) => [reason, people])),
    ]),
  );
}

async function readRates(db: Executor, ids: string[], now: Instant): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { notedAt, perSecond } = campaignProgress;
  const seconds = sql`greatest(${rateIsFreshForSeconds}::float8, ${rateIsFreshForTexts}::float8 / nullif(${perSecond}, 0))`;
  const fresh: SQL = sql`${notedAt} > ${now}::timestamptz - make_interval(secs => ${seconds})`;
  const rows = await db
    .select({ id: campaignProgress.campaignId, perSecond })
    .from(campaignProgress)
    .where(and(inArray(campaignProgress.campaignId, ids), fresh));
  return new Map(rows.map((row) => [row.id, row.perSecond]));
}
