import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { SurveyInput, SurveyKind, SurveyResult, SurveyState } from '../../domain/survey.ts';
import type { Executor } from '../client.ts';
import { charges, surveys } from '../schema/index.ts';
import { outboxChannel, pushOutbox } from './outbox.ts';
import { ofUnits } from './unit-of.ts';

export type Survey = {
  id: string;
  kind: SurveyKind;
  state: SurveyState;
  input: SurveyInput;
  done: number;
  total: number | null;
  signalled: number;
  after: string | null;
  result: SurveyResult | null;
  createdBy: string;
  createdAt: Instant;
  startedAt: Instant | null;
  finishedAt: Instant | null;
};

/** Asks for a pass over the open charges, in the caller's transaction; the worker begins it. Gives its id. */
export async function startSurvey(
  tx: Executor,
  { kind, input }: { kind: SurveyKind; input: SurveyInput },
  { now, actor }: { now: Instant; actor: string },
): Promise<string> {
  const id = randomUUID();
  await tx.insert(surveys).values({ id, kind, input, state: 'waiting', createdBy: actor, createdAt: now });
  await pushOutbox(tx, 'survey', [id], now);
  return id;
}

export async function readSurvey(db: Executor, id: string): Promise<Survey | null> {
  return (await db.select().from(surveys).where(eq(surveys.id, id)))[0] ?? null;
}

/**
 * The newest survey of a kind in one of these states; `onlyUnits`: of exactly these, in order, else of the whole house. One that was asked
 * for units and computed over the whole house, by a worker that did not know of them, is nobody's.
 */
export async function newestSurvey(
  db: Executor,
  { kind, states, onlyUnits }: { kind: SurveyKind; states: readonly SurveyState[]; onlyUnits: readonly string[] | undefined },
): Promise<Survey | null> {
  const [row] = await db
    .select()
    .from(surveys)
    .where(and(eq(surveys.kind, kind), inArray(surveys.state, [...states]), isOfUnits(onlyUnits)))
    .orderBy(desc(surveys.createdAt))
    .limit(1);
  return row ?? null;
}

function isOfUnits(onlyUnits: readonly string[] | undefined): SQL {
  if (onlyUnits === undefined) return sql`${surveys.input} -> 'onlyUnits' is null`;
  const these = sql`${JSON.stringify(onlyUnits)}::text::jsonb`;
  return sql`${surveys.input} -> 'onlyUnits' = ${these} and (${surveys.result} is null or ${surveys.result} -> 'units' = ${these})`;
}

/** Nobody wants its result any more. False when it was over. */
export async function cancelSurvey(tx: Executor, id: string, now: Instant): Promise<boolean> {
  const rows = await tx
    .update(surveys)
    .set({ state: 'cancelled', finishedAt: now })
    .where(and(eq(surveys.id, id), inArray(surveys.state, ['waiting', 'running'])))
    .returning({ id: surveys.id });
  return rows.length > 0;
}

/** Begins, or begins again after a crash; null when it is over. */
export async function beginSurvey(db: Executor, id: string, now: Instant): Promise<Survey | null> {
  const [row] = await db
    .update(surveys)
    .set({
      state: 'running',
      startedAt: sql`coalesce(started_at, ${now}::timestamptz)`,
      total: sql`coalesce(total, case when ${surveys.input} -> 'onlyUnits' is null
        then (select count(*)::int from charges where status = 'open')
        else (select count(*)::int from charges c join customers u on u.id = c.customer_id
              where c.status = 'open' and jsonb_exists(${surveys.input} -> 'onlyUnits', u.unit_id)) end)`,
    })
    .where(and(eq(surveys.id, id), inArray(surveys.state, ['waiting', 'running'])))
    .returning();
  return row ?? null;
}

/** Notes how far it is; false when it was cancelled meanwhile. */
export async function noteSurvey(
  db: Executor,
  id: string,
  { done, after, signalled }: { done: number; after: string; signalled: number },
): Promise<boolean> {
  const rows = await db
    .update(surveys)
    .set({ done, after, signalled })
    .where(and(eq(surveys.id, id), eq(surveys.state, 'running')))
    .returning({ id: surveys.id });
  return rows.length > 0;
}

export async function finishSurvey(
  db: Executor,
  id: string,
  { result, now }: { result: SurveyResult | null; now: Instant },
): Promise<void> {
  await db
    .update(surveys)
    .set({ state: 'finished', result, finishedAt: now })
    .where(and(eq(surveys.id, id), eq(surveys.state, 'running')));
}

/** Ids of open charges in the order of their ids, a page at a time; `onlyUnits`: of customers there. */
export async function listOpenCharges(
  db: Executor,
  { after, limit, onlyUnits }: { after: string; limit: number; onlyUnits: readonly string[] | undefined },
): Promise<string[]> {
  const rows = await db
    .select({ id: charges.id })
    .from(charges)
    .where(and(eq(charges.status, 'open'), gt(charges.id, after), ofUnits(charges.customerId, onlyUnits)))
    .orderBy(asc(charges.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Notes the wakes that come before the one a charge has, or that it has none of, and tells those workflows. The others wake when they
 * meant to and see for themselves. Gives how many were told.
 */
export async function wakeEarlier(
  tx: Executor,
  wakes: { chargeId: string; wakeAt: Instant; stepAt: Instant }[],
  now: Instant,
): Promise<number> {
  if (wakes.length === 0) return 0;
  const rows = await tx.execute<{ target: string }>(sql`
    with earlier as (
      insert into charge_wakes (charge_id, wake_at, step_at)
      select "chargeId", "wakeAt", "stepAt"
      from json_to_recordset(${JSON.stringify(wakes)}::text::json) as w ("chargeId" text, "wakeAt" timestamptz, "stepAt" timestamptz)
      order by "chargeId"
      on conflict (charge_id) do update set wake_at = excluded.wake_at, step_at = excluded.step_at
        where excluded.step_at < coalesce(charge_wakes.step_at, charge_wakes.wake_at)
      returning charge_id
    )
    insert into outbox (kind, target, available_at, created_at)
    select 'charge', charge_id, ${now}::timestamptz, ${now}::timestamptz from earlier
    returning target`);
  if (rows.length > 0) await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
  return rows.length;
}
