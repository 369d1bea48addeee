import { expect, test } from 'vitest';
import { wordsOfTime } from '../../format/when.ts';
import { filterOf, searchOf } from './message-search.ts';

const zone = 'America/Campo_Grande';
const { localDate } = wordsOfTime('pt-BR', zone, { today: '', yesterday: '', tomorrow: '' });

test('a filter that was saved leads back to the address that it was saved from', () => {
  const search = { estado: 'refused', tipo: 'notice', gateway: 'g-1', cliente: 'C-1', cobranca: 'D-1', campanha: 'f', telefone: '+5567' };
  const dates = { de: '2026-12-01', ate: '2026-12-31' };
  const { from, to, ...rest } = filterOf({ ...search, ...dates }, zone);
  expect([from, to]).toEqual(['2026-12-01T04:00:00.000Z', '2027-01-01T04:00:00.000Z']);
  expect(searchOf({ ...(rest as Record<string, string>), from: String(from), to: String(to) }, localDate)).toEqual({ ...search, ...dates });
});

test('what an address says wrongly asks for nothing', () => {
  expect(filterOf({ estado: 'perdida' }, zone).state).toBeUndefined();
});
