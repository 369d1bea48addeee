import { isChasing } from './chasing.ts';
import { epochMs, type IsoDate } from './instants.ts';
import type { Zone } from './local-time.ts';
import type { PlanFacts, StepRecord } from './plan.ts';
import { fixedRuleEvents, type StepRule } from './rules.ts';

/** Which local days already have the collection texts that one charge may get in a day. */
export type DayCap = {
  isFull(date: IsoDate, key: string): boolean;
  take(date: IsoDate, key: string): void;
  release(key: string): void;
};

const unlimited: DayCap = { isFull: () => false, take: () => undefined, release: () => undefined };

/** Starts from what has gone, or waits to go. */
export function dayCapOf({ history, rules, policy }: Pick<PlanFacts, 'history' | 'rules' | 'policy'>, zone: Zone): DayCap {
  if (policy.collectionPerCharge < 1) return unlimited;
  const days = new Map<string, IsoDate>();
  for (const record of history) {
    if (isCounted(record, rules)) days.set(record.key, zone.toLocal(epochMs(record.doneAt ?? record.sendsAt ?? record.plannedFor)).date);
  }
  return {
    isFull(date, key) {
      let taken = 0;
      for (const [other, day] of days) if (day === date && other !== key) taken += 1;
      return taken >= policy.collectionPerCharge;
    },
    take: (date, key) => days.set(key, date),
    release: (key) => days.delete(key),
  };
}

function isCounted({ rule, state }: StepRecord, rules: readonly StepRule[]): boolean {
  if (state !== 'sent' && state !== 'waiting' && state !== 'unknown') return false;
  const known = rules.find(({ number }) => number === rule);
  return known === undefined ? rule >= 10 && fixedRuleEvents[rule] !== undefined : isCapped(known);
}

/** Windows without hours are for demonstrations, which show a whole ladder in minutes. */
export function isCapped(rule: StepRule): boolean {
  return rule.window !== 'always' && isChasing(rule);
}
