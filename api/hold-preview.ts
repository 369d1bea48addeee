import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { openChargesWithin } from '../db/queries/scope.ts';
import type { AppliesTo } from '../domain/applies-to.ts';
import { addMs, type Instant } from '../domain/instants.ts';
import { nothingOnHold, onHold } from '../domain/on-hold.ts';
import { toPlanFacts } from '../domain/plan-facts.ts';

const pageSize = 500;
/** A person waits for the answer. */
const mostCharges = 10_000;
/** How far is looked ahead for a hold without an end. */
const withoutEndMs = 7 * 86_400_000;

type Asked = { catalogue: CatalogueCache; filter: AppliesTo; until: Instant | null; now: Instant };

/**
 * Whom a hold of many would stop, and what of theirs would not happen until its end, or within a week where it has none. Of very many
 * charges what the first keep is counted, and `more` says so.
 */
export async function previewHold(db: Executor, { catalogue, filter, until: end, now }: Asked) {
  const { openCharges, customers, chargeIds } = await openChargesWithin(db, filter, mostCharges);
  const until = end ?? addMs(now, withoutEndMs);
  const hold = { id: '', kind: 'other' as const, from: now, until: end, releaseOverHours: null, released: false };
  let sum = nothingOnHold;
  for (let start = 0; start < chargeIds.length; start += pageSize) {
    for (const facts of await loadChargeFacts(db, chargeIds.slice(start, start + pageSize), { now })) {
      const kept = onHold(toPlanFacts(facts, await catalogue.at(facts.catalogueRevision, db), now), hold, until);
      sum = { notices: sum.notices + kept.notices, blocks: sum.blocks + kept.blocks };
    }
  }
  return { openCharges, customers, ...sum, until, more: openCharges > chargeIds.length };
}
