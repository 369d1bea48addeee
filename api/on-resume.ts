import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { listPausedCharges } from '../db/queries/pause.ts';
import type { Instant } from '../domain/instants.ts';
import { nothingOnResume, type OnResume, onResume, sumOnResume } from '../domain/on-resume.ts';
import { toPlanFacts } from '../domain/plan-facts.ts';

const pageSize = 500;
/** A person waits for the answer. */
const mostCharges = 10_000;

/** What would become of the paused texts of the whole house, or of some units, now; of very many charges the first are counted, and `more` says so. */
export async function countOnResume(
  db: Executor,
  { catalogue, now, units }: { catalogue: CatalogueCache; now: Instant; units: readonly string[] | undefined },
): Promise<OnResume & { charges: number; more: boolean }> {
  let sum = nothingOnResume;
  let charges = 0;
  let looked = 0;
  for (let after = ''; ; ) {
    const ids = await listPausedCharges(db, { after, now, limit: pageSize, units });
    for (const facts of await loadChargeFacts(db, ids, { now })) {
      const becomes = onResume(toPlanFacts(facts, await catalogue.at(facts.catalogueRevision, db), now));
      if (becomes !== nothingOnResume) charges += 1;
      sum = sumOnResume(sum, becomes);
    }
    looked += ids.length;
    const last = ids.at(-1);
    const isLast = last === undefined || ids.length < pageSize;
    if (isLast || looked >= mostCharges) return { ...sum, charges, more: !isLast };
    after = last;
  }
}
