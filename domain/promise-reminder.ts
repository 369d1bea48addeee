import { promisedDate } from './hold-end.ts';
import { epochMs } from './instants.ts';
import { addDays, msOfDay } from './local-time.ts';
import type { HousePolicy } from './plan.ts';
import { isBeforeOurTime, type Planning } from './planning.ts';
import { promiseRuleNumber, type StepRule } from './rules.ts';
import type { StepWish } from './step-plan.ts';

/** The reminder of a promise as a rule of its own; null where the house sends none. */
export function promiseRule({ promiseReminder }: Pick<HousePolicy, 'promiseReminder'>): StepRule | null {
  if (promiseReminder === null) return null;
  const { time, templateId } = promiseReminder;
  return {
    number: promiseRuleNumber,
    event: 'promise',
    offset: { days: -1 },
    anchor: null,
    time,
    channels: ['sms', 'email'],
    templateId,
    gatewayId: null,
    enabled: true,
    window: 'informative',
    late: 'skip',
    trigger: 'clock',
  };
}

/** A reminder on the eve of each promise, unless that was before the promise was made. */
export function promiseWishes(planning: Planning, rule: StepRule): StepWish[] {
  const { facts, zone } = planning;
  return facts.holds.flatMap(({ id, kind, from, until, released }) => {
    if (kind !== 'promise' || until === null || released) return [];
    const eve = addDays(promisedDate(epochMs(until), zone), -1);
    const plannedFor = zone.toInstant(eve, msOfDay(rule.time ?? '10:00'));
    if (plannedFor < epochMs(from)) return [];
    const beforeOurTime = isBeforeOurTime(planning, plannedFor);
    return [{ key: `${rule.number}:${id}`, rule, plannedFor, beforeOurTime, proof: 'not-needed', moved: [] }];
  });
}
