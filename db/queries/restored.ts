import { sql } from 'drizzle-orm';
import { type Instant, instantOf } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { beats } from '../schema/index.ts';

/** When the database last kept the house's beat: of a restored one, the moment of the backup. Null when it never did. */
export async function readLastBeat(db: Executor): Promise<{ beat: number; beatAt: Instant | null } | null> {
  const [row] = await db.select({ beat: beats.beat, beatAt: beats.beatAt }).from(beats);
  return row ?? null;
}

/**
 * What a backup holds as queued or on the wire may have gone after it was made: it becomes unknown, for a person to decide. Gives how many
 * messages and steps.
 */
export async function markRestored(tx: Executor, now: Instant): Promise<{ messages: number; steps: number }> {
  const [messages] = await tx.execute<{ count: number }>(sql`
    with changed as (
      update messages set state = 'unknown', reason = 'restored', claimed_by = null, lease_until = null, updated_at = ${now}
      where state in ('queued', 'sending') and not_before <= ${now} returning id
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, 'unknown', jsonb_build_object('reason', 'restored') from changed
    )
    select count(*)::int as count from changed`);
  const [steps] = await tx.execute<{ count: number }>(sql`
    with changed as (
      update steps s set state = 'unknown', reason = 'restored', look_at = null, updated_at = ${now}
      where s.state = 'waiting' and s.sends_at <= ${now}
        and not exists (select 1 from messages m where m.step_id = s.id and m.state = 'accepted') returning s.id
    )
    select count(*)::int as count from changed`);
  return { messages: messages?.count ?? 0, steps: steps?.count ?? 0 };
}

/** Ids of open charges after `after`, a page at a time. */
export async function listOpenCharges(db: Executor, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from charges where status = 'open' and id > ${after} order by id limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** The alert that a beat left behind has opened. */
export const restoredAlertKey = 'restored';

/** The present moment of the database. */
export async function readDatabaseNow(db: Executor): Promise<Instant> {
  const [row] = await db.execute<{ ms: number }>(sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`);
  return instantOf(Math.round(row?.ms ?? 0));
}
