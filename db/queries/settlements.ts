import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { FieldProblem } from '../../domain/fields.ts';
import { epochMs, type Instant, type IsoDate } from '../../domain/instants.ts';
import { zoneOf } from '../../domain/local-time.ts';
import type { Executor } from '../client.ts';
import { settlements, units } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { raiseCatalogueRevision } from './catalogue.ts';

/** Through which date a unit's payments are known. */
export type Settlement = { unitId: string; processedThrough: IsoDate; updatedBy: string; updatedAt: Instant };

/** The units of these ids (of the whole house, for null) with what is known of their payments; before the first file that is nothing. */
export async function readSettlements(
  db: Executor,
  unitIds: readonly string[] | null,
): Promise<{ unitId: string; timeZone: string; settlement: Settlement | null }[]> {
  const rows = await db
    .select({ unitId: units.id, timeZone: units.timeZone, settlement: settlements })
    .from(units)
    .leftJoin(settlements, eq(settlements.unitId, units.id))
    .where(unitIds === null ? undefined : inArray(units.id, [...unitIds]))
    .orderBy(asc(units.id));
  return rows;
}

export type SettlementAsked = { processedThrough: IsoDate /** Null: every unit. */; unit: string | null };

export type SettlementResult =
  /** The units whose date moved, each with the one before. */
  { outcome: 'saved'; moved: { unitId: string; before: IsoDate | null }[] } | { outcome: 'refused'; problem: FieldProblem };

/** What forbids this date: an unknown unit, a day that is not over, or one before what was said already. */
export async function settlementProblem(
  db: Executor,
  { processedThrough, unit }: SettlementAsked,
  now: Instant,
): Promise<FieldProblem | null> {
  const known = await readSettlements(db, unit === null ? null : [unit]);
  if (unit !== null && known.length === 0) {
    return {
      code: 'unit-unknown',
      path: 'unit',
      given: unit,
      message: { pt: 'unidade desconhecida', en: 'unknown unit' },
      expected: { pt: 'o id de uma unidade cadastrada', en: 'the id of a unit that was put before' },
    };
  }
  const future = known.find(({ timeZone }) => processedThrough > zoneOf(timeZone).toLocal(epochMs(now)).date);
  if (future !== undefined) {
    return {
      code: 'settlement-future',
      path: 'processedThrough',
      given: processedThrough,
      message: { pt: 'data no futuro', en: 'date in the future' },
      expected: { pt: 'hoje ou antes', en: 'today or before' },
    };
  }
  const ahead = known.find(({ settlement }) => settlement !== null && settlement.processedThrough > processedThrough);
  if (ahead === undefined) return null;
  const stored = `${ahead.settlement?.processedThrough} (${ahead.unitId})`;
  return {
    code: 'settlement-back',
    path: 'processedThrough',
    given: processedThrough,
    message: { pt: 'volta atrás do que já foi informado', en: 'goes back behind what was said already' },
    expected: { pt: `${stored} ou depois`, en: `${stored} or later` },
  };
}

/** Records through which date payments are known. Which charges waited for it is for the caller to plan. */
export async function saveSettlement(
  tx: Executor,
  asked: SettlementAsked,
  { now, actor }: { now: Instant; actor: string },
): Promise<SettlementResult> {
  // Its lock makes two files come one after the other.
  await raiseCatalogueRevision(tx);
  const problem = await settlementProblem(tx, asked, now);
  if (problem !== null) return { outcome: 'refused', problem };
  const { processedThrough, unit } = asked;
  const moved = (await readSettlements(tx, unit === null ? null : [unit]))
    .map(({ unitId, settlement }) => ({ unitId, before: settlement?.processedThrough ?? null }))
    .filter(({ before }) => before !== processedThrough);
  if (moved.length === 0) return { outcome: 'saved', moved };
  await tx
    .insert(settlements)
    .values(moved.map(({ unitId }) => ({ unitId, processedThrough, updatedBy: actor, updatedAt: now })))
    .onConflictDoUpdate({
      target: settlements.unitId,
      set: { processedThrough: sql`excluded.processed_through`, updatedBy: sql`excluded.updated_by`, updatedAt: sql`excluded.updated_at` },
    });
  await writeAudit(
    tx,
    moved.map(({ unitId, before }) => ({
      at: now,
      actor,
      action: 'settlement.changed',
      entity: 'settlement',
      entityId: unitId,
      before: { processedThrough: before },
      after: { processedThrough },
    })),
  );
  return { outcome: 'saved', moved };
}

/** Open charges of a unit that have a text on its way. */
export async function listChargesWithText(tx: Executor, unitId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct c.id from steps s join charges c on c.id = s.charge_id join customers u on u.id = c.customer_id
    where s.state = 'waiting' and c.status = 'open' and u.unit_id = ${unitId} order by c.id`);
  return rows.map(({ id }) => id);
}

/** Open charges of a unit with a step that is held for the bank file, as far as that was recorded. */
export async function listChargesHeldForFile(tx: Executor, unitId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct c.id from steps s join charges c on c.id = s.charge_id join customers u on u.id = c.customer_id
    where s.state = 'held' and s.reason in ('awaiting-settlement', 'settlement-missing') and c.status = 'open' and u.unit_id = ${unitId}
    order by c.id`);
  return rows.map(({ id }) => id);
}

/** Printed due dates, and the last that anybody is chased for yet. */
export type DueSpan = { unitId: string; from: IsoDate; to: IsoDate; chasedThrough: IsoDate };

/** Open charges of a unit due in a span of dates, a page at a time. */
export async function listChargesDue(
  tx: Executor,
  { unitId, from, to, chasedThrough, page, limit }: DueSpan & { page: string; limit: number },
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select c.id from charges c join customers u on u.id = c.customer_id
    where c.status = 'open' and c.due_date between ${from} and ${to} and c.due_date <= ${chasedThrough} and u.unit_id = ${unitId} and c.id > ${page}
    order by c.id limit ${limit}`);
  return rows.map(({ id }) => id);
}
