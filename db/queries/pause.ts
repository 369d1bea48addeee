import { eq, type SQL, sql } from 'drizzle-orm';
import { addMs, type Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { chargeWakes, settings } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { raiseCatalogueRevision } from './catalogue.ts';
import { pushEvent } from './events-out.ts';
import { outboxChannel, pushOutbox } from './outbox.ts';
import { chargeOfUnits } from './unit-of.ts';

type Context = { now: Instant; actor: string };

/** *Pausar tudo*: from the commit on no claim takes a text of any gateway. False when everything is paused already. */
export async function pauseEverything(tx: Executor, { now, actor }: Context): Promise<boolean> {
  if ((await lockPausedAt(tx)) !== null) return false;
  await tx.update(settings).set({ pausedAt: now, pausedBy: actor, updatedAt: now }).where(eq(settings.id, 1));
  await tellOf(tx, 'settings.paused', { now, actor });
  return true;
}

/** So many workflows a second are called when everything goes on. */
const calledPerSecond = 200;

/**
 * Everything goes on: the charges whose hour may have come meanwhile are called, and late policies decide; every gateway looks at its
 * queue. Gives how many charges are called; null when nothing was paused.
 */
export async function resumeEverything(tx: Executor, { now, actor }: Context): Promise<number | null> {
  if ((await lockPausedAt(tx)) === null) return null;
  await tx.update(settings).set({ pausedAt: null, pausedBy: null, updatedAt: now }).where(eq(settings.id, 1));
  await tellOf(tx, 'settings.resumed', { now, actor });
  const [row] = await tx.execute<{ told: number }>(sql`
    with told as (
      insert into outbox (kind, target, available_at, created_at)
      select 'charge', charge_id, ${now}::timestamptz + make_interval(secs => (row_number() over (order by step_at, charge_id) - 1) / ${calledPerSecond}),
        ${now}::timestamptz
      from charge_wakes where ${mayBePaused(now)} returning 1
    )
    select count(*)::int as told from told`);
  const gateways = await tx.execute<{ id: string }>(sql`select id from gateways where enabled order by id`);
  await pushOutbox(
    tx,
    'gateway',
    gateways.map(({ id }) => id),
    now,
  );
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
  return row?.told ?? 0;
}

/** A charge with a paused step looks at it again at least this often. */
const looksWithinMs = 6 * 3_600_000;

/** Charges whose hour may have come: one that has another step ahead soon wakes for that first, and then sees both. */
function mayBePaused(now: Instant): SQL {
  return sql`(step_at <= ${now} or wake_at <= ${addMs(now, looksWithinMs)})`;
}

/** Ids of charges whose hour may have come while everything was paused, a page at a time; `units`: of customers there. */
export async function listPausedCharges(
  db: Executor,
  { after, now, limit, units }: { after: string; now: Instant; limit: number; units: readonly string[] | undefined },
): Promise<string[]> {
  const ofTheirs = chargeOfUnits(chargeWakes.chargeId, units) ?? sql`true`;
  const rows = await db.execute<{ id: string }>(sql`
    select charge_id as id from charge_wakes where ${mayBePaused(now)} and charge_id > ${after} and ${ofTheirs}
    order by charge_id limit ${limit}`);
  return rows.map(({ id }) => id);
}

async function lockPausedAt(tx: Executor): Promise<Instant | null> {
  const [row] = await tx.select({ pausedAt: settings.pausedAt }).from(settings).for('update');
  return row?.pausedAt ?? null;
}

async function tellOf(tx: Executor, action: string, { now, actor }: Context): Promise<void> {
  await raiseCatalogueRevision(tx);
  await writeAudit(tx, [{ at: now, actor, action, entity: 'settings', entityId: 'settings' }]);
  await pushEvent(tx, { type: 'settings.changed', data: { changed: ['pausedAt'] }, now });
}
