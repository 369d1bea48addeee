import { z } from '@hono/zod-openapi';
import type { HolidayScope } from '../../domain/holiday-entries.ts';
import { answerInstant, date, id, line, sourceVersion, state } from '../fields.ts';
import { expecting, fields } from '../validation.ts';

/** A year in which a calendar can be asked for; a slip like 0226 is none. */
export const year = z.coerce.number().int().min(1900).max(2199);

export const day = date.refine(
  (text) => text >= '1900-01-01' && text <= '2199-12-31',
  expecting('uma data de 1900 a 2199', 'a date from 1900 to 2199'),
);
const city = line(100);

const someScope = expecting('um só: "country", {state}, {city, state} ou {unit}', 'one of "country", {state}, {city, state} or {unit}');

/** Where a holiday is kept. */
export const holidayScope = z
  .union([z.literal('country'), fields({ state: state.optional(), city: city.optional(), unit: id.optional() })])
  .transform((given, context): HolidayScope => {
    const scope = given === 'country' ? given : scopeOf(given);
    if (scope !== null) return scope;
    context.addIssue({ code: 'custom', ...someScope });
    return z.NEVER;
  })
  .openapi({ description: '"country", {"state": "MS"}, {"city": "Campo Grande", "state": "MS"} or {"unit": "matriz"}' });

export const holidayPut = fields({
  date: day,
  yearly: z.boolean().default(false).openapi({ description: 'Every year on this day and month, from the year of the date on' }),
  name: line(100),
  scope: holidayScope,
  business: z.boolean().default(true).openapi({ description: 'No business day: a due date on it counts from the next one' }),
  sending: z.boolean().default(true).openapi({ description: 'Windows open at the hours of a holiday' }),
  sourceVersion: sourceVersion.nullish(),
});

export const scopeAnswer = z.union([
  z.literal('country'),
  z.object({ state: z.string() }),
  z.object({ city: z.string(), state: z.string() }),
  z.object({ unit: z.string() }),
]);

export const holidayAnswer = z
  .object({
    id: z.string(),
    date: z.string().openapi({ format: 'date' }),
    yearly: z.boolean(),
    name: z.string(),
    scope: scopeAnswer,
    business: z.boolean(),
    sending: z.boolean(),
    sourceVersion: z.number().nullable(),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('Holiday');

type Named = { state?: string | undefined; city?: string | undefined; unit?: string | undefined };

/** The place that some of its names mean; null where they mean none, or two. */
export function scopeOf({ state: inState, city: inCity, unit }: Named): HolidayScope | null {
  if (unit !== undefined) return inState === undefined && inCity === undefined ? { unit } : null;
  if (inState === undefined) return null;
  return inCity === undefined ? { state: inState } : { city: inCity, state: inState };
}

/** What is said where the names of a place do not fit together. */
export const fittingScope = someScope.params.expected;
