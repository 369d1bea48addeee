import { offsetDays } from './anchors.ts';
import { ladderProblems } from './ladder-order.ts';
import { firstOwnRuleNumber, fixedRuleEvents, type Rule, type RuleProblem } from './rules.ts';
import { channels } from './states.ts';

const units = ['days', 'hours', 'minutes'] as const;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Everything that keeps a ladder from being saved; empty when it is sound. Says of each field what was given and what is expected. */
export function ruleSetProblems(rules: readonly Rule[]): RuleProblem[] {
  const seen = new Set<number>();
  const single = rules.flatMap((rule, index) => {
    const at = (field: string, message: string, expected: string) => ({ path: `rules.${index}.${field}`, message, expected });
    const repeated = seen.has(rule.number) ? [at('number', `${rule.number} is there already`, 'each number once')] : [];
    seen.add(rule.number);
    return [...repeated, ...numberProblems(rule, at), ...offsetProblems(rule, at), ...fieldProblems(rule, at)];
  });
  return single.length > 0 ? single : ladderProblems(rules);
}

type At = (field: string, message: string, expected: string) => RuleProblem;

function numberProblems({ number, event }: Rule, at: At): RuleProblem[] {
  const fixed = fixedRuleEvents[number];
  if (fixed !== undefined) {
    return event === fixed ? [] : [at('event', `rule ${number} is always "${fixed}", given "${event}"`, fixed)];
  }
  if (!Number.isInteger(number) || number < firstOwnRuleNumber) {
    return [at('number', `${number} is no rule number`, `1 to 5, 10 to 13, or an own rule from ${firstOwnRuleNumber}`)];
  }
  return event === 'birthday' ? [at('event', 'a birthday is rule 1 only', 'an event of a charge')] : [];
}

function offsetProblems(rule: Rule, at: At): RuleProblem[] {
  const given = Object.entries(rule.offset);
  const [unit] = given;
  if (given.length > 1) return [at('offset', `${given.length} units given`, 'one of days, hours, minutes, or {}')];
  if (unit && !units.some((name) => name === unit[0])) return [at('offset', `"${unit[0]}" is no unit`, 'days, hours or minutes')];
  const amount = unit ? Number(unit[1]) : 0;
  if (!Number.isInteger(amount)) return [at('offset', `${JSON.stringify(rule.offset)} is no whole number`, 'a whole number')];
  const problem = (expected: string) => [at('offset', `${JSON.stringify(rule.offset)} does not fit rule ${rule.number}`, expected)];
  const fromDueDate = rule.anchor !== 'created';
  if (rule.number === 3 && fromDueDate && amount > 0) return problem('before the due date: negative, or 0 for off');
  if (rule.number === 4 && fromDueDate && (offsetDays(rule.offset) ?? 0) !== 0) {
    return problem('0 days: it goes on the due date; other days are own rules');
  }
  if (amount < 0 && countsForward(rule)) return problem('0 or more');
  return [];
}

/** Nothing is said before a charge was seen or paid, and no block comes before what it counts from. */
function countsForward({ event, anchor }: Rule): boolean {
  if (anchor === 'created') return true;
  if (event === 'created') return anchor === null;
  return event !== 'due' && event !== 'discount_end' && event !== 'birthday';
}

function fieldProblems({ time, channels: given }: Rule, at: At): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (time !== null && !timePattern.test(time))
    problems.push(at('time', `"${time}" is no time of day`, 'HH:MM from 00:00 to 23:59, or null'));
  if (given.length === 0) problems.push(at('channels', 'no channel given', `at least one of ${channels.join(', ')}`));
  if (new Set(given).size < given.length) problems.push(at('channels', `"${given.join(', ')}" repeats a channel`, 'each channel once'));
  return problems;
}
