import { type Anchor, plannedMoment } from './anchors.ts';
import { blockEvents } from './chasing.ts';
import { zoneOf } from './local-time.ts';
import type { Rule, RuleProblem } from './rules.ts';

const utc = zoneOf('UTC');
/** Any anchor will do: only the order of what counts from the same one is asked. */
const someDay: Anchor = { date: '2026-01-01' };
const someMoment: Anchor = { at: 0 };

const expected = {
  pt: 'aviso, redução, bloqueio, cancelamento nesta ordem',
  en: 'warning, reduction, block, cancellation in this order',
};

/** Where a rule of the block would stand, counted from a due date or from first sight; which of the two is in `from`. */
type Place = { number: number; index: number; level: number; from: 'due' | 'created'; at: number };

/** `steps` are what others count from: the lowest number of each event. Another rule of the event is a repeat. */
type Places = { all: Place[]; steps: Place[] };

/**
 * Steps of the block that stand in the wrong order, such as a block before its warning or a cancellation from the due date that crosses
 * a block from its notice. Only what counts from the same date or moment in the end can be told.
 */
export function ladderProblems(rules: readonly Rule[]): RuleProblem[] {
  const { all, steps } = placesOf(rules);
  return all.flatMap(({ number, index, level, from, at }) => {
    const later = steps.find((other) => other.level < level && other.from === from && other.at > at);
    if (!later) return [];
    const given = JSON.stringify(rules[index]?.offset ?? {});
    const message = { pt: `a regra ${number} vem antes da regra ${later.number}`, en: `rule ${number} comes before rule ${later.number}` };
    return [{ path: `rules.${index}.offset`, given, message, expected }];
  });
}

/** Each rule of the block that is on, as if every step before it went at its planned moment. */
function placesOf(rules: readonly Rule[]): Places {
  const all: Place[] = [];
  const steps: Place[] = [];
  for (const [level, event] of blockEvents.entries()) {
    const ofEvent = rules
      .map((rule, index) => ({ rule, index }))
      .filter(({ rule }) => rule.enabled && rule.event === event)
      .sort((a, b) => a.rule.number - b.rule.number)
      .flatMap(({ rule, index }) => placeOf(rule, { index, level, previous: steps.at(-1) ?? null }) ?? []);
    all.push(...ofEvent);
    steps.push(...ofEvent.slice(0, 1));
  }
  return { all, steps };
}

/** Null where a step counts from a notice that this ladder does not give. */
function placeOf(rule: Rule, { index, level, previous }: { index: number; level: number; previous: Place | null }): Place | null {
  const { number, anchor } = rule;
  const at = (from: Place['from'], moment: Anchor) => ({ number, index, level, from, at: plannedMoment(moment, rule, utc) });
  if (anchor === 'created') return at('created', someMoment);
  if (anchor === 'due' || level === 0) return at('due', someDay);
  return previous && at(previous.from, { at: previous.at });
}
