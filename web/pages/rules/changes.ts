import type { Rule, RuleSet } from '../../queries/rules.ts';

export type Change = 'new' | 'changed' | 'removed';

/** What a draft changes of what is in force: by the rule's number, and whether the name or the class changed. */
export type Changes = { rules: ReadonlyMap<number, Change>; removed: Rule[]; head: boolean; count: number };

export function changesOf(
  draft: Pick<RuleSet, 'name' | 'appliesTo' | 'rules'>,
  inForce: Pick<RuleSet, 'name' | 'appliesTo' | 'rules'> | null,
): Changes {
  const known = new Map((inForce?.rules ?? []).map((rule) => [rule.number, rule]));
  const changed = draft.rules.flatMap((rule): [number, Change][] => {
    const before = known.get(rule.number);
    if (before === undefined) return [[rule.number, 'new']];
    return same(before, rule) ? [] : [[rule.number, 'changed']];
  });
  const removed = [...known.values()].filter(({ number }) => !draft.rules.some((rule) => rule.number === number));
  const head = inForce !== null && (draft.name !== inForce.name || !same(draft.appliesTo, inForce.appliesTo));
  const rules = new Map([...changed, ...removed.map(({ number }): [number, Change] => [number, 'removed'])]);
  return { rules, removed, head, count: rules.size + (head ? 1 : 0) };
}

/** The same whatever the order of the keys. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, ordered(part)]),
  );
}
