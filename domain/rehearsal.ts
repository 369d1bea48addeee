import { composeNotice } from './compose-notice.ts';
import { epochMs, type Instant } from './instants.ts';
import { zoneOf } from './local-time.ts';
import type { PlannedStep } from './plan.ts';
import { planCharge } from './plan-charge.ts';
import { type Catalogue, type ChargeFacts, timeZoneOf, toPlanFacts } from './plan-facts.ts';

/** One step of a rehearsal; `text` null where none would go, and `reason` says why. */
export type RehearsedStep = Pick<PlannedStep, 'rule' | 'event' | 'plannedFor' | 'sendsAt' | 'moved' | 'state' | 'reason'> & {
  to: string[];
  gatewayId: string | null;
  text: { subject: string | null; text: string; segments: number; cost: string } | null;
};

const paymentId = 'rehearsal';

/**
 * A charge from its first moment to its end, as if it were first seen at `now` and nothing had happened yet: every step in time order,
 * with its hour and text. `paidAt`: the ladder ends there with the thanks for the whole amount; null: nobody pays.
 */
export function rehearse(
  facts: ChargeFacts,
  catalogue: Catalogue,
  { now, paidAt }: { now: Instant; paidAt: Instant | null },
): RehearsedStep[] {
  const fresh = untouched(facts, now);
  const free = unhindered(catalogue);
  const ladder = planCharge(toPlanFacts(fresh, free, now));
  if (paidAt === null) return ladder.map((step) => shown(step, fresh, free));
  const paid = paidOff(fresh, { at: paidAt, timeZone: timeZoneOf(fresh, free) });
  return [
    ...ladder.filter(({ sendsAt }) => sendsAt < paidAt).map((step) => shown(step, fresh, free)),
    ...planCharge(toPlanFacts(paid, free, paidAt)).map((step) => shown(step, paid, free)),
  ];
}

/** Holds and exemptions stay: they are wishes about the charge, not what has become of it. */
function untouched(facts: ChargeFacts, now: Instant): ChargeFacts {
  const charge = { ...facts.charge, status: 'open' as const, firstSeenAt: now, announceCreated: true, resumedAt: null, replaced: false };
  const nothing = { payments: [], steps: [], shadow: [], proofs: [], milestones: [], overrides: [], carried: null, others: [] };
  return { ...facts, ...nothing, charge: { ...charge, paidCents: 0 } };
}

function paidOff(facts: ChargeFacts, { at, timeZone }: { at: Instant; timeZone: string }): ChargeFacts {
  const { date: paidOn } = zoneOf(timeZone).toLocal(epochMs(at));
  const { amountCents } = facts.charge;
  const payment = { id: paymentId, paidOn, amountCents, learnedAt: at, announce: true, reversed: false };
  return { ...facts, charge: { ...facts.charge, status: 'paid', paidCents: amountCents }, payments: [payment] };
}

/** A rehearsal waits neither for the switch of the service nor for a bank file. */
function unhindered(catalogue: Catalogue): Catalogue {
  return { ...catalogue, serviceOnSince: null, settlements: {}, policy: { ...catalogue.policy, pausedAt: null } };
}

function shown(step: PlannedStep, facts: ChargeFacts, catalogue: Catalogue): RehearsedStep {
  const { rule, event, plannedFor, sendsAt, moved, state, reason } = step;
  const base = { rule, event, plannedFor, sendsAt, moved };
  const silent = { to: [], gatewayId: null, text: null };
  if (state !== 'planned') return { ...base, state, reason, ...silent };
  const notice = composeNotice(step, facts, catalogue, { at: sendsAt });
  if (notice.kind === 'unreachable') return { ...base, state: 'unreachable', reason: 'no-address', ...silent };
  if (notice.kind !== 'ready') return { ...base, state: notice.kind, reason: notice.reason, ...silent };
  const [first] = notice.texts;
  if (first === undefined) return { ...base, state, reason, ...silent };
  const { gatewayId, text, segments, cost } = first;
  const to = notice.texts.map(({ address }) => address);
  return { ...base, state, reason, to, gatewayId, text: { subject: notice.subject, text, segments, cost } };
}
