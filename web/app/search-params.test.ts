import { expect, test } from 'vitest';
import { parseSearch, texts } from './search-params.ts';

const read = (search: string) => texts(['busca', 'de', 'ate'])(parseSearch(search));

test('an address is read as texts, without what nobody asked', () => {
  expect(read('?busca=0067&de=2026-11-26&ate=&outra=1')).toEqual({ busca: '0067', de: '2026-11-26' });
});

test.each(['abc', '2026-13-45', '2026-02-30', '26/11/2026', '2026-11-26T10:00', '2026'])(
  '%j is no day, so the page opens without it',
  (day) => {
    expect(read(`?${new URLSearchParams({ de: day, ate: '2028-02-29' })}`)).toEqual({ ate: '2028-02-29' });
  },
);
