import { z } from '@hono/zod-openapi';
import { type Clock, nowOf } from '../domain/clock.ts';
import type { IsoDate } from '../domain/instants.ts';
import { addDays } from '../domain/local-time.ts';
import type { Days } from '../domain/survey.ts';
import { date } from './fields.ts';
import { invalidField } from './problem.ts';
import { tableQuery } from './table.ts';

const usualDays = 30;
const mostDays = 366;

/** What every report over days takes. */
export const periodQuery = {
  from: date.optional().openapi({ description: `The first day; ${usualDays} days before "to" when absent` }),
  to: date.optional().openapi({ description: 'The last day; today when absent' }),
};

/** What every report that is also a table takes. */
export const reportTableQuery = { format: z.enum(['json', 'csv']).default('json'), ...tableQuery };

/** The days that are asked for. Refuses what ends before it begins, and more than a year. */
export function periodOf(
  clock: Clock,
  { to = nowOf(clock).slice(0, 10), from = addDays(to, -usualDays) }: Days,
): { from: IsoDate; to: IsoDate } {
  refuseBackwards({ from, to });
  const first = addDays(to, 1 - mostDays);
  if (from < first)
    throw invalidField(
      'from',
      from,
      { pt: `mais de ${mostDays} dias`, en: `more than ${mostDays} days` },
      { pt: `a partir de ${first}`, en: `from ${first} on` },
    );
  return { from, to };
}

/** Refuses days that end before they begin. */
export function refuseBackwards({ from, to }: Days): void {
  if (from !== undefined && to !== undefined && from > to)
    throw invalidField('from', from, { pt: 'é depois de "to"', en: 'is after "to"' }, { pt: `até ${to}`, en: `until ${to}` });
}

/** The two bodies of a report that is also a table. */
export function reportOrTable<Body extends z.ZodType>(schema: Body, description: string) {
  return {
    description,
    content: { 'application/json': { schema }, 'text/csv': { schema: z.string() } },
  };
}
