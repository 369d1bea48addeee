import { expect, test } from 'vitest';
import { pastProblem, promiseProblem, stopEnd } from './hold-limits.ts';
import { zoneOf } from './local-time.ts';

const zone = zoneOf('America/Campo_Grande');
const limits = { mostDays: 10, perCustomer: 2, withinDays: 90, reminderTime: '10:00', reminderTemplateId: null };
/** 22:00 of 30 November in Campo Grande. */
const now = '2026-12-01T02:00:00.000Z';
const asked = { zone, now, limits, made: 0 };

test('a date ends with its day where the customer lives, an instant at itself', () => {
  expect(stopEnd('2026-12-10', zone)).toBe('2026-12-11T04:00:00.000Z');
  expect(stopEnd('2026-12-10T15:00:00.000Z', zone)).toBe('2026-12-10T15:00:00.000Z');
});

test.each([
  ['now', now, true],
  ['a second ago', '2026-12-01T01:59:59.000Z', true],
  ['in a second', '2026-12-01T02:00:01.000Z', false],
])('a stop that ends %s is past: %s', (_, until, past) => {
  expect(pastProblem(until, { given: until, now }) !== null).toBe(past);
});

test('a stop without end is never past', () => {
  expect(pastProblem(null, { given: '', now })).toBeNull();
});

test.each<[string, string | null, number, string | null]>([
  ['without a date', null, 0, 'promise-without-end'],
  ['to the last day allowed, counted where the customer lives', stopEnd('2026-12-10', zone), 0, null],
  ['a day longer', stopEnd('2026-12-11', zone), 0, 'promise-too-far'],
  ['a second into the day after', '2026-12-11T04:00:01.000Z', 0, 'promise-too-far'],
  ['after one promise', stopEnd('2026-12-05', zone), 1, null],
  ['after as many as are allowed', stopEnd('2026-12-05', zone), 2, 'promise-limit'],
])('a promise %s', (_, until, made, code) => {
  expect(promiseProblem({ ...asked, until, made })?.code ?? null).toBe(code);
});
