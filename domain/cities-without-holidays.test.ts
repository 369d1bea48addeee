import { expect, test } from 'vitest';
import { citiesWithoutHolidays } from './cities-without-holidays.ts';
import { createHolidayBook, type Place } from './holiday-book.ts';
import type { HolidayEntry } from './holiday-entries.ts';

const unit: Place = { state: 'MS', city: 'Campo Grande', unit: 'matriz' };
const entry: HolidayEntry = {
  id: 'h1',
  date: '2026-12-20',
  yearly: false,
  name: 'Aniversário',
  scope: { city: 'Dourados', state: 'MS' },
  business: true,
  sending: true,
};
const at = (city: string | null, customers: number, state: string | null = 'MS') => ({ city, state, customers });
const book = createHolidayBook([entry]);

test('cities are counted over their spellings, those of most customers first, with the years they lack', () => {
  const residents = [at('corumba', 2), at('Corumbá', 30), at('DOURADOS', 5), at('Campo Grande', 12), at('São Paulo', 9, 'SP')];
  expect(citiesWithoutHolidays(residents, { unit, book, years: [2026, 2027] })).toEqual([
    { city: 'Corumbá', state: 'MS', customers: 32, ofUnit: false, years: [2026, 2027] },
    { city: 'Campo Grande', state: 'MS', customers: 12, ofUnit: true, years: [2026, 2027] },
    { city: 'DOURADOS', state: 'MS', customers: 5, ofUnit: false, years: [2027] },
  ]);
});

test('who says no city lives in that of the unit, unless in another state; the unit counts without customers', () => {
  const residents = [at(null, 4, null), at(null, 3), at(null, 2, 'SP')];
  expect(citiesWithoutHolidays(residents, { unit, book, years: [2026] })).toMatchObject([
    { city: 'Campo Grande', customers: 7, ofUnit: true },
  ]);
  expect(citiesWithoutHolidays([], { unit, book, years: [2026] })).toMatchObject([{ city: 'Campo Grande', customers: 0 }]);
  expect(citiesWithoutHolidays([], { unit: { ...unit, city: null }, book, years: [2026] })).toEqual([]);
});
