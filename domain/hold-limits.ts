import type { FieldProblem } from './fields.ts';
import type { Promises } from './house-rules.ts';
import { epochMs, type Instant, type IsoDate, instantOf } from './instants.ts';
import { addDays, dayMs, type Zone } from './local-time.ts';
import { saidDate } from './said-moment.ts';

/** When a stop ends: the instant that was named, or the end of the date at the customer's place. */
export function stopEnd(until: Instant | IsoDate, zone: Zone): Instant {
  return isDate(until) ? instantOf(zone.toInstant(until, dayMs)) : until;
}

/** A stop that is over before it begins is a mistake of whoever asks for it. */
export function pastProblem(until: Instant | null, { given, now }: { given: string; now: Instant }): FieldProblem | null {
  if (until === null || epochMs(until) > epochMs(now)) return null;
  return {
    code: 'until-past',
    path: 'until',
    given,
    message: { pt: 'já passou', en: 'is past' },
    expected: { pt: 'uma data ou um instante no futuro, ou null', en: 'a date or an instant in the future, or null' },
  };
}

export type PromiseAsked = {
  until: Instant | null;
  zone: Zone;
  now: Instant;
  limits: Promises /** Of this customer, lately. */;
  made: number;
};

/** What an attendant may promise: for a day not too far away, and not again and again. */
export function promiseProblem({ until, zone, now, limits, made }: PromiseAsked): FieldProblem | null {
  const { mostDays, perCustomer, withinDays } = limits;
  if (until === null) {
    return {
      code: 'promise-without-end',
      path: 'until',
      given: 'null',
      message: { pt: 'uma promessa tem data', en: 'a promise has a date' },
      expected: { pt: `uma data em até ${mostDays} dias`, en: `a date within ${mostDays} days` },
    };
  }
  // One that ends at midnight is for the day before.
  const date = zone.toLocal(epochMs(until) - 1).date;
  const latest = addDays(zone.toLocal(epochMs(now)).date, mostDays);
  if (date > latest) {
    const last = saidDate(latest);
    return {
      code: 'promise-too-far',
      path: 'until',
      given: date,
      message: { pt: 'longe demais para uma promessa', en: 'too far away for a promise' },
      expected: { pt: `até ${last.pt} (${mostDays} dias)`, en: `until ${last.en} (${mostDays} days)` },
    };
  }
  if (made < perCustomer) return null;
  return {
    code: 'promise-limit',
    path: 'kind',
    given: `promise (${made})`,
    message: { pt: 'o cliente já prometeu demais', en: 'the customer has promised too often' },
    expected: {
      pt: `no máximo ${perCustomer} promessas em ${withinDays} dias`,
      en: `at most ${perCustomer} promises within ${withinDays} days`,
    },
  };
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}
