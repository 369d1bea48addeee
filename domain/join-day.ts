import { epochMs, type IsoDate, instantOf } from './instants.ts';
import { move } from './late.ts';
import type { PlannedStep } from './plan.ts';
import type { Planning } from './planning.ts';
import type { StepRule } from './rules.ts';

/** One rule's step of one of a customer's charges. */
export type DayStep = { planning: Planning; step: PlannedStep };

/** A step with its moment (milliseconds since 1970), its local day and the lines it is about. */
export type DayEntry<S extends DayStep = DayStep> = S & { at: number; date: IsoDate; lines: readonly string[] };

/** What the others make of the steps of one rule, by charge; a charge without an entry keeps its own. */
export type Shared = ReadonlyMap<Planning | undefined, PlannedStep>;

/** Stands for the line of a customer none of whose lines is known. */
const unknownLine = ['*'];

/** Steps of one rule that leave on the same local day share a text where the house and the rule say so. */
export function joinDay(level: readonly DayStep[], rule: StepRule): Shared {
  const groups = new DayGroups(rule, false);
  for (const entry of dayEntriesOf(level.filter(isToLeave))) groups.add(entry);
  return groups.joined();
}

/** By day, then by the age of the charge. */
export function dayEntriesOf<S extends DayStep>(level: readonly S[]): DayEntry<S>[] {
  return level
    .map((each) => {
      const at = epochMs(each.step.sendsAt);
      return { ...each, at, date: each.planning.zone.toLocal(at).date, lines: linesOf(each.planning) };
    })
    .sort((a, b) => (a.date === b.date ? byAge(a.planning, b.planning) : a.date < b.date ? -1 : 1));
}

export function isToLeave({ step: { state, reason } }: { step: PlannedStep }): boolean {
  return state === 'planned' || (state === 'waiting' && reason !== 'action-requested');
}

export function linesOf({ facts: { charge, lines } }: Planning): readonly string[] {
  const named = charge.accessIds ?? lines;
  return named.length === 0 ? unknownLine : named;
}

function byAge({ facts: { charge: a } }: Planning, { facts: { charge: b } }: Planning): number {
  if (a.dueDate !== b.dueDate) return a.dueDate < b.dueDate ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Steps that go in one text: of one day, and of one line or of a house that groups. One that belongs to two texts makes them one. */
export class DayGroups {
  readonly #rule: StepRule;
  readonly #byLine: boolean;
  #groups: DayEntry[][] = [];

  constructor(rule: StepRule, byLine: boolean) {
    this.#rule = rule;
    this.#byLine = byLine;
  }

  add(entry: DayEntry): void {
    const own: DayEntry[] = [];
    const others: DayEntry[][] = [];
    for (const group of this.#groups) {
      if (group.some((member) => this.#share(member, entry))) own.push(...group);
      else others.push(group);
    }
    this.#groups = [...others, [...own, entry]];
  }

  joined(): Map<Planning, PlannedStep> {
    return new Map(this.#groups.flatMap(oneText));
  }

  #share(a: DayEntry, b: DayEntry): boolean {
    if (a.date !== b.date) return false;
    if (this.#byLine && a.lines.some((line) => b.lines.includes(line))) return true;
    if (this.#rule.event === 'promise') return a.step.key === b.step.key;
    return a.planning.facts.policy.grouping && this.#rule.grouping !== false;
  }
}

/** The oldest charge leads, at the hour of the latest where that suits them all, else at its own. */
function oneText(group: readonly DayEntry[]): [Planning, PlannedStep][] {
  const [lead, ...others] = [...group].sort((a, b) => byAge(a.planning, b.planning));
  if (lead === undefined || others.length === 0) return [];
  const together = [lead, ...others].map(({ planning }) => planning.facts.charge.id);
  const sendUntil = Math.min(...group.map(({ step }) => epochMs(step.sendUntil)));
  const latest = Math.max(...group.map(({ at }) => at));
  const sendsAt = latest < sendUntil ? latest : lead.at;
  return group.map(({ planning, step, at }) => {
    const moved = at === sendsAt ? step.moved : [...step.moved, move('line', at, sendsAt, `junto com a cobrança ${together[0]}`)];
    return [planning, { ...step, sendsAt: instantOf(sendsAt), sendUntil: instantOf(sendUntil), moved, together }];
  });
}
