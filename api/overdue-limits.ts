import type { OverdueLimit } from '../db/queries/read-charges.ts';
import { effectiveDueDate } from '../domain/business-day.ts';
import { calendarOfCustomer } from '../domain/catalogue-calendar.ts';
import type { Instant } from '../domain/instants.ts';
import { addDays } from '../domain/local-time.ts';
import type { Catalogue } from '../domain/plan-facts.ts';

/**
 * Up to which printed due date the charges of each unit are overdue. The effective date never falls as the printed one rises, so one
 * date a unit and day is enough; a customer elsewhere may live in the day before or after ours.
 */
export function overdueLimits(catalogue: Catalogue, now: Instant): OverdueLimit[] {
  const utcDay = now.slice(0, 10);
  const days = [addDays(utcDay, -1), utcDay, addDays(utcDay, 1)];
  return Object.values(catalogue.units).flatMap(({ id, state, city }) => {
    const calendar = calendarOfCustomer({ unitId: id, state, city }, catalogue);
    return days.map((today) => {
      let dueBy = addDays(today, -1);
      while (effectiveDueDate(dueBy, calendar) >= today) dueBy = addDays(dueBy, -1);
      return { unitId: id, today, dueBy };
    });
  });
}
