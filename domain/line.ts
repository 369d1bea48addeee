import type { IsoDate } from './instants.ts';
import { DayGroups, type DayStep, dayEntriesOf, isToLeave, linesOf, type Shared } from './join-day.ts';
import type { PlannedStep } from './plan.ts';
import type { Planning } from './planning.ts';
import type { StepRule } from './rules.ts';

/**
 * One step of the block of each charge of a customer, with the moment it happened, if it did (milliseconds since 1970). `silent`: the
 * step from a moment on, without a text of its own.
 */
export type LevelStep = DayStep & { doneAt: number | null; silent(from: number): PlannedStep };

/** A time at which the event happened to these lines, or will. */
type Cover = { lines: readonly string[]; at: number; date: IsoDate | null };

/**
 * Reduction, block and cancellation happen to a line once, over all charges of the customer: the first day's oldest charge leads, those
 * of the same day join its text, and for a later one it has happened already: its own clock goes on without a text.
 */
export function oncePerLine(level: readonly LevelStep[], rule: StepRule): Shared {
  const groups = new DayGroups(rule, true);
  const silent = new Map<Planning, PlannedStep>();
  const covers = level.flatMap(({ planning, doneAt }): Cover[] =>
    doneAt === null ? [] : [{ lines: linesOf(planning), at: doneAt, date: null }],
  );
  for (const entry of dayEntriesOf(level.filter((each) => isToLeave(each) || each.step.reason === 'awaiting-report'))) {
    const before = covers.filter(({ lines, date }) => date !== entry.date && lines.some((line) => entry.lines.includes(line)));
    if (isCovered(entry.lines, before)) {
      silent.set(entry.planning, withoutText(entry, before));
    } else if (isToLeave(entry)) {
      groups.add(entry);
      covers.push(entry);
    }
  }
  return new Map([...groups.joined(), ...silent]);
}

function isCovered(lines: readonly string[], covers: readonly Cover[]): boolean {
  return lines.every((line) => covers.some((cover) => cover.lines.includes(line)));
}

/**
 * At the step's own moment, or when it happens to the line, if that is later; a hold keeps it like a text. `line-already`: it has happened; `line-ahead`: another
 * charge's step is to come first, so nothing is settled yet.
 */
function withoutText({ planning, silent, lines }: LevelStep & { lines: readonly string[] }, covers: readonly Cover[]): PlannedStep {
  const done = covers.filter(({ date }) => date === null);
  const isDone = isCovered(lines, done);
  const step = silent(Math.min(...(isDone ? done : covers).map(({ at }) => at)));
  planning.dayCap.release(step.key);
  const at = step.sendsAt;
  return { ...step, state: 'skipped', reason: isDone ? 'line-already' : 'line-ahead', sendsAt: at, sendUntil: at, asks: false };
}
