import { expect, test } from 'vitest';
import { saidDate, saidMoment } from './said-moment.ts';

test.each([
  ['2026-12-30T13:00:00.000Z', 'America/Campo_Grande', '30/12/2026 às 09:00', '2026-12-30 at 09:00'],
  ['2026-12-31T02:59:59.999Z', 'America/Sao_Paulo', '30/12/2026 às 23:59', '2026-12-30 at 23:59'],
  ['2026-12-31T03:00:00.000Z', 'America/Sao_Paulo', '31/12/2026 às 00:00', '2026-12-31 at 00:00'],
])('%s in %s is %s', (at, zone, pt, en) => {
  expect(saidMoment(at, zone)).toEqual({ pt, en });
});

test('a date is read in the order in which people say it', () => {
  expect(saidDate('2026-12-06')).toEqual({ pt: '06/12/2026', en: '2026-12-06' });
});
