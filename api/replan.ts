import type { Db, Executor } from '../db/client.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { listUnplannedCharges, raiseOpenRevisions } from '../db/queries/replan.ts';
import type { Instant } from '../domain/instants.ts';
import { scheduleCharges } from './schedule-charges.ts';

const pageSize = 1_000;

/**
 * Plans every open charge again, in the transaction of what changed all plans. Running workflows are told; of the others those that
 * have a step ahead now are started.
 */
export async function replanOpenCharges(tx: Executor, db: Db, now: Instant): Promise<void> {
  await raiseOpenRevisions(tx, now);
  // A catalogue of its own: what this transaction changed must not be seen by others before it is committed.
  const catalogue = createCatalogueCache(db);
  for (let after = ''; ; ) {
    const ids = await listUnplannedCharges(tx, { after, limit: pageSize });
    await scheduleCharges(tx, catalogue, ids, now);
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) return;
    after = last;
  }
}
