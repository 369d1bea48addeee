import type { PlannedStep } from './plan.ts';

/** The payment that a step of a `paid` rule speaks of: its key is `<rule>:<paymentId>`. Null for every other step. */
export function paymentIdOf({ event, key }: Pick<PlannedStep, 'event' | 'key'>): string | null {
  return event === 'paid' ? key.slice(key.indexOf(':') + 1) : null;
}
