import { expect, test } from 'vitest';
import { copiedDate } from './holiday-copy.ts';

const closed = { business: true, sending: true };

test.each<[string, string, string, number, string | null]>([
  ['a city day keeps day and month', '2026-08-26', 'Aniversário da cidade', 2027, '2027-08-26'],
  ['backwards too', '2026-08-26', 'Aniversário da cidade', 2025, '2025-08-26'],
  ['29 February comes in leap years', '2024-02-29', 'Dia raro', 2028, '2028-02-29'],
  ['and in no other', '2024-02-29', 'Dia raro', 2026, null],
  ['Carnival Monday moves with Easter', '2026-02-16', 'Segunda de Carnaval', 2027, '2027-02-08'],
  ['Carnival Tuesday too', '2026-02-17', 'CARNAVAL', 2027, '2027-02-09'],
  ['Ash Wednesday too', '2026-02-18', 'Quarta-feira de Cinzas', 2027, '2027-02-10'],
  ['Good Friday too', '2026-04-03', 'Paixão de Cristo', 2027, '2027-03-26'],
  ['Corpus Christi too', '2026-06-04', 'Corpus Christi', 2027, '2027-05-27'],
  ['a city day that falls on Corpus Christi once does not', '2026-06-04', 'Aniversário da cidade', 2027, '2027-06-04'],
  ['a feast by name on another day does not', '2026-02-20', 'Carnaval fora de época', 2027, '2027-02-20'],
])('%s', (_, date, name, year, expected) => {
  expect(copiedDate({ date, name, ...closed }, year)).toBe(expected);
});

test('a feast that was switched off is off on its date of the other year, whatever the entry is called', () => {
  expect(copiedDate({ date: '2026-02-16', name: 'Trabalhamos', business: false, sending: false }, 2027)).toBe('2027-02-08');
});
