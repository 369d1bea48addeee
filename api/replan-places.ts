import type { Db, Executor } from '../db/client.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { listResidents, listUnplannedChargesOfResidents, type Residents, raiseRevisionsOfResidents } from '../db/queries/places.ts';
import { placeOfCustomer } from '../domain/brazil-calendar.ts';
import { scopesOfPlace } from '../domain/holiday-book.ts';
import { type HolidayScope, scopeKeyOf } from '../domain/holiday-entries.ts';
import { replanOpenCharges } from './replan.ts';
import { scheduleCharges } from './schedule-charges.ts';
import type { WriteContext } from './writing.ts';

const pageSize = 1_000;

/**
 * Plans the open charges again that a changed day or hour of these places concerns, in the transaction of the change: those of customers
 * who live there, and of units that are there. Of the others no text and no workflow is touched.
 */
export async function replanPlaces(
  tx: Executor,
  db: Db,
  places: readonly HolidayScope[],
  context: Pick<WriteContext, 'now' | 'actor'>,
): Promise<void> {
  const { now } = context;
  if (places.length === 0) return;
  if (places.includes('country')) {
    await replanOpenCharges(tx, 'calendar', context);
    return;
  }
  const residents = concerned(await listResidents(tx), new Set(places.map(scopeKeyOf)));
  // A catalogue of its own: what this transaction changed must not be seen by others before it is committed.
  const catalogue = createCatalogueCache(db);
  await raiseRevisionsOfResidents(tx, residents, now);
  for (let after = ''; ; ) {
    const ids = await listUnplannedChargesOfResidents(tx, residents, { after, limit: pageSize });
    await scheduleCharges(tx, catalogue, ids, now);
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) return;
    after = last;
  }
}

function concerned(residents: readonly Residents[], places: ReadonlySet<string>): Residents[] {
  return residents.filter((resident) => {
    const unit = { state: resident.unitState, city: resident.unitCity, unit: resident.unitId };
    const scopes = [unit, placeOfCustomer(resident, unit)].flatMap(scopesOfPlace);
    return scopes.some((scope) => places.has(scopeKeyOf(scope)));
  });
}
