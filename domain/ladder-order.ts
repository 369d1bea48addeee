import { type Anchor, plannedMoment } from './anchors.ts';
import { zoneOf } from './local-time.ts';
import type { Rule, RuleProblem } from './rules.ts';

const numbersInOrder = [10, 11, 12, 13];
const utc = zoneOf('UTC');
/** Any anchor will do: only the order of what counts from the same one is asked. */
const someDay: Anchor = { date: '2026-01-01' };
const someMoment: Anchor = { at: 0 };

/** Steps of the block that count from the same date or moment and stand in the wrong order, such as a block before its warning. */
export function ladderProblems(rules: readonly Rule[]): RuleProblem[] {
  return (['due', 'created'] as const).flatMap((anchor) => {
    const ladder = rules
      .map((rule, index) => ({ rule, index }))
      .filter(({ rule }) => rule.enabled && numbersInOrder.includes(rule.number) && anchorOf(rule) === anchor)
      .map(({ rule, index }) => ({ number: rule.number, index, at: plannedMoment(anchor === 'due' ? someDay : someMoment, rule, utc) }))
      .sort((a, b) => a.number - b.number);
    return ladder.flatMap(({ number, index, at }, position) => {
      const earlier = ladder.slice(0, position).find((step) => step.at > at);
      if (!earlier) return [];
      return [
        {
          path: `rules.${index}.offset`,
          message: `rule ${number} comes before rule ${earlier.number}`,
          expected: 'warning, reduction, block, cancellation in this order',
        },
      ];
    });
  });
}

/** The warning counts from the due date by itself; the others from the step before them. */
function anchorOf({ number, anchor }: Rule): Rule['anchor'] {
  return number === 10 && anchor === null ? 'due' : anchor;
}
