import type { IsoDate } from './instants.ts';
import type { TemplateCharge } from './template-facts.ts';

/**
 * What pays the charge on `today` before partial payments, in centavos: with the discount through its last day (where none is given,
 * the printed due date), afterwards the full value. A charge without discount is its full value.
 */
export function amountDiscounted(charge: TemplateCharge, today: IsoDate): number {
  const lasts = today <= (charge.discountUntil ?? charge.dueDate);
  return lasts && charge.discountedAmountCents !== null ? charge.discountedAmountCents : charge.amountCents;
}

/** Face value less what was already paid, in centavos. */
export function amountOpen(charge: TemplateCharge): number {
  return Math.max(0, charge.amountCents - charge.paidCents);
}

/** What the customer pays today, in centavos: the billing system's own figure where it gives one, else what is left after discount. */
export function amountDueNow(charge: TemplateCharge, today: IsoDate): number {
  return charge.currentAmountCents ?? Math.max(0, amountDiscounted(charge, today) - charge.paidCents);
}

/** Whole days from the effective due date to `today`; 0 until it has passed. */
export function daysOverdue(effectiveDueDate: IsoDate, today: IsoDate): number {
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(effectiveDueDate)) / 86_400_000));
}
