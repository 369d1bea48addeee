import { epochMs, type IsoDate, instantOf } from './instants.ts';
import { move } from './late.ts';
import type { PlannedStep } from './plan.ts';
import type { Planning } from './planning.ts';
import type { StepRule } from './rules.ts';

/** One rule's step of each charge of a customer, with the moment it happened, if it did (milliseconds since 1970). */
export type LevelStep = { planning: Planning; step: PlannedStep; doneAt: number | null };

/** What the others make of the steps of one rule, by charge; a charge without an entry keeps its own. */
export type Shared = ReadonlyMap<Planning | undefined, PlannedStep>;

/** A step that is to come, with the local day it leaves on and the lines it is about. */
type Entry = LevelStep & { at: number; date: IsoDate; lines: readonly string[] };

/** Stands for the line of a customer none of whose lines is known. */
const unknownLine = ['*'];

/**
 * Reduction, block and cancellation happen to a line once, over all charges of the customer: the first day's oldest charge leads, those
 * of the same day join its text, and for a later one it has happened already: its own clock goes on without a text.
 */
export function oncePerLine(level: readonly LevelStep[], rule: StepRule): Shared {
  const shared = new Map<Planning, PlannedStep>();
  const covered = level.flatMap(({ planning, doneAt }) => (doneAt === null ? [] : [{ lines: linesOf(planning), at: doneAt }]));
  const groups: Entry[][] = [];
  for (const entry of entriesOf(level)) {
    const group = groups.find((members) => members[0]?.date === entry.date && mayShare(members[0], entry, rule, true));
    if (group) group.push(entry);
    const before = covered.filter(({ lines }) => lines.some((line) => entry.lines.includes(line)));
    const isCovered = entry.lines.every((line) => before.some(({ lines }) => lines.includes(line)));
    if (!group && isCovered) {
      const at = Math.max(entry.at, Math.min(...before.map((cover) => cover.at)));
      shared.set(entry.planning, happenedAlready(entry, at));
      continue;
    }
    if (!group && isToLeave(entry)) groups.push([entry]);
    if (isToLeave(entry)) covered.push({ lines: entry.lines, at: entry.at });
  }
  for (const group of groups) joinGroup(group, shared);
  return shared;
}

/** Steps of one rule that leave on the same local day share a text where the house and the rule say so. */
export function joinDay(level: readonly LevelStep[], rule: StepRule): Shared {
  const shared = new Map<Planning, PlannedStep>();
  const groups: Entry[][] = [];
  for (const entry of entriesOf(level).filter(isToLeave)) {
    const group = groups.find((members) => members[0]?.date === entry.date && mayShare(members[0], entry, rule, false));
    if (group) group.push(entry);
    else groups.push([entry]);
  }
  for (const group of groups) joinGroup(group, shared);
  return shared;
}

/** By day, then by the age of the charge. */
function entriesOf(level: readonly LevelStep[]): Entry[] {
  return level
    .filter(({ step }) => isToLeave({ step }) || step.reason === 'awaiting-report')
    .map((each) => {
      const at = epochMs(each.step.sendsAt);
      return { ...each, at, date: each.planning.zone.toLocal(at).date, lines: linesOf(each.planning) };
    })
    .sort((a, b) => (a.date === b.date ? byAge(a.planning, b.planning) : a.date < b.date ? -1 : 1));
}

function isToLeave({ step: { state, reason } }: { step: PlannedStep }): boolean {
  return state === 'planned' || (state === 'waiting' && reason !== 'action-requested');
}

function byAge({ facts: { charge: a } }: Planning, { facts: { charge: b } }: Planning): number {
  if (a.dueDate !== b.dueDate) return a.dueDate < b.dueDate ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function linesOf({ facts: { charge, lines } }: Planning): readonly string[] {
  const named = charge.accessIds ?? lines;
  return named.length === 0 ? unknownLine : named;
}

function mayShare(lead: Entry | undefined, entry: Entry, rule: StepRule, ofLine: boolean): boolean {
  if (lead === undefined || !isToLeave(entry)) return false;
  if (ofLine && lead.lines.some((line) => entry.lines.includes(line))) return true;
  return rule.event === 'promise' ? lead.step.key === entry.step.key : entry.planning.facts.policy.grouping && rule.grouping !== false;
}

function happenedAlready({ step, planning }: Entry, at: number): PlannedStep {
  planning.dayCap.release(step.key);
  return { ...step, state: 'skipped', reason: 'line-already', sendsAt: instantOf(at), sendUntil: instantOf(at), asks: false };
}

/** One text for all, at the hour of the latest where that suits them all, else at the leading charge's. */
function joinGroup(group: readonly Entry[], shared: Map<Planning, PlannedStep>): void {
  const [lead] = group;
  if (lead === undefined || group.length === 1) return;
  const together = group.map(({ planning }) => planning.facts.charge.id);
  const sendUntil = Math.min(...group.map(({ step }) => epochMs(step.sendUntil)));
  const latest = Math.max(...group.map(({ at }) => at));
  const sendsAt = latest < sendUntil ? latest : lead.at;
  for (const { planning, step, at } of group) {
    const moved = at === sendsAt ? step.moved : [...step.moved, move('line', at, sendsAt, `junto com a cobrança ${together[0]}`)];
    shared.set(planning, { ...step, sendsAt: instantOf(sendsAt), sendUntil: instantOf(sendUntil), moved, together });
  }
}
