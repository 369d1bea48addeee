import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { customer, unit } from './fixtures/provider.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
  await api.put('/v1/units/matriz', unit);
  await api.put('/v1/units/filial', { ...unit, name: 'Filial' });
  const live = (id: string, more: object) => api.put(`/v1/customers/${id}`, { ...customer, phones: [], ...more });
  await live('C-1', {});
  await live('C-2', { city: 'Dourados', state: 'MS' });
  await live('C-3', { city: 'dourados', state: 'MS', status: 'disabled' });
  await live('C-4', { city: 'Corumbá', state: 'MS' });
  await live('C-5', { city: 'Corumbá', state: 'MS', status: 'removed' });
  await live('C-6', { city: 'São Paulo', state: 'SP' });
  await live('C-7', { city: 'Bonito', state: 'MS', unit: 'filial' });
  const put = (id: string, holiday: object) => api.put(`/v1/holidays/${id}`, { date: '2026-08-26', ...holiday });
  await put('cg', { name: 'Aniversário', yearly: true, scope: { city: 'Campo Grande', state: 'MS' } });
  await put('sexta', { name: 'Recesso', date: '2026-12-04', scope: { unit: 'matriz' }, sending: false });
  await put('natal', { name: 'Trabalhamos', date: '2026-12-25', scope: 'country', business: false, sending: false });
  await put('dourados', { name: 'Padroeira', date: '2026-12-08', scope: { city: 'Dourados', state: 'MS' } });
});
afterAll(() => api.close());

const days = async (query: string) => {
  const { body } = await api.get(`/v1/calendar?${query}`);
  return body.days.map(({ date, businessDay, windows }: { date: string; businessDay: boolean; windows: { collection: string[] } }) =>
    [date.slice(8), businessDay, windows.collection.join()].join(' '),
  );
};

test('each day of a unit: business day or not, the windows of each class, and why', async () => {
  const { status, body } = await api.get('/v1/calendar?unit=matriz&from=2026-08-26&to=2026-08-27');
  expect(status).toBe(200);
  expect(body).toMatchObject({ unit: 'matriz', place: { state: 'MS', city: 'Campo Grande' } });
  expect(body.days).toEqual([
    {
      date: '2026-08-26',
      businessDay: false,
      windows: { collection: [], informative: ['08:00-21:00'], marketing: ['08:00-21:00'] },
      holidays: [
        {
          name: 'Aniversário',
          scope: { city: 'Campo Grande', state: 'MS' },
          source: 'own',
          holidayId: 'cg',
          business: true,
          sending: true,
        },
      ],
    },
    {
      date: '2026-08-27',
      businessDay: true,
      windows: { collection: ['09:00-18:00'], informative: ['08:00-21:00'], marketing: ['08:00-21:00'] },
      holidays: [],
    },
  ]);
});

test('a recess closes no window, a weekend opens as it does, a holiday that was switched off is an ordinary day', async () => {
  expect(await days('unit=matriz&from=2026-12-04&to=2026-12-06')).toEqual(['04 false 09:00-18:00', '05 false 10:00-13:00', '06 false ']);
  expect(await days('unit=matriz&from=2026-12-25&to=2026-12-25')).toEqual(['25 true 09:00-18:00']);
  const [christmas] = (await api.get('/v1/calendar?unit=filial&from=2026-12-25&to=2026-12-25')).body.days;
  expect(christmas.holidays).toMatchObject([{ name: 'Trabalhamos', source: 'own', holidayId: 'natal', business: false, sending: false }]);
});

test('a customer elsewhere has their own windows and the business days of the unit', async () => {
  expect(await days('unit=matriz&state=MS&city=DOURADOS&from=2026-12-08&to=2026-12-08')).toEqual(['08 true ']);
  expect(await days('unit=matriz&state=SP&from=2026-07-09&to=2026-07-09')).toEqual(['09 true ']);
  await api.patch('/v1/settings', { windowsByState: { SP: { collection: { mon: ['08:00-20:00'] } } } });
  expect(await days('unit=matriz&state=SP&from=2026-07-13&to=2026-07-14')).toEqual(['13 true 08:00-20:00', '14 true 09:00-18:00']);
  expect(await days('unit=matriz&from=2026-07-13&to=2026-07-13')).toEqual(['13 true 09:00-18:00']);
});

test('cities of the unit and its customers whose holidays nobody has told are named with their customers', async () => {
  const { citiesWithoutHolidays } = (await api.get('/v1/calendar?unit=matriz&from=2026-12-01&to=2027-01-31')).body;
  expect(citiesWithoutHolidays).toEqual([
    { city: 'Dourados', state: 'MS', customers: 2, ofUnit: false, years: [2027] },
    { city: 'Corumbá', state: 'MS', customers: 1, ofUnit: false, years: [2026, 2027] },
  ]);
  expect((await api.get('/v1/calendar?unit=filial&from=2025-12-01&to=2025-12-31')).body.citiesWithoutHolidays).toEqual([
    { city: 'Bonito', state: 'MS', customers: 1, ofUnit: false, years: [2025] },
    { city: 'Campo Grande', state: 'MS', customers: 0, ofUnit: true, years: [2025] },
  ]);
});

test('somebody limited to some units sees the calendar of those alone', async () => {
  const cookie = await api.as({ role: 'viewer', units: ['filial'] });
  const asked = (unitId: string) => api.get(`/v1/calendar?unit=${unitId}&from=2026-12-01&to=2026-12-02`, { cookie });
  expect((await asked('filial')).status).toBe(200);
  expect(await asked('matriz')).toMatchObject({ status: 422, body: { errors: [{ path: 'unit', given: 'matriz' }] } });
});

test('the laws of states are presets that the settings take', async () => {
  const { items } = (await api.get('/v1/window-presets')).body;
  expect(items.map(({ id }: { id: string }) => id)).toEqual(['safe', 'AL', 'SP', 'RJ', 'ES', 'AM', 'MG']);
  const { state, windows } = items[3];
  expect((await api.patch('/v1/settings', { windowsByState: { [state]: windows } })).body.windowsByState).toMatchObject({ RJ: windows });
  expect(await days('unit=matriz&state=RJ&from=2026-12-04&to=2026-12-05')).toEqual(['04 false 09:00-19:00', '05 false ']);
});

test.each([
  ['no unit', 'from=2026-12-01&to=2026-12-02', { path: 'unit' }],
  ['an unknown unit', 'unit=lua&from=2026-12-01&to=2026-12-02', { path: 'unit', given: 'lua' }],
  ['no end', 'unit=matriz&from=2026-12-01', { path: 'to' }],
  ['an impossible date', 'unit=matriz&from=2026-02-30&to=2026-12-02', { path: 'from', given: '2026-02-30' }],
  [
    'an end before its start',
    'unit=matriz&from=2026-12-02&to=2026-12-01',
    { path: 'to', given: '2026-12-01', expected: 'from ou um dia depois' },
  ],
  ['more than a year', 'unit=matriz&from=2026-01-01&to=2027-01-02', { path: 'to', given: '2027-01-02', expected: 'no máximo 366 dias' }],
  ['a city without its state', 'unit=matriz&from=2026-12-01&to=2026-12-02&city=Bonito', { path: 'state', expected: 'o estado da cidade' }],
])('%s is refused', async (_, query, error) => {
  const answer = await api.get(`/v1/calendar?${query}`);
  expect(answer).toMatchObject({ status: 422, body: { errors: expect.arrayContaining([expect.objectContaining(error)]) } });
});
