import type { Repeat } from './campaign.ts';
import type { Instant, IsoDate } from './instants.ts';
import { addDays } from './local-time.ts';
import type { CatalogueRuleSet } from './plan-facts.ts';
import type { Rule } from './rules.ts';

/** What is started by the clock: the birthday texts of one ladder, time zone and hour, or the next one of a campaign that repeats. */
export type ScheduledStart =
  | { kind: 'birthday'; ruleSetId: string; timeZone: string; time: string }
  | { kind: 'repeat'; campaignId: string };

/** A start as Temporal is to have it. `days` and `weekdays`: null for all. */
export type DesiredSchedule = {
  id: string;
  start: ScheduledStart;
  timeZone: string;
  time: string;
  weekdays: number[] | null;
  days: { from: number; to: number } | null;
  /** Nothing starts before. */
  notBefore: Instant | null;
};

/** The time zone in which the house says when a campaign repeats. */
export const houseTimeZone = 'America/Sao_Paulo';
/** A birthday rule without an hour of its own. */
const birthdayTime = '09:00';
/** The shortest month ends on the 28th. */
const inEveryMonth = 28;

/** A ladder's birthday rule, and whose it is where a newer version is in force in some units first. */
export type BirthdayRule = { rule: Rule; version: number; time: string; onlyUnits: string[] | null; exceptUnits: string[] };

/** The birthday rules of a ladder that are in force. */
export function birthdayRules({ version, rules, staged }: Pick<CatalogueRuleSet, 'version' | 'rules' | 'staged'>): BirthdayRule[] {
  const everywhere = { version, rules, onlyUnits: null, exceptUnits: staged?.units ?? [] };
  const inForce = staged === null ? [everywhere] : [everywhere, { ...staged, onlyUnits: staged.units, exceptUnits: [] }];
  return inForce.flatMap(({ rules: all, version: of, onlyUnits, exceptUnits }) =>
    all
      .filter(({ event, enabled, channels }) => event === 'birthday' && enabled && channels.includes('sms'))
      .map((rule) => ({ rule, version: of, time: rule.time ?? birthdayTime, onlyUnits, exceptUnits })),
  );
}

/** One for each ladder, time zone and hour, every day. */
export function birthdaySchedules(ruleSets: readonly CatalogueRuleSet[], timeZones: readonly string[]): DesiredSchedule[] {
  return ruleSets.flatMap((set) => {
    const times = [...new Set(birthdayRules(set).map(({ time }) => time))];
    return times.flatMap((time) =>
      timeZones.map((timeZone) => ({
        id: `birthday:${set.id}:${timeZone}:${time}`,
        start: { kind: 'birthday' as const, ruleSetId: set.id, timeZone, time },
        timeZone,
        time,
        weekdays: null,
        days: null,
        notBefore: null,
      })),
    );
  });
}

/** One for each campaign that repeats. */
export function repeatSchedules(campaigns: readonly { id: string; repeat: Repeat; startAt: Instant | null }[]): DesiredSchedule[] {
  return campaigns.map(({ id, repeat, startAt }) => ({
    id: `repeat:${id}`,
    start: { kind: 'repeat', campaignId: id },
    timeZone: houseTimeZone,
    time: repeat.time,
    weekdays: repeat.every === 'week' ? repeat.weekdays : null,
    // The last days of a month are asked for together: which of them it is, the date says.
    days: repeat.every === 'month' ? { from: Math.min(repeat.day, inEveryMonth), to: repeat.day } : null,
    notBefore: startAt,
  }));
}

/** Whether a campaign repeats on this date: monthly ones on their day, or on the last of a month that has no such day. */
export function repeatsOn(repeat: Repeat, date: IsoDate): boolean {
  if (repeat.every !== 'month') return true;
  const day = Number(date.slice(8));
  return day === repeat.day || (day < repeat.day && addDays(date, 1).endsWith('-01'));
}
