import type { IsoDate } from './instants.ts';
import type { PlannedStep } from './plan.ts';

/** The payment that a step of a `paid` rule speaks of: its key is `<rule>:<paymentId>`. Null for every other step. */
export function paymentIdOf({ event, key }: Pick<PlannedStep, 'event' | 'key'>): string | null {
  return event === 'paid' ? key.slice(key.indexOf(':') + 1) : null;
}

/** The due date that a step is tied to: its key is `<rule>:<dueDate>`. Null for the steps of a creation, a payment or a promise. */
export function dueDateOf({ event, key }: Pick<PlannedStep, 'event' | 'key'>): IsoDate | null {
  return event === 'created' || event === 'paid' || event === 'promise' ? null : key.slice(key.indexOf(':') + 1);
}
