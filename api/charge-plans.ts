import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { epochMs, type Instant, type IsoDate } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { withoutContact } from '../domain/no-contact.ts';
import type { PlannedStep } from '../domain/plan.ts';
import { planCharge } from '../domain/plan-charge.ts';
import { type Catalogue, type ChargeFacts, effectiveDueDateOf, timeZoneOf, toPlanFacts } from '../domain/plan-facts.ts';
import { nextWake } from '../domain/wake.ts';

/** A charge as the planner sees it now: the same function that wakes its workflow. */
export type ChargePlan = {
  facts: ChargeFacts;
  catalogue: Catalogue;
  steps: PlannedStep[];
  nextStep: PlannedStep | null;
  effectiveDueDate: IsoDate;
  /** The customer's own, else the unit's. */
  timeZone: string;
  /** Open and past the effective due date, by the customer's calendar day. */
  overdue: boolean;
};

/** The plans of these charges; one that does not exist is left out. */
export async function planCharges(
  db: Executor,
  {
    catalogue: cache,
    chargeIds,
    now,
    others = 'due',
  }: { catalogue: CatalogueCache; chargeIds: string[]; now: Instant; others?: 'due' | 'all' },
): Promise<Map<string, ChargePlan>> {
  const rows = await loadChargeFacts(db, chargeIds, { now, others });
  const newest = Math.max(0, ...rows.map(({ catalogueRevision }) => catalogueRevision));
  if (rows.length === 0) return new Map();
  const catalogue = await cache.at(newest, db);
  return new Map(rows.map((facts) => [facts.charge.id, planOf(facts, catalogue, now)]));
}

/** The plan of one charge, from facts at hand. */
export function planOf(facts: ChargeFacts, catalogue: Catalogue, now: Instant): ChargePlan {
  const steps = withoutContact(planCharge(toPlanFacts(facts, catalogue, now)), facts, catalogue);
  const next = nextWake(steps, now);
  const effectiveDueDate = effectiveDueDateOf(facts, catalogue);
  const timeZone = timeZoneOf(facts, catalogue);
  const today = zoneOf(timeZone).toLocal(epochMs(now)).date;
  return {
    facts,
    catalogue,
    steps,
    nextStep: next.kind === 'wake' ? next.step : null,
    effectiveDueDate,
    timeZone,
    overdue: facts.charge.status === 'open' && effectiveDueDate < today,
  };
}
