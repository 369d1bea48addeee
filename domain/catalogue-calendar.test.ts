import { expect, test } from 'vitest';
import { calendarOfCustomer, holidayBookOf } from './catalogue-calendar.ts';
import type { HolidayEntry, HolidayScope } from './holiday-entries.ts';
import { defaultWindows } from './send-window.ts';

const holiday = (id: string, date: string, scope: HolidayScope): HolidayEntry => {
  return { id, date, yearly: false, name: id, scope, business: true, sending: true };
};
const catalogue = {
  windows: defaultWindows,
  windowsByState: { RJ: { collection: { mon: ['09:00-19:00'] } } },
  holidays: [
    holiday('campo-grande', '2026-08-26', { city: 'Campo Grande', state: 'MS' }),
    holiday('dourados', '2026-12-09', { city: 'Dourados', state: 'MS' }),
    holiday('office', '2026-12-07', { unit: 'matriz' }),
  ],
  units: { matriz: { state: 'MS', city: 'Campo Grande' }, nowhere: { state: null, city: null } },
};
const at = (state: string | null, city: string | null, unitId = 'matriz') => calendarOfCustomer({ unitId, state, city }, catalogue);
const open = (calendar: ReturnType<typeof at>, date: string) => calendar.openings('collection', date).length > 0;

test("windows are of the customer's city, business days of the unit's", () => {
  const dourados = at('MS', 'dourados');
  expect([open(dourados, '2026-08-26'), dourados.isBusinessDay('2026-08-26')]).toEqual([true, false]);
  expect([open(dourados, '2026-12-09'), dourados.isBusinessDay('2026-12-09')]).toEqual([false, true]);
  expect(dourados.holidayName('2026-12-09')).toBe('dourados');
});

test('who says no city lives where the unit is, but in another state nowhere we know', () => {
  expect(open(at(null, null), '2026-08-26')).toBe(false);
  expect(open(at('MS', null), '2026-08-26')).toBe(false);
  expect(open(at('SP', null), '2026-08-26')).toBe(true);
  expect(open(at(null, 'Dourados'), '2026-12-09')).toBe(false);
});

test('a holiday of the office closes for its customers everywhere', () => {
  const rio = at('RJ', 'Rio de Janeiro');
  expect([open(rio, '2026-12-07'), rio.isBusinessDay('2026-12-07')]).toEqual([false, false]);
});

test("the customer's state has its own hours, on the days that it names", () => {
  const hours = (state: string, date: string) => at(state, null).openings('collection', date)[0];
  expect(hours('RJ', '2026-12-14')).toEqual({ from: '09:00', to: '19:00', holiday: null });
  expect(hours('RJ', '2026-12-15')).toEqual({ from: '09:00', to: '18:00', holiday: null });
  expect(hours('SP', '2026-12-14')).toEqual({ from: '09:00', to: '18:00', holiday: null });
});

test('a unit that is unknown or says no place has the national holidays', () => {
  for (const calendar of [at(null, null, 'nowhere'), at(null, null, 'gone')]) {
    expect([calendar.isBusinessDay('2026-12-25'), calendar.isBusinessDay('2026-08-26')]).toEqual([false, true]);
  }
});

test('what was worked out once serves every charge of the place', () => {
  expect(at('MS', 'Dourados')).toBe(at('MS', 'Dourados'));
  expect(holidayBookOf(catalogue)).toBe(holidayBookOf(catalogue));
});
