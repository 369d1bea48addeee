import { inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { outbox } from '../schema/index.ts';

/** Channel on which a process hears that the outbox has something new. */
export const outboxChannel = 'regua_outbox';

export type OutboxKind = 'charge' | 'gateway' | 'webhook' | 'survey' | 'campaign';
export type OutboxRow = { id: number; kind: OutboxKind; target: string; attempts: number };

/** Notes, in the caller's transaction, that Temporal has to hear of these charges, gateways, webhooks or campaigns. */
export async function pushOutbox(tx: Executor, kind: OutboxKind, targets: string[], now: Instant): Promise<void> {
  if (targets.length === 0) return;
  await tx.insert(outbox).values(targets.map((target) => ({ kind, target, availableAt: now, createdAt: now })));
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}

/** Leases up to `limit` due rows to this process; a process that dies gives them back when the lease runs out. */
export async function takeOutbox(
  db: Executor,
  { limit, now, leaseUntil }: { limit: number; now: Instant; leaseUntil: Instant },
): Promise<OutboxRow[]> {
  return db.execute<OutboxRow>(sql`
    update outbox set leased_until = ${leaseUntil}, attempts = attempts + 1
    where id in (
      select id from outbox
      where available_at <= ${now} and (leased_until is null or leased_until <= ${now})
      order by available_at, id limit ${limit} for update skip locked
    )
    returning id::float8 as id, kind, target, attempts`);
}

/** Temporal has heard: the rows are done with. */
export async function finishOutbox(db: Executor, ids: number[]): Promise<void> {
  if (ids.length > 0) await db.delete(outbox).where(inArray(outbox.id, ids));
}

/** Temporal could not be told: the rows wait until `availableAt`, and others go ahead. */
export async function retryOutbox(
  db: Executor,
  ids: number[],
  { availableAt, error }: { availableAt: Instant; error: string },
): Promise<void> {
  if (ids.length > 0) await db.update(outbox).set({ availableAt, leasedUntil: null, lastError: error }).where(inArray(outbox.id, ids));
}

/**
 * Puts charges whose wake passed before `wakeBefore` back into the outbox: their workflow was terminated or its wake was missed.
 * Gives their ids.
 */
export async function sweepMissedWakes(
  db: Executor,
  { wakeBefore, now, limit }: { wakeBefore: Instant; now: Instant; limit: number },
): Promise<string[]> {
  const rows = await db.execute<{ target: string }>(sql`
    insert into outbox (kind, target, available_at, created_at)
    select 'charge', w.charge_id, ${now}, ${now} from charge_wakes w
    where w.wake_at < ${wakeBefore}
      and not exists (select 1 from outbox o where o.kind = 'charge' and o.target = w.charge_id)
    order by w.wake_at limit ${limit}
    returning target`);
  if (rows.length > 0) await db.execute(sql`select pg_notify(${outboxChannel}, '')`);
  return rows.map((row) => row.target);
}

/** Puts charges back into the outbox whose waiting steps should have had their outcome before `lookBefore`. Gives their ids. */
export async function sweepForgottenSteps(
  db: Executor,
  { lookBefore, now, limit }: { lookBefore: Instant; now: Instant; limit: number },
): Promise<string[]> {
  const rows = await db.execute<{ target: string }>(sql`
    insert into outbox (kind, target, available_at, created_at)
    select distinct 'charge', forgotten.charge_id, ${now}::timestamptz, ${now}::timestamptz
    from (select s.charge_id from steps s where s.state = 'waiting' and s.look_at < ${lookBefore} order by s.look_at limit ${limit}) forgotten
    where not exists (select 1 from outbox o where o.kind = 'charge' and o.target = forgotten.charge_id)
    returning target`);
  return rows.map((row) => row.target);
}
