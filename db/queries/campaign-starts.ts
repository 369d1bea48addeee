import { randomUUID } from 'node:crypto';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Campaign, CampaignFields, Repeat } from '../../domain/campaign.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { campaigns } from '../schema/index.ts';
import { house, moveCampaign } from './campaign-moves.ts';
import { lockCampaign } from './campaigns.ts';

export type ClockStart = Omit<CampaignFields, 'repeat'> &
  Pick<
    Campaign,
    'kind' | 'routed' | 'linkOrigin' | 'templateVersion' | 'dayBound' | 'canary' | 'startAt' | 'repeatOf' | 'birthday' | 'startedBy'
  > & {
    /** Which start it is: the same one is made once. */
    startKey: string;
  };

/** Makes a campaign and starts it, in one, as the clock asks. False when that was done before. */
export async function startByClock(tx: Executor, start: ClockStart, now: Instant): Promise<boolean> {
  const id = randomUUID();
  const made = await tx
    .insert(campaigns)
    .values({
      ...start,
      id,
      repeat: null,
      state: 'draft',
      approval: 'not-needed',
      createdBy: house,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing({ target: campaigns.startKey })
    .returning({ id: campaigns.id });
  const campaign = made.length === 0 ? null : await lockCampaign(tx, id);
  if (campaign === null) return false;
  await moveCampaign(tx, campaign, { state: 'countdown', startedAt: now }, { now, action: 'started' });
  return true;
}

/** The campaigns that repeat, until they are undone or cancelled. */
export async function listRepeated(db: Executor): Promise<{ id: string; repeat: Repeat; startAt: Instant | null }[]> {
  const rows = await db
    .select({ id: campaigns.id, repeat: campaigns.repeat, startAt: campaigns.startAt })
    .from(campaigns)
    .where(and(isNotNull(campaigns.repeat), eq(campaigns.state, 'scheduled'), sql`${campaigns.approval} <> 'waiting'`))
    .orderBy(campaigns.id);
  return rows.flatMap(({ repeat, ...row }) => (repeat === null ? [] : [{ ...row, repeat }]));
}

/** The time zones that customers live in, or their unit is in; read by jumping through an index from one to the next. */
export async function listTimeZones(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ zone: string }>(sql`
    with recursive own as (
      (select time_zone as zone from customers where time_zone is not null order by time_zone limit 1)
      union all
      select (select time_zone from customers where time_zone > own.zone order by time_zone limit 1) from own where own.zone is not null
    )
    select zone from own where zone is not null union select time_zone from units order by zone`);
  return rows.map(({ zone }) => zone);
}
