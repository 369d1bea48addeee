import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, startService, unit } from './fixtures/provider.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
  await startService(api);
  await api.put('/v1/units/matriz', unit);
  await api.put('/v1/customers/C-1', customer);
  await api.put('/v1/charges/768412', { ...charge, dueDate: '2026-12-04' });
});
afterAll(() => api.close());

test('everything is paused, says what would become of its texts, and goes on when asked', async () => {
  expect((await api.get('/v1/settings/pause')).body).toEqual({ pausedAt: null, pausedBy: null, onResume: null });
  const paused = await api.post('/v1/settings/pause');
  expect(paused.body).toMatchObject({ pausedBy: 'key:key-1', onResume: { leave: 0, charges: 0, more: false } });
  const again = await api.post('/v1/settings/pause');
  expect([again.headers.get('Regua-Unchanged'), again.body.pausedAt]).toEqual(['1', paused.body.pausedAt]);

  api.clock.advanceTo('2026-12-01T13:30:00.000Z');
  const { onResume } = (await api.get('/v1/settings/pause')).body;
  expect(onResume).toEqual({ leave: 1, skipped: 0, merged: 0, waiting: 0, charges: 1, more: false });
  const ofUnit = async (unitId: string) =>
    (await api.get('/v1/settings/pause', { cookie: await api.as({ units: [unitId] }) })).body.onResume.charges;
  expect([await ofUnit('matriz'), await ofUnit('filial')]).toEqual([1, 0]);

  const sql = api.deps.db.sql;
  await sql`delete from outbox`;
  expect((await api.post('/v1/settings/resume')).body).toMatchObject({ pausedAt: null, onResume: null });
  expect(await sql`select target from outbox where kind = 'charge'`).toEqual([{ target: '768412' }]);
  expect((await api.post('/v1/settings/resume')).headers.get('Regua-Unchanged')).toBe('1');
});
