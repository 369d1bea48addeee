import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, gateway, template, unit } from './fixtures/provider.ts';

let api: TestApp;
const sql = () => api.deps.db.sql;

/** Tuesday 1 December 2026, eight in the morning in Campo Grande. Texts collect from the second day after the due date, at any hour. */
beforeAll(async () => {
  api = await createTestApp();
  for (const id of ['matriz', 'filial']) {
    await api.put(`/v1/units/${id}`, { ...unit, name: id });
    await api.put(`/v1/customers/C-${id}`, { ...customer, unit: id, accesses: [] });
  }
  const gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
  const templateId = (await api.post('/v1/templates', template)).body.id;
  const rule = {
    number: 10,
    event: 'block_warning',
    offset: { days: 2 },
    time: '00:00',
    channels: ['sms'],
    templateId,
    late: 'send',
    window: 'always',
  };
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [rule] });
  await api.post('/v1/rule-sets/default/publish');
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { notices: gatewayId } });
  await sql()`update settings set service_on_since = '2026-10-01', catalogue_revision = catalogue_revision + 1`;
});
beforeEach(async () => {
  await sql()`truncate settlements, steps, charge_wakes, charges, outbox, holds, alerts cascade`;
});
afterAll(() => api.close());

/** A charge first seen long ago. */
async function put(id: string, dueDate: string, customerId = 'C-matriz') {
  await api.put(`/v1/charges/${id}`, { ...charge, customerId, dueDate });
  await sql()`update charges set first_seen_at = '2026-10-01' where id = ${id}`;
  await sql()`delete from outbox`;
}
const settle = (processedThrough: string, more: object = {}) => api.put('/v1/settlement', { processedThrough, ...more });
const called = async () =>
  (await sql()`delete from outbox where kind = 'charge' returning target`).map(({ target }) => String(target)).toSorted();

describe('a settlement', () => {
  test('is kept for each unit, with who said so', async () => {
    const all = await settle('2026-11-26');
    expect(all).toMatchObject({
      status: 200,
      body: {
        items: [
          { unit: 'filial', processedThrough: '2026-11-26' },
          { unit: 'matriz', processedThrough: '2026-11-26' },
        ],
      },
    });
    expect((await settle('2026-11-27', { unit: 'matriz' })).body.items).toMatchObject([{ unit: 'matriz', updatedBy: 'key:key-1' }]);
    expect((await api.get('/v1/settlement')).body.items).toMatchObject([
      { unit: 'filial', processedThrough: '2026-11-26' },
      { unit: 'matriz', processedThrough: '2026-11-27' },
    ]);
    expect((await api.get('/v1/audit?entity=settlement&entityId=matriz')).body.items).toMatchObject([
      { before: { processedThrough: '2026-11-26' }, after: { processedThrough: '2026-11-27' } },
      { before: { processedThrough: null } },
    ]);
  });

  test('that goes back is refused with what is stored; the same again changes nothing', async () => {
    await settle('2026-11-26', { unit: 'matriz' });
    const back = await settle('2026-11-25', { unit: 'matriz' });
    expect(back).toMatchObject({ status: 422, body: { errors: [{ path: 'processedThrough', given: '2026-11-25' }] } });
    expect(back.body.errors[0].expected).toContain('2026-11-26');
    expect((await settle('2026-11-25')).status).toBe(422);
    const again = await settle('2026-11-26', { unit: 'matriz' });
    expect([again.status, again.headers.get('Regua-Unchanged')]).toEqual([200, '1']);
  });

  test.each([
    ['a day that is not over anywhere', { processedThrough: '2026-12-02' }, 'processedThrough'],
    ['no date', { processedThrough: '2026-02-30' }, 'processedThrough'],
    ['an unknown unit', { processedThrough: '2026-11-26', unit: 'none' }, 'unit'],
  ])('of %s is refused', async (_, body, field) => {
    expect(await api.put('/v1/settlement', body)).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
  });

  test('calls exactly the charges of its unit that waited for it', async () => {
    await settle('2026-11-25');
    await put('waits', '2026-11-27');
    await put('waits-too', '2026-11-26');
    await put('still-waits', '2026-11-29'); // a Sunday: effective on the 30th, whose payments are not known yet
    await put('not-chased-yet', '2026-11-30');
    await put('was-known', '2026-11-24');
    await put('elsewhere', '2026-11-27', 'C-filial');
    await put('paid', '2026-11-27');
    await api.post('/v1/charges/paid/payment', { paidAt: '2026-11-27', paidAmountCents: 1 });
    await called();
    expect((await settle('2026-11-29', { unit: 'matriz' })).body).toMatchObject({ replanned: 2 });
    expect(await called()).toEqual(['waits', 'waits-too']);
  });

  test('calls a charge that a file missed for weeks has held', async () => {
    await settle('2026-11-01');
    await put('held', '2026-11-10');
    await sql()`
      insert into steps (charge_id, key, rule, event, due_date, state, reason, planned_for, sends_at, send_until, moved, revision, created_at, updated_at)
      values ('held', '10:2026-11-10', 10, 'block_warning', '2026-11-10', 'held', 'settlement-missing', now(), now(), now(), '[]', 1, now(), now())`;
    expect((await settle('2026-11-30', { unit: 'matriz' })).body.replanned).toBe(1);
    expect(await called()).toEqual(['held']);
  });

  test('the first time has what is on its way decided again: it was prepared without a guard', async () => {
    await put('prepared', '2026-11-29');
    await put('asleep', '2026-11-29');
    await sql()`
      insert into steps (charge_id, key, rule, event, due_date, state, planned_for, sends_at, send_until, moved, revision, created_at, updated_at)
      values ('prepared', '10:2026-11-29', 10, 'block_warning', '2026-11-29', 'waiting', now(), now(), now(), '[]', 1, now(), now())`;
    await settle('2026-11-26');
    expect(await called()).toEqual(['prepared']);
  });

  test('of all units is not for staff limited to some', async () => {
    const manager = await api.as({ role: 'manager', units: ['matriz'] });
    const put = (body: object) => api.call('PUT', '/v1/settlement', { body, cookie: manager });
    expect((await put({ processedThrough: '2026-11-26' })).status).toBe(403);
    expect((await put({ processedThrough: '2026-11-26', unit: 'filial' })).status).toBe(422);
    expect((await put({ processedThrough: '2026-11-26', unit: 'matriz' })).status).toBe(200);
    expect((await api.get('/v1/settlement', { cookie: manager })).body.items).toHaveLength(1);
  });
});
