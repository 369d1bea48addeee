import { expect, test } from 'vitest';
import { createBrazilCalendar } from './brazil-calendar.ts';
import { effectiveDueDate } from './business-day.ts';
import { nationalHolidays } from './holidays.ts';
import { addDays } from './local-time.ts';
import { defaultWindows } from './send-window.ts';

const calendar = (state: string | null, unitState = state) => createBrazilCalendar({ state, unitState, windows: defaultWindows });
const states = 'AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO'.split(' ');
const national2026 = [
  ['2026-01-01', 'Ano Novo'],
  ['2026-02-16', 'Carnaval'],
  ['2026-02-17', 'Carnaval'],
  ['2026-04-03', 'Sexta-feira Santa'],
  ['2026-04-21', 'Tiradentes'],
  ['2026-05-01', 'Dia do Trabalho'],
  ['2026-06-04', 'Corpus Christi'],
  ['2026-09-07', 'Independência do Brasil'],
  ['2026-10-12', 'Nossa Senhora Aparecida'],
  ['2026-11-02', 'Finados'],
  ['2026-11-15', 'Proclamação da República'],
  ['2026-11-20', 'Dia da Consciência Negra'],
  ['2026-12-25', 'Natal'],
] as const;

test.each(states)('%s has every national and bank holiday', (state) => {
  for (const [date, name] of national2026) expect(calendar(state).holidayName(date), `${state} ${date}`).toBe(name);
});

test('the nation has no other holidays on weekdays, and half days are none', () => {
  const weekdays = [...nationalHolidays(2026).keys()].filter((date) => !['2026-10-04', '2026-10-25'].includes(date));
  expect(weekdays.sort()).toEqual(national2026.map(([date]) => date));
  for (const date of ['2026-02-18', '2026-12-24', '2026-12-31']) expect(calendar('SP').isBusinessDay(date), date).toBe(true);
});

test('20 November is a holiday since 2024, before only where the state had it', () => {
  expect(calendar('PR').holidayName('2023-11-20')).toBeNull();
  expect(calendar('RJ').holidayName('2022-11-20')).toBe('Dia da Consciência Negra');
  expect(calendar('SP').holidayName('2024-11-20')).toBe('Dia da Consciência Negra');
});

test.each([
  ['SP', '2026-07-09'],
  ['BA', '2026-07-02'],
  ['RJ', '2026-04-23'],
  ['MS', '2026-10-11'],
  ['RS', '2026-09-20'],
  ['AC', '2026-06-15'],
])("%s keeps its state's holiday of %s; a unit elsewhere does not", (state, date) => {
  expect(calendar(state).holidayName(date)).not.toBeNull();
  expect(calendar('PR').holidayName(date)).toBeNull();
});

test('an unknown or absent state has the national holidays alone', () => {
  expect(calendar(null).holidayName('2026-12-25')).toBe('Natal');
  expect(calendar('XX').holidayName('2026-12-25')).toBe('Natal');
  expect(calendar(null).holidayName('2026-07-09')).toBeNull();
});

test('business days are of the unit, opening hours of the customer', () => {
  const both = calendar('SP', 'MS');
  expect(both.isBusinessDay('2026-07-09')).toBe(true);
  expect(both.openings('collection', '2026-07-09')).toEqual([]);
  expect(both.openings('informative', '2026-07-09')).toEqual([{ from: '08:00', to: '21:00', holiday: 'Revolução Constitucionalista' }]);
});

test('collection opens on weekdays and Saturday morning, other classes every day', () => {
  const open = (window: 'collection' | 'marketing' | 'always', date: string) =>
    calendar('MS')
      .openings(window, date)
      .map(({ from, to }) => `${from}-${to}`);
  expect(open('collection', '2026-12-04')).toEqual(['09:00-18:00']);
  expect(open('collection', '2026-12-05')).toEqual(['10:00-13:00']);
  expect(open('collection', '2026-12-06')).toEqual([]);
  expect(open('collection', '2026-12-25')).toEqual([]);
  expect(open('marketing', '2026-12-25')).toEqual(['08:00-21:00']);
  expect(open('always', '2026-12-25')).toEqual(['00:00-24:00']);
});

test.each([
  ['2026-12-10', '2026-12-10'],
  ['2026-12-05', '2026-12-07'],
  ['2026-12-06', '2026-12-07'],
  ['2026-02-14', '2026-02-18'],
  ['2026-04-03', '2026-04-06'],
  ['2026-12-25', '2026-12-28'],
  ['2026-11-20', '2026-11-23'],
])('a charge due on %s may be late after %s', (dueDate, effective) => {
  expect(effectiveDueDate(dueDate, calendar('MS'))).toBe(effective);
});

test('a calendar without business days leaves the printed date', () => {
  expect(effectiveDueDate('2026-12-06', { ...calendar('MS'), isBusinessDay: () => false })).toBe('2026-12-06');
});

test('an effective due date is the first business day for every date and state', () => {
  for (const state of states) {
    const at = calendar(state);
    for (let date = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 3)) {
      const effective = effectiveDueDate(date, at);
      expect(at.isBusinessDay(effective)).toBe(true);
      for (let before = date; before < effective; before = addDays(before, 1)) expect(at.isBusinessDay(before)).toBe(false);
    }
  }
});
