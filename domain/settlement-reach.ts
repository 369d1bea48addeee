import { effectiveDueDate } from './business-day.ts';
import { isChasing, isConsequence } from './chasing.ts';
import type { IsoDate } from './instants.ts';
import { addDays } from './local-time.ts';
import type { Calendar } from './plan.ts';
import type { Rule } from './rules.ts';

/**
 * How many days after the due date a ladder begins to chase, at the earliest: charges due later than that wait for no bank file yet. Null
 * where nobody is chased.
 */
export function chasesFromDay(rules: readonly Rule[]): number | null {
  const chasing = rules.filter((rule) => rule.enabled && isChasing(rule));
  return chasing.length === 0 ? null : Math.min(...chasing.map(firstDay));
}

/** Only whole days after the due date are counted; what counts from anything else may come at any time. Nobody is blocked who is not late. */
function firstDay({ event, anchor, offset }: Rule): number {
  if (isConsequence({ event }) && anchor === null) return 1;
  const countsFromDue = anchor === 'due' || (anchor === null && (event === 'block_warning' || event === 'due'));
  return countsFromDue && 'days' in offset ? Math.max(0, offset.days ?? 0) : 0;
}

/** No weekend with its holidays moves a due date further. */
const longestRunDays = 15;

/**
 * The printed due dates whose effective ones lie after `before` and not after `through`: those that a file through `through` brings. Null
 * where there are none.
 */
export function dueDatesReached(
  { before, through }: { before: IsoDate; through: IsoDate },
  calendar: Pick<Calendar, 'isBusinessDay'>,
): { from: IsoDate; to: IsoDate } | null {
  const effective = (date: IsoDate) => effectiveDueDate(date, calendar);
  let from = addDays(before, 1);
  for (let run = 0; run < longestRunDays && effective(addDays(from, -1)) > before; run++) from = addDays(from, -1);
  let to = through;
  while (to >= from && effective(to) > through) to = addDays(to, -1);
  return to < from ? null : { from, to };
}
