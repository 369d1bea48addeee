import { isChasing, isConsequence } from './chasing.ts';
import { holdEnd, promisedDate } from './hold-end.ts';
import { epochMs } from './instants.ts';
import type { Zone } from './local-time.ts';
import type { Calendar, ChargeLadder } from './plan.ts';
import type { StepRule } from './rules.ts';
import type { HoldKind, MoveCause } from './states.ts';
import { dayAndMonth } from './written-dates.ts';

/** A time during which a step may not leave; milliseconds since 1970. `until` is exclusive, Infinity where nobody knows the end. */
export type Stop = { by: MoveCause; reason: string; from: number; until: number; detail: string };

/** What stops the steps of a charge, by what it stops. */
export type Stops = {
  /** Everything but confirmations of payment. */
  all: readonly Stop[];
  /** The same less promises: their own reminder leaves while they last. */
  butPromises: readonly Stop[];
  chasing: readonly Stop[];
  blocking: readonly Stop[];
};

const none: readonly Stop[] = [];
const free: Stops = { all: none, butPromises: none, chasing: none, blocking: none };
const kinds: Record<HoldKind, string> = { promise: 'promessa', outage: 'falha de rede', contested: 'contestação', other: 'outro motivo' };

/** Holds and exemptions of a charge as times during which its steps wait. */
export function stopsOf({ charge, holds, exemptions }: ChargeLadder, { calendar, zone }: { calendar: Calendar; zone: Zone }): Stops {
  if (holds.length === 0 && exemptions.length === 0) return free;
  const untilDay = (until: number) => (until === Number.POSITIVE_INFINITY ? 'sem prazo' : `até ${dayAndMonth(promisedDate(until, zone))}`);
  const held = holds.map((hold) => {
    const until = holdEnd(hold, { chargeId: charge.id, calendar, zone });
    const named = hold.until === null ? until : epochMs(hold.until);
    const back = hold.kind === 'promise' && until > named ? `, volta em ${dayAndMonth(zone.toLocal(until).date)}` : '';
    const detail = `suspensa ${untilDay(named)}${back}: ${kinds[hold.kind]}`;
    return { kind: hold.kind, stop: { by: 'hold' as const, reason: `hold:${hold.kind}`, from: epochMs(hold.from), until, detail } };
  });
  const exempt = exemptions.map(({ exemptFrom, from, until: end }) => {
    const until = end === null ? Number.POSITIVE_INFINITY : epochMs(end);
    const detail = `isenta de ${exemptFrom === 'chasing' ? 'cobrança' : 'bloqueio'} ${untilDay(until)}`;
    return { exemptFrom, stop: { by: 'exemption' as const, reason: 'exempt', from: epochMs(from), until, detail } };
  });
  const all = held.map(({ stop }) => stop);
  const chasing = [...all, ...exempt.filter(({ exemptFrom }) => exemptFrom === 'chasing').map(({ stop }) => stop)];
  return {
    all,
    butPromises: held.filter(({ kind }) => kind !== 'promise').map(({ stop }) => stop),
    chasing,
    blocking: [...chasing, ...exempt.filter(({ exemptFrom }) => exemptFrom === 'blocking').map(({ stop }) => stop)],
  };
}

/** What stops a text of this rule. A payment is always confirmed. */
export function stopsFor(stops: Stops, rule: StepRule): readonly Stop[] {
  if (rule.event === 'paid') return none;
  if (rule.event === 'promise') return stops.butPromises;
  if (isConsequence(rule)) return stops.blocking;
  return isChasing(rule) ? stops.chasing : stops.all;
}
