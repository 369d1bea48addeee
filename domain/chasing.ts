import { firstOwnRuleNumber, type StepRule } from './rules.ts';
import type { RuleEvent } from './states.ts';

/** The events of the block, in their order; each counts from the one before. */
export const blockEvents = ['block_warning', 'speed_reduction', 'total_block', 'cancellation'] as const satisfies readonly RuleEvent[];

/** What happens to the line: reduction, block, cancellation. An exemption from blocking stops these. */
export function isConsequence({ event }: Pick<StepRule, 'event'>): boolean {
  return event === 'speed_reduction' || event === 'total_block' || event === 'cancellation';
}

/** A text that collects a debt: the block's, and own rules after the due date. Exemptions, bank file and daily cap are about these. */
export function isChasing({ number, event, anchor, offset, window }: StepRule): boolean {
  if (event === 'block_warning' || isConsequence({ event })) return true;
  if (number < firstOwnRuleNumber || event === 'paid') return false;
  const afterDue = event === 'due' && anchor !== 'created' && Object.values(offset).some((amount) => amount > 0);
  return afterDue || window === 'collection';
}
