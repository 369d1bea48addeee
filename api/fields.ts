import { z } from '@hono/zod-openapi';
import { isStateCode } from '../domain/brazil-states.ts';
import { idPattern, isId } from '../domain/ids.ts';
import { epochMs, instantOf } from '../domain/instants.ts';
import { expecting } from './validation.ts';

/** The kinds of values that many resources share. */

export const id = z
  .string()
  .refine(isId, expecting('1 a 64 caracteres de A-Z a-z 0-9 . _ : -', '1 to 64 characters of A-Z a-z 0-9 . _ : -'))
  .openapi({ pattern: idPattern.source });

/** The path parameter of `/{id}`. */
export const idParam = z.object({ id });

/** One line of text that is not blank. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), expecting('uma linha sem caracteres de controle', 'one line without control characters'))
    .openapi({ pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]+$' });

/** Any text without NUL, which Postgres cannot hold. */
export const paragraph = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !text.includes('\0'), expecting('um texto sem o caractere NUL', 'a text without the character NUL'));

/** What may be left out or null, and is null then. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

/** Far from our time neither Postgres nor a calendar counts as we do. */
const isOfOurTime = (text: string) => text >= '1900' && text < '2200';
const ourTime = expecting('de 1900 a 2199', 'from 1900 to 2199');

/** Rules about dates are asked only of what is a date. */
export const date = z.iso.date({ abort: true }).refine(isOfOurTime, ourTime).openapi({ format: 'date' });

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** `HH:MM` of a day. */
export const timeOfDay = z
  .string()
  .refine((text) => clock.test(text), expecting('HH:MM, de 00:00 a 23:59', 'HH:MM from 00:00 to 23:59'))
  .openapi({ pattern: clock.source });

/** ISO 8601 with offset, kept in UTC. */
export const instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine(isOfOurTime, ourTime)
  .transform((text) => instantOf(epochMs(text)))
  .openapi({ type: 'string', format: 'date-time' });

const mostCents = 99_999_999_999;
export const cents = z.int().min(0).max(mostCents);

/** An integer, or an instant (which counts as its milliseconds). */
export const sourceVersion = z.union([z.int().min(0), instant.transform(epochMs)]).openapi({
  description: 'Integer or instant; a lower one than the stored answers 409 stale',
});

export const timeZone = z
  .string()
  .refine(isTimeZone, expecting('um fuso IANA, como America/Campo_Grande', 'an IANA time zone, like America/Campo_Grande'));

export const state = z
  .string()
  .refine(isStateCode, expecting('as duas letras maiúsculas de um estado, como MS', 'the two capital letters of a state, like MS'));

export const email = z.email().max(254);

/** An instant in an answer. */
export const answerInstant = z.string().openapi({ format: 'date-time' });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
