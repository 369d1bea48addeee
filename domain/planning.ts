import { effectiveDueDate } from './business-day.ts';
import { type DayCap, dayCapOf } from './day-cap.ts';
import { epochMs, type Instant, type IsoDate } from './instants.ts';
import { type Zone, zoneOf } from './local-time.ts';
import type { PlanFacts, StepRecord } from './plan.ts';
import { type Stops, stopsOf } from './stops.ts';

/** The facts, made ready once for all steps of a charge. Instants in milliseconds since 1970. */
export type Planning = {
  facts: PlanFacts;
  zone: Zone;
  now: number;
  firstSeenAt: number;
  serviceOnSince: number | null;
  resumedAt: number | null;
  /** First business day on or after the printed due date. */
  effective: IsoDate;
  history: ReadonlyMap<string, StepRecord>;
  /** By rule, what a re-issued charge takes over as sent. */
  carried: ReadonlyMap<number, StepRecord>;
  /** By key; null: skipped by a person. */
  overrides: ReadonlyMap<string, Instant | null>;
  /** By number, when the network system reported that it happened. */
  reported: ReadonlyMap<number, number>;
  /** By number, the first proof by other ways than our texts. */
  proven: ReadonlyMap<number, number>;
  stops: Stops;
  dayCap: DayCap;
};

/** Throws RangeError for a time zone that is none. */
export function startPlanning(facts: PlanFacts): Planning {
  const { firstSeenAt, resumedAt, dueDate } = facts.charge;
  const zone = zoneOf(facts.timeZone);
  return {
    facts,
    zone,
    now: epochMs(facts.now),
    firstSeenAt: epochMs(firstSeenAt),
    // With the service off the forecast shows what would happen if it were switched on.
    serviceOnSince: facts.serviceOnSince === null ? null : epochMs(facts.serviceOnSince),
    resumedAt: resumedAt === null ? null : epochMs(resumedAt),
    effective: effectiveDueDate(dueDate, facts.calendar),
    history: new Map(facts.history.map((record) => [record.key, record])),
    carried: new Map(facts.carried?.steps.filter(({ state }) => state === 'sent').map((record) => [record.rule, record])),
    overrides: new Map(facts.overrides.map(({ key, at }) => [key, at])),
    reported: firstByNumber(facts.milestones),
    proven: firstByNumber([...facts.proofs, ...(facts.carried?.proofs ?? [])]),
    stops: stopsOf(facts, { calendar: facts.calendar, zone }),
    dayCap: dayCapOf(facts, zone),
  };
}

/** Planned before we first saw the charge, or before the service was last switched on: recorded, never sent. */
export function isBeforeOurTime({ firstSeenAt, serviceOnSince }: Planning, plannedFor: number): boolean {
  return plannedFor < firstSeenAt || (serviceOnSince !== null && plannedFor < serviceOnSince);
}

const nothing: ReadonlyMap<number, number> = new Map();

function firstByNumber(entries: readonly { number: number; at: Instant }[]): ReadonlyMap<number, number> {
  if (entries.length === 0) return nothing;
  const first = new Map<number, number>();
  for (const { number, at } of entries) first.set(number, Math.min(first.get(number) ?? Number.POSITIVE_INFINITY, epochMs(at)));
  return first;
}
