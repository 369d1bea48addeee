import { describe, expect, test } from 'vitest';
import { createHolidayBook, holidaysSaidAt, type Place } from './holiday-book.ts';
import type { HolidayEntry, HolidayScope } from './holiday-entries.ts';
import { addDays } from './local-time.ts';

const campoGrande: Place = { state: 'MS', city: 'Campo Grande', unit: 'matriz' };
const dourados: Place = { ...campoGrande, city: 'Dourados' };
const saoPaulo: Place = { state: 'SP', city: 'São Paulo', unit: 'filial' };

const carnival = '2026-02-16';
const christmas = '2026-12-25';
const anniversary = '2026-08-26';
const ofCity: HolidayScope = { city: 'Campo Grande', state: 'MS' };

let ids = 0;
function entry(date: string, scope: HolidayScope, change: Partial<HolidayEntry> = {}): HolidayEntry {
  ids += 1;
  return { id: `h${ids}`, date, yearly: false, name: 'Nosso', scope, business: true, sending: true, ...change };
}
const off = { business: false, sending: false, name: 'Não é feriado' };

/** `business/sending` names of a day, `-` where it is an ordinary one. */
function dayOf(entries: HolidayEntry[], place: Place, date: string): string {
  const { business, sending } = createHolidayBook(entries).of(place).on(date);
  return `${business ?? '-'}/${sending ?? '-'}`;
}

describe('without entries of our own', () => {
  test.each<[string, Place, string, string]>([
    ['the country', campoGrande, christmas, 'Natal/Natal'],
    ['a state', campoGrande, '2026-10-11', 'Criação do estado/Criação do estado'],
    ['another state', campoGrande, '2026-07-09', '-/-'],
    ['a city of the six', saoPaulo, '2026-01-25', 'Aniversário da Cidade/Aniversário da Cidade'],
    [
      'a city of the six, written without accents',
      { ...saoPaulo, city: 'SAO PAULO' },
      '2026-01-25',
      'Aniversário da Cidade/Aniversário da Cidade',
    ],
    ['a namesake in another state', { ...saoPaulo, state: 'AM' }, '2026-01-25', '-/-'],
    ['any other city', campoGrande, anniversary, '-/-'],
    ['a state that is none', { ...campoGrande, state: 'XX' }, christmas, 'Natal/Natal'],
    ['nowhere', { state: null, city: 'Campo Grande', unit: null }, christmas, 'Natal/Natal'],
  ])('%s', (_, place, date, expected) => {
    expect(dayOf([], place, date)).toBe(expected);
  });
});

describe('an entry of our own', () => {
  test.each<[string, HolidayEntry, Place, string, string]>([
    ['of a city closes it', entry(anniversary, ofCity), campoGrande, anniversary, 'Nosso/Nosso'],
    [
      'of a city is found however the city is written',
      entry(anniversary, { city: 'CAMPO-GRANDE', state: 'MS' }),
      campoGrande,
      anniversary,
      'Nosso/Nosso',
    ],
    ['of a city leaves the city next to it alone', entry(anniversary, ofCity), dourados, anniversary, '-/-'],
    [
      'of a city leaves its namesake in another state alone',
      entry(anniversary, { city: 'Campo Grande', state: 'RN' }),
      campoGrande,
      anniversary,
      '-/-',
    ],
    ['of a state reaches its cities', entry(anniversary, { state: 'MS' }), dourados, anniversary, 'Nosso/Nosso'],
    ['of an office reaches its customers', entry(anniversary, { unit: 'matriz' }), dourados, anniversary, 'Nosso/Nosso'],
    ['of an office leaves other offices alone', entry(anniversary, { unit: 'filial' }), campoGrande, anniversary, '-/-'],
    ['of the country reaches everybody', entry(anniversary, 'country'), saoPaulo, anniversary, 'Nosso/Nosso'],
    ['for due dates alone', entry(anniversary, ofCity, { sending: false }), campoGrande, anniversary, 'Nosso/-'],
    ['for texts alone', entry(anniversary, ofCity, { business: false }), campoGrande, anniversary, '-/Nosso'],
    ['of one date is of no other year', entry(anniversary, ofCity), campoGrande, '2027-08-26', '-/-'],
    ['of every year comes again', entry(anniversary, ofCity, { yearly: true }), campoGrande, '2031-08-26', 'Nosso/Nosso'],
    ['of every year starts with its date', entry(anniversary, ofCity, { yearly: true }), campoGrande, '2025-08-26', '-/-'],
    ['of every 29 February comes in leap years', entry('2024-02-29', ofCity, { yearly: true }), campoGrande, '2032-02-29', 'Nosso/Nosso'],
    ['of every 29 February is not moved in common years', entry('2024-02-29', ofCity, { yearly: true }), campoGrande, '2027-02-28', '-/-'],
  ])('%s', (_, own, place, date, expected) => {
    expect(dayOf([own], place, date)).toBe(expected);
  });
});

describe('what the library has', () => {
  test.each<[string, HolidayEntry[], Place, string, string]>([
    [
      'is replaced on its date and scope',
      [entry(carnival, 'country', { name: 'Carnaval daqui' })],
      campoGrande,
      carnival,
      'Carnaval daqui/Carnaval daqui',
    ],
    ['is switched off for all', [entry(carnival, 'country', off)], campoGrande, carnival, '-/-'],
    [
      'is kept for due dates, while texts go',
      [entry(carnival, 'country', { sending: false, name: 'Bancos fechados' })],
      campoGrande,
      carnival,
      'Bancos fechados/-',
    ],
    ['of a state is switched off in the state', [entry('2026-10-11', { state: 'MS' }, off)], campoGrande, '2026-10-11', '-/-'],
    ['of the country is switched off in one city', [entry(carnival, ofCity, off)], campoGrande, carnival, '-/-'],
    ['and stays in the others', [entry(carnival, ofCity, off)], dourados, carnival, 'Carnaval/Carnaval'],
    ['is switched off at one office', [entry(carnival, { unit: 'matriz' }, off)], dourados, carnival, '-/-'],
    [
      'is switched off every year by day and month',
      [entry('2026-11-20', 'country', { ...off, yearly: true })],
      saoPaulo,
      '2029-11-20',
      '-/-',
    ],
    [
      'is not opened by a recess of the office',
      [entry(christmas, { unit: 'matriz' }, { sending: false })],
      campoGrande,
      christmas,
      'Natal/Natal',
    ],
    [
      'is kept in a year of its own, though switched off every year',
      [entry('2026-11-20', 'country', { ...off, yearly: true }), entry('2027-11-20', 'country', { name: 'Este ano sim' })],
      campoGrande,
      '2027-11-20',
      'Este ano sim/Este ano sim',
    ],
    [
      'is silenced in the state, and a city speaks up again',
      [entry(carnival, { state: 'MS' }, off), entry(carnival, ofCity, { name: 'Carnaval de rua' })],
      campoGrande,
      carnival,
      'Carnaval de rua/Carnaval de rua',
    ],
    [
      'adds up: a city closes windows, the country had closed banks',
      [entry(carnival, 'country', { sending: false, name: 'Bancos' }), entry(carnival, ofCity, { business: false, name: 'Festa' })],
      campoGrande,
      carnival,
      'Bancos/Festa',
    ],
  ])('%s', (_, entries, place, date, expected) => {
    expect(dayOf(entries, place, date)).toBe(expected);
  });
});

test('all that was said of a day is told, from the country to the office, the silenced too', () => {
  const unit = entry(carnival, { unit: 'matriz' }, { name: 'Recesso' });
  const book = createHolidayBook([unit, entry(carnival, ofCity, off)]);
  expect(holidaysSaidAt(book, [campoGrande, dourados], carnival).map(({ name, entryId }) => [name, entryId !== null])).toEqual([
    ['Carnaval', false],
    ['Não é feriado', true],
    ['Recesso', true],
  ]);
  expect(book.of(campoGrande).on(carnival).business).toBe('Recesso');
});

test('a city is known by its library, by an entry of the year, or by one of every year', () => {
  const book = createHolidayBook([entry('2026-08-26', ofCity), entry('2026-12-20', { city: 'Dourados', state: 'MS' }, { yearly: true })]);
  const known = (place: Place) => [2025, 2026, 2027].map((year) => book.of(place).knowsCity(year));
  expect(known(saoPaulo)).toEqual([true, true, true]);
  expect(known(campoGrande)).toEqual([false, true, false]);
  expect(known(dourados)).toEqual([false, true, true]);
  expect(known({ ...campoGrande, city: 'Corumbá' })).toEqual([false, false, false]);
});

test('five thousand cities with their holidays cost a plan nothing', () => {
  const cities = Array.from({ length: 5_000 }, (_, index) => `Cidade ${index}`);
  const entries = cities.flatMap((city) => [
    entry('2026-08-26', { city, state: 'MS' }, { yearly: true }),
    entry('2026-06-13', { city, state: 'MS' }),
  ]);
  const book = createHolidayBook(entries);
  const ask = () => {
    for (const city of cities.slice(0, 500)) {
      const holidays = book.of({ state: 'MS', city, unit: 'matriz' });
      for (let days = 0; days < 40; days++) holidays.on(addDays('2026-08-01', days));
    }
  };
  ask();
  const started = performance.now();
  ask();
  expect((performance.now() - started) / 500, 'milliseconds a place').toBeLessThan(0.5);
});
