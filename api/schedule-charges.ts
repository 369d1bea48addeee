import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import { saveWakes, type Wake } from '../db/queries/wakes.ts';
import type { Instant } from '../domain/instants.ts';
import { planCharge } from '../domain/plan-charge.ts';
import { toPlanFacts } from '../domain/plan-facts.ts';
import { nextWake } from '../domain/wake.ts';

/**
 * Plans new charges in the transaction that writes them: those with a step ahead are noted and their workflow is asked for; the others
 * get none. The same planner that the workflows ask.
 */
export async function scheduleCharges(tx: Executor, catalogue: CatalogueCache, chargeIds: string[], now: Instant): Promise<void> {
  const charges = await loadChargeFacts(tx, chargeIds, { now });
  const wakes: Wake[] = [];
  for (const facts of charges) {
    const known = await catalogue.at(facts.catalogueRevision, tx);
    const next = nextWake(planCharge(toPlanFacts(facts, known, now)), now);
    if (next.kind === 'wake') wakes.push({ chargeId: facts.charge.id, wakeAt: next.at, stepAt: next.step.sendsAt });
  }
  await saveWakes(tx, wakes);
  await pushOutbox(
    tx,
    'charge',
    wakes.map(({ chargeId }) => chargeId),
    now,
  );
}
