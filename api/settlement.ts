import type { Executor } from '../db/client.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { raiseRevisions } from '../db/queries/revisions.ts';
import {
  listChargesDue,
  listChargesHeldForFile,
  listChargesWithText,
  type SettlementAsked,
  saveSettlement,
} from '../db/queries/settlements.ts';
import { calendarOfCustomer } from '../domain/catalogue-calendar.ts';
import type { FieldProblem } from '../domain/fields.ts';
import type { Instant, IsoDate } from '../domain/instants.ts';
import { addDays } from '../domain/local-time.ts';
import { planCharge } from '../domain/plan-charge.ts';
import { type Catalogue, toPlanFacts } from '../domain/plan-facts.ts';
import { chasesFromDay, dueDatesReached } from '../domain/settlement-reach.ts';

const pageSize = 500;

export type Settled = { outcome: 'saved'; units: string[]; replanned: number } | { outcome: 'refused'; problem: FieldProblem };

/**
 * Records through which date payments are known, and has those charges planned again that waited for it. `catalogue`: as it was before,
 * because it is the plan before that says who waits.
 */
export async function settle(
  tx: Executor,
  { catalogue, asked }: { catalogue: Catalogue; asked: SettlementAsked },
  { now, actor }: { now: Instant; actor: string },
): Promise<Settled> {
  const saved = await saveSettlement(tx, asked, { now, actor });
  if (saved.outcome === 'refused') return saved;
  let replanned = 0;
  for (const { unitId, before } of saved.moved) {
    // The first file switches the guard on: what was prepared without it is decided again.
    const ids =
      before === null
        ? await listChargesWithText(tx, unitId)
        : await waitingCharges(tx, catalogue, { unitId, before, through: asked.processedThrough, now });
    await raiseRevisions(tx, { chargeIds: ids, start: true, now });
    replanned += ids.length;
  }
  return { outcome: 'saved', units: saved.moved.map(({ unitId }) => unitId), replanned };
}

type Span = { unitId: string; before: IsoDate; through: IsoDate; now: Instant };

async function waitingCharges(tx: Executor, catalogue: Catalogue, { unitId, before, through, now }: Span): Promise<string[]> {
  const waiting = new Set(await listChargesHeldForFile(tx, unitId));
  const firstDays = catalogue.ruleSets.flatMap(({ rules }) => chasesFromDay(rules) ?? []);
  if (firstDays.length === 0) return [...waiting];
  const { state = null, city = null } = catalogue.units[unitId] ?? {};
  const reached = dueDatesReached({ before, through }, calendarOfCustomer({ unitId, state, city }, catalogue));
  if (reached === null) return [...waiting];
  // A day more: the customer may live in one that has begun already.
  const chasedThrough = addDays(now.slice(0, 10), 1 - Math.min(...firstDays));
  const span = { unitId, ...reached, chasedThrough };
  for (let page = ''; ; ) {
    const ids = await listChargesDue(tx, { ...span, page, limit: pageSize });
    for (const facts of await loadChargeFacts(tx, ids, { now })) {
      const steps = planCharge(toPlanFacts(facts, catalogue, now));
      if (steps.some(({ state, reason }) => state === 'held' && reason !== null && reasons.has(reason))) waiting.add(facts.charge.id);
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) return [...waiting].toSorted();
    page = last;
  }
}

const reasons = new Set(['awaiting-settlement', 'settlement-missing']);
