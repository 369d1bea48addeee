import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, putProvider, startService, unit } from './fixtures/provider.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  await startService(api);
  await api.put('/v1/units/filial', { ...unit, name: 'Filial', city: 'Corumbá' });
  await api.put('/v1/customers/C-2', { ...customer, city: 'DOURADOS', state: 'MS', phones: [] });
  await api.put('/v1/charges/2', { ...charge, customerId: 'C-2' });
  await api.put('/v1/customers/C-3', { ...customer, unit: 'filial', city: 'Rio de Janeiro', state: 'RJ', phones: [] });
  await api.put('/v1/charges/3', { ...charge, customerId: 'C-3' });
  await api.put('/v1/customers/C-4', { ...customer, phones: [] });
  await api.put('/v1/charges/4', { ...charge, customerId: 'C-4' });
  await api.post('/v1/charges/4/payment', { paidAt: '2026-11-30', paidAmountCents: 14_637 });
});
beforeEach(async () => {
  await api.deps.db.sql`truncate holidays, audit, outbox`;
});
afterAll(() => api.close());

const anniversary = { date: '2026-12-07', name: 'Aniversário', scope: { city: 'Campo Grande', state: 'MS' } };
const revisions = async () => new Map((await api.deps.db.sql`select id, revision from charges`).map(({ id, revision }) => [id, revision]));
/** Charges whose revision rose while something was done, and those that Temporal is told of. */
const touchedBy = async (change: () => Promise<unknown>) => {
  const before = await revisions();
  await change();
  const after = await revisions();
  const told = (await api.deps.db.sql`select target from outbox where kind = 'charge' order by target`).map(({ target }) => target);
  return {
    raised: [...after]
      .filter(([id, revision]) => revision !== before.get(id))
      .map(([id]) => id)
      .sort(),
    told,
  };
};

describe('a holiday of our own', () => {
  test('is put, read, listed, put again without a word, changed and taken away, each change audited', async () => {
    const put = await api.put('/v1/holidays/aniversario', anniversary);
    expect(put).toMatchObject({ status: 201, body: { id: 'aniversario', ...anniversary, yearly: false, business: true, sending: true } });
    expect((await api.get('/v1/holidays/aniversario')).body).toEqual(put.body);
    expect((await api.get('/v1/holidays')).body).toEqual({ items: [put.body], nextCursor: null });
    const again = await api.put('/v1/holidays/aniversario', anniversary);
    expect([again.status, again.headers.get('Regua-Unchanged')]).toEqual([200, '1']);
    expect((await api.put('/v1/holidays/aniversario', { ...anniversary, sending: false })).body).toMatchObject({ sending: false });
    expect((await api.delete('/v1/holidays/aniversario')).status).toBe(204);
    expect((await api.get('/v1/holidays/aniversario')).status).toBe(404);
    expect((await api.delete('/v1/holidays/aniversario')).status).toBe(404);
    const audit = (await api.get('/v1/audit?entity=holiday')).body.items;
    expect(audit.map(({ action }: { action: string }) => action)).toEqual(['holiday.deleted', 'holiday.changed', 'holiday.created']);
  });

  test('is listed by place and year, a yearly one in every year from its first on', async () => {
    await api.put('/v1/holidays/a', anniversary);
    await api.put('/v1/holidays/b', { ...anniversary, date: '2025-06-13', yearly: true, scope: { state: 'MS' } });
    await api.put('/v1/holidays/c', { ...anniversary, scope: { unit: 'matriz' } });
    await api.put('/v1/holidays/d', { ...anniversary, scope: 'country' });
    const ids = async (query: string) => (await api.get(`/v1/holidays?${query}`)).body.items.map(({ id }: { id: string }) => id).sort();
    expect(await ids('state=MS')).toEqual(['b']);
    expect(await ids('state=MS&city=campo%20grande')).toEqual(['a']);
    expect(await ids('unit=matriz')).toEqual(['c']);
    expect(await ids('scope=country')).toEqual(['d']);
    expect(await ids('year=2026')).toEqual(['a', 'b', 'c', 'd']);
    expect(await ids('year=2031')).toEqual(['b']);
    expect(await ids('year=2024')).toEqual([]);
    const first = await api.get('/v1/holidays?limit=3');
    expect((await api.get(`/v1/holidays?limit=3&cursor=${first.body.nextCursor}`)).body.items).toHaveLength(1);
  });

  test('of an older source version is refused as stale', async () => {
    await api.put('/v1/holidays/a', { ...anniversary, sourceVersion: 5 });
    expect(await api.put('/v1/holidays/a', { ...anniversary, name: 'x', sourceVersion: 4 })).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    });
  });
});

describe('a change of a day plans again', () => {
  const put = (scope: unknown, change = {}) => api.put('/v1/holidays/h', { ...anniversary, scope, ...change });

  test.each<[string, unknown, string[]]>([
    [
      'of a city: its customers and those of its units, who live there unless they say otherwise',
      { city: 'campo grande', state: 'MS' },
      ['2', '768412'],
    ],
    ['of another city, however it is written: its customers alone', { city: 'Dourados', state: 'MS' }, ['2']],
    ['of a state: its customers and units', { state: 'MS' }, ['2', '3', '768412']],
    ["of a customer's state: not the unit's other customers", { state: 'RJ' }, ['3']],
    ['of an office: its customers', { unit: 'filial' }, ['3']],
    ['of a place where nobody is: none', { city: 'Bonito', state: 'MS' }, []],
  ])('%s', async (_, scope, expected) => {
    expect((await touchedBy(() => put(scope))).raised).toEqual(expected);
  });

  test('of the country: every open charge, by a survey', async () => {
    await api.deps.db.sql`delete from outbox where kind = 'survey'`;
    await put('country');
    const [asked] = await api.deps.db.sql`select target from outbox where kind = 'survey'`;
    expect((await api.get(`/v1/surveys/${asked?.target}`)).body).toMatchObject({ kind: 'replan', cause: 'calendar' });
  });

  test('once for the old place and the new when it moves, and not at all for another name', async () => {
    await put({ city: 'Dourados', state: 'MS' });
    expect((await touchedBy(() => put({ city: 'Dourados', state: 'MS' }, { name: 'Outro nome' }))).raised).toEqual([]);
    expect((await touchedBy(() => put({ unit: 'filial' }))).raised).toEqual(['2', '3']);
    expect((await touchedBy(() => api.delete('/v1/holidays/h'))).raised).toEqual(['3']);
    expect((await touchedBy(() => api.delete('/v1/holidays/h'))).raised).toEqual([]);
  });

  test('and the timeline shows it at once: the charge that sleeps is told', async () => {
    await api.patch('/v1/settings', { windows: { informative: { holiday: [] } } });
    const reminderAt = async () => (await api.get('/v1/charges/768412/timeline')).body.steps[0];
    expect(await reminderAt()).toMatchObject({ sendsAt: '2026-12-07T13:00:00.000Z' });
    await api.deps.db.sql`truncate outbox`;
    expect((await touchedBy(() => put({ city: 'Campo Grande', state: 'MS' }))).told).toContain('768412');
    expect(await reminderAt()).toMatchObject({
      sendsAt: '2026-12-08T12:00:00.000Z',
      moved: [{ by: 'holiday', detail: '07/12 é feriado: Aniversário' }],
    });
    await api.patch('/v1/settings', { windows: { informative: { holiday: ['08:00-21:00'] } } });
  });

  test('a charge whose last step no day was left for gets its step when the day is ordinary again', async () => {
    await put({ unit: 'filial' });
    await api.deps.db.sql`delete from charge_wakes where charge_id = '3'`;
    await api.deps.db.sql`truncate outbox`;
    expect((await touchedBy(() => api.delete('/v1/holidays/h'))).told).toEqual(['3']);
    expect(await api.deps.db.sql`select 1 as one from charge_wakes where charge_id = '3'`).toHaveLength(1);
  });

  test('the hours of a state concern its customers alone', async () => {
    const hours = { RJ: { collection: { sat: [] } } };
    expect((await touchedBy(() => api.patch('/v1/settings', { windowsByState: hours }))).raised).toEqual(['3']);
    expect((await api.get('/v1/settings')).body.windowsByState).toEqual(hours);
    expect((await touchedBy(() => api.patch('/v1/settings', { windowsByState: hours }))).raised).toEqual([]);
    expect((await touchedBy(() => api.patch('/v1/settings', { windowsByState: { RJ: null } }))).raised).toEqual(['3']);
    expect((await api.get('/v1/settings')).body.windowsByState).toEqual({});
  });
});

describe('a copy from another year', () => {
  test('brings what the year lacks, moves feasts with Easter, and does nothing twice', async () => {
    await api.put('/v1/holidays/a', { ...anniversary, date: '2026-08-26' });
    await api.put('/v1/holidays/b', { ...anniversary, date: '2026-06-04', name: 'Corpus Christi' });
    await api.put('/v1/holidays/c', { ...anniversary, date: '2026-12-08', scope: { unit: 'matriz' } });
    await api.put('/v1/holidays/d', { ...anniversary, date: '2026-12-09', yearly: true });
    await api.put('/v1/holidays/e', { ...anniversary, date: '2027-08-26', name: 'Já está' });
    const copied = await api.post('/v1/holidays/copy', { fromYear: 2026, toYear: 2027 });
    expect(copied).toMatchObject({
      status: 200,
      body: { created: 2, existing: 1, impossible: [], moved: [{ name: 'Corpus Christi', from: '2026-06-04', to: '2027-05-27' }] },
    });
    const of2027 = (await api.get('/v1/holidays?year=2027')).body.items;
    expect(of2027.map(({ date, name }: { date: string; name: string }) => `${date} ${name}`).sort()).toEqual([
      '2026-12-09 Aniversário',
      '2027-05-27 Corpus Christi',
      '2027-08-26 Já está',
      '2027-12-08 Aniversário',
    ]);
    expect((await api.post('/v1/holidays/copy', { fromYear: 2026, toYear: 2027 })).body).toMatchObject({ created: 0, existing: 3 });
  });

  test('of one place leaves the others; 29 February is named where the year has none', async () => {
    await api.put('/v1/holidays/a', { ...anniversary, date: '2028-02-28' });
    await api.put('/v1/holidays/b', { ...anniversary, date: '2028-02-29', name: 'Dia raro', scope: { unit: 'matriz' } });
    const { body } = await api.post('/v1/holidays/copy', { fromYear: 2028, toYear: 2029, scope: { unit: 'matriz' } });
    expect(body).toEqual({ created: 0, existing: 0, moved: [], impossible: ['b'] });
  });
});

describe('refused', () => {
  const containing = (text: string) => expect.stringContaining(text);
  test.each<[string, object, object]>([
    ['an impossible date', { date: '2026-02-30' }, { path: 'date', given: '2026-02-30', expected: containing('data que existe') }],
    ['a slip of the year', { date: '0226-12-07' }, { path: 'date', given: '0226-12-07', expected: containing('1900 a 2199') }],
    ['no date', { date: undefined }, { path: 'date', expected: 'um texto' }],
    ['no name', { name: ' ' }, { path: 'name' }],
    ['no scope', { scope: undefined }, { path: 'scope', expected: containing('country') }],
    ['an unknown scope', { scope: 'planet' }, { path: 'scope', given: 'planet', expected: containing('country') }],
    ['an unknown kind of place', { scope: { planet: 'Marte' } }, { path: 'scope.planet', given: 'Marte', expected: 'state, city, unit' }],
    ['an empty place', { scope: {} }, { path: 'scope', expected: containing('{city, state}') }],
    ['a city without its state', { scope: { city: 'Campo Grande' } }, { path: 'scope', expected: containing('{city, state}') }],
    ['two places at once', { scope: { unit: 'matriz', state: 'MS' } }, { path: 'scope', expected: containing('{unit}') }],
    ['a state that is none', { scope: { state: 'XX' } }, { path: 'scope.state', given: 'XX' }],
    ['an unknown unit', { scope: { unit: 'lua' } }, { path: 'scope.unit', given: 'lua', expected: containing('cadastrada') }],
    ['a yes that is none', { yearly: 'sim' }, { path: 'yearly', given: 'sim', expected: 'true ou false' }],
    ['an unknown field', { windows: false }, { path: 'windows', given: 'false', expected: containing('sending') }],
  ])('%s', async (_, change, error) => {
    const touched = await touchedBy(async () => {
      const answer = await api.put('/v1/holidays/x', { ...anniversary, ...change });
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'invalid-field', errors: expect.arrayContaining([expect.objectContaining(error)]) },
      });
    });
    expect(touched).toEqual({ raised: [], told: [] });
    expect((await api.get('/v1/holidays')).body.items).toEqual([]);
  });

  test('a day that its place has already, under the id that has it', async () => {
    await api.put('/v1/holidays/a', anniversary);
    const twin = { ...anniversary, name: 'Outro', scope: { city: 'CAMPO GRANDE', state: 'MS' } };
    expect((await api.put('/v1/holidays/b', twin)).body.errors).toMatchObject([
      { path: 'date', given: '2026-12-07', message: containing('"a"'), expected: containing('"a"') },
    ]);
    expect((await api.put('/v1/holidays/b', { ...twin, yearly: true })).status, 'every year is another day').toBe(201);
    expect((await api.put('/v1/holidays/b', twin)).status, 'also when it moves there').toBe(422);
  });

  test.each<[string, object, object]>([
    ['a copy to its own year', { fromYear: 2026, toYear: 2026 }, { path: 'toYear', given: '2026', expected: containing('2026') }],
    ['a copy from no year', { toYear: 2026 }, { path: 'fromYear' }],
    ['a copy to a far year', { fromYear: 2026, toYear: 20_260 }, { path: 'toYear', given: '20260', expected: 'no máximo 2199' }],
    ['a copy of an unknown place', { fromYear: 2026, toYear: 2027, scope: {} }, { path: 'scope' }],
  ])('%s', async (_, body, error) => {
    expect(await api.post('/v1/holidays/copy', body)).toMatchObject({ status: 422, body: { errors: [expect.objectContaining(error)] } });
  });

  test('a list of half a place, and hours of a state that are none', async () => {
    expect((await api.get('/v1/holidays?city=Dourados')).body.errors).toMatchObject([
      { path: 'scope', expected: containing('{city, state}') },
    ]);
    expect((await api.get('/v1/holidays?scope=country&state=MS')).body.errors).toMatchObject([{ path: 'scope' }]);
    const hours = (windowsByState: unknown) => api.patch('/v1/settings', { windowsByState });
    expect((await hours({ XX: {} })).body.errors).toMatchObject([{ path: 'windowsByState.XX', expected: containing('AC, AL') }]);
    expect((await hours({ RJ: { sales: {} } })).body.errors).toMatchObject([{ path: 'windowsByState.RJ.sales' }]);
    expect((await hours({ RJ: { collection: { mon: ['19:00-09:00'] } } })).body.errors).toMatchObject([
      { path: 'windowsByState.RJ.collection.mon.0', given: '19:00-09:00', expected: 'an end after its start' },
    ]);
  });
});

test('two writers cannot take the same day of a place under two ids', async () => {
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((id) => api.put(`/v1/holidays/${id}`, anniversary)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
});
