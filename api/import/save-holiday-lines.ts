import { randomUUID } from 'node:crypto';
import type { Db, Executor } from '../../db/client.ts';
import { findUnitNames } from '../../db/queries/imports.ts';
import { findTakenDays } from '../../db/queries/read-holidays.ts';
import { type HolidaySaving, lockHolidays, saveHolidays } from '../../db/queries/save-holidays.ts';
import { dayKeyOf, type HolidayScope, scopeKeyOf } from '../../domain/holiday-entries.ts';
import type { ImportedHoliday } from '../../domain/import-holidays.ts';
import { createDirectory, type Directory } from '../../domain/import-names.ts';
import { replanPlaces } from '../replan-places.ts';
import { type BatchContext, type Entry, type LineResult, lineResult, type SaveEntries } from './kinds.ts';

/** Stores holidays, and plans the open charges of their places again: each batch once, whatever it holds. */
export function holidayLinesSaver(db: Db): SaveEntries<ImportedHoliday> {
  return async (tx, entries, context) => {
    await lockHolidays(tx);
    const lines = await identified(tx, entries);
    const firstLines = new Map<string, number>();
    for (const { line, record } of lines) if (!firstLines.has(record.id)) firstLines.set(record.id, line);
    const unique = lines.filter(({ line, record }) => firstLines.get(record.id) === line);
    const { results, touched } = await saveHolidays(
      tx,
      unique.map(({ record }) => record),
      writeOf(context),
    );
    await replanPlaces(tx, db, touched, context);
    const byId = new Map(results.map((result) => [result.id, result]));
    return lines.map(({ line, record }): LineResult => {
      const first = firstLines.get(record.id) ?? line;
      return first === line ? lineResult(line, byId.get(record.id)) : repeated(line, record, first);
    });
  };
}

/** An entry without an id is the one that has its day at its place already, or a new one. */
async function identified(tx: Executor, entries: Entry<ImportedHoliday>[]): Promise<Entry<HolidaySaving>[]> {
  const units = createDirectory(await findUnitNames(tx));
  const placed = entries.map(({ line, record }) => ({ line, record: { ...record, scope: placeOf(record.scope, units) } }));
  const taken = await findTakenDays(tx, {
    scopeKeys: placed.map(({ record }) => scopeKeyOf(record.scope)),
    dayKeys: placed.map(({ record }) => dayKeyOf(record)),
  });
  const ids = new Map(taken.map(({ id, scopeKey, dayKey }) => [`${scopeKey} ${dayKey}`, id]));
  return placed.map(({ line, record }) => {
    const id = record.id ?? ids.get(`${scopeKeyOf(record.scope)} ${dayKeyOf(record)}`) ?? randomUUID();
    return { line, record: { ...record, id } };
  });
}

function placeOf(scope: HolidayScope, units: Directory): HolidayScope {
  if (scope === 'country' || !('unit' in scope)) return scope;
  return { unit: units.idOf(scope.unit) ?? scope.unit };
}

function writeOf({ now, actor }: BatchContext) {
  return { now, actor, source: 'integration' as const };
}

function repeated(line: number, { date }: HolidaySaving, first: number): LineResult {
  const message = `é o mesmo feriado da linha ${first}; esperado: cada feriado uma vez no arquivo`;
  return { line, outcome: 'rejected', findings: [{ severity: 'error', field: 'date', value: date, code: 'repeated', message }] };
}
