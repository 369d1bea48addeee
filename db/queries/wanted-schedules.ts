import { birthdaySchedules, type DesiredSchedule, repeatSchedules } from '../../domain/scheduled-starts.ts';
import type { Db } from '../client.ts';
import { listRepeated, listTimeZones } from './campaign-starts.ts';
import type { CatalogueCache } from './catalogue.ts';

/** Everything that is to be started by the clock, as ladders, customers and campaigns are now. */
export async function wantedSchedules(db: Db, catalogue: CatalogueCache): Promise<DesiredSchedule[]> {
  const { ruleSets } = await catalogue.newest();
  return [...birthdaySchedules(ruleSets, await listTimeZones(db)), ...repeatSchedules(await listRepeated(db))];
}
