import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueMessages } from '../db/queries/messages.ts';
import { manualMessage } from '../test/manual-message.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, putProvider, startService, unit } from './fixtures/provider.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
});
afterAll(() => api.close());

const now = '2026-12-01T12:00:00.000Z';
const later = '2026-12-01T12:00:05.000Z';
const sql = () => api.deps.db.sql;
const audited = async () => (await api.get('/v1/audit?limit=500')).body.items.length;

test('a PUT answers 201, then 200, and says when nothing changed without an audit entry', async () => {
  expect((await api.put('/v1/units/filial', { ...unit, name: 'Filial' })).status).toBe(201);
  const before = await audited();
  const again = await api.put('/v1/units/filial', { ...unit, name: 'Filial' });
  expect(again.status).toBe(200);
  expect(again.headers.get('Regua-Unchanged')).toBe('1');
  expect((await api.put('/v1/customers/C-1', customer)).headers.get('Regua-Unchanged')).toBe('1');
  expect((await api.put('/v1/charges/768412', charge)).headers.get('Regua-Unchanged')).toBe('1');
  expect(await audited()).toBe(before);
  const changed = await api.put('/v1/units/filial', { ...unit, name: 'Filial Norte' });
  expect(changed.headers.get('Regua-Unchanged')).toBeNull();
  expect(await audited()).toBe(before + 1);
});

test('a PUT replaces, a PATCH changes what it names', async () => {
  await api.put('/v1/customers/C-2', { ...customer, name: 'Ana', email: 'ana@example.com', phones: [] });
  const patched = await api.patch('/v1/customers/C-2', { plan: 'fibra-300' });
  expect(patched.body).toMatchObject({ email: 'ana@example.com', plan: 'fibra-300', kind: 'person' });
  const replaced = await api.put('/v1/customers/C-2', { name: 'Ana', unit: 'matriz' });
  expect(replaced.body).toMatchObject({ email: null, accesses: [] });
});

test('an older sourceVersion is told 409 and changes nothing', async () => {
  await api.put('/v1/panels/centro', { name: 'Centro', sourceVersion: 5 });
  const stale = await api.put('/v1/panels/centro', { name: 'Velho', sourceVersion: 4 });
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale' } });
  expect((await api.get('/v1/panels/centro')).body.name).toBe('Centro');
});

test('a password is never answered, and phones come back with their number and what is wrong with them', async () => {
  const { body } = await api.put('/v1/customers/C-3', {
    ...customer,
    password: 'hotsite-123',
    phones: [{ number: '9999-1234' }, { number: '(67) 3333-4444' }],
  });
  expect(body.phones).toMatchObject([
    { number: '9999-1234', normalized: '+5567999991234', kind: 'mobile', problem: null },
    { number: '(67) 3333-4444', kind: 'landline', problem: expect.stringContaining('fixo') },
  ]);
  const everything = JSON.stringify([body, (await api.get('/v1/customers/C-3')).body, (await api.get('/v1/audit?limit=500')).body]);
  expect(everything).not.toContain('hotsite-123');
});

test('removing a customer keeps it with status removed', async () => {
  await api.put('/v1/customers/C-4', { ...customer, phones: [] });
  expect((await api.delete('/v1/customers/C-4')).status).toBe(204);
  expect((await api.get('/v1/customers/C-4')).body.status).toBe('removed');
  expect((await api.get('/v1/customers?status=removed')).body.items.map((item: { id: string }) => item.id)).toEqual(['C-4']);
  expect((await api.delete('/v1/customers/nobody')).status).toBe(404);
});

test('customers are found by name, login, id and the digits of a phone', async () => {
  await api.put('/v1/customers/C-5', { ...customer, name: 'Conceição 100%', login: 'conce', phones: [{ number: '67 98888-7777' }] });
  const idsOf = async (q: string) =>
    (await api.get(`/v1/customers?q=${encodeURIComponent(q)}`)).body.items.map((item: { id: string }) => item.id);
  for (const q of ['conceição', '100%', 'conc', 'C-5', '98888-7777']) expect(await idsOf(q)).toEqual(['C-5']);
  expect(await idsOf('100_')).toEqual([]);
});

test('a list is cut into pages that neither repeat nor lose a row', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const { body } = await api.get(`/v1/customers?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
    seen.push(...body.items.map((item: { id: string }) => item.id));
    cursor = body.nextCursor;
  } while (cursor !== null);
  expect(seen.length).toBe(new Set(seen).size);
  expect(seen.toSorted()).toEqual(['C-1', 'C-2', 'C-3', 'C-4', 'C-5']);
});

test('a charge due on a Saturday is overdue only after the next business day, in the answer and in the list', async () => {
  await api.put('/v1/charges/sabado', { ...charge, dueDate: '2026-11-28' }); // Saturday; Monday 30 November counts
  const overdue = async () => (await api.get('/v1/charges?status=overdue')).body.items.map((item: { id: string }) => item.id);
  expect((await api.get('/v1/charges/sabado')).body).toMatchObject({ overdue: true, effectiveDueDate: '2026-11-30' });
  expect(await overdue()).toEqual(['sabado']);
  await api.patch('/v1/charges/sabado', { dueDate: '2026-12-01' });
  expect(await overdue()).toEqual([]);
  expect((await api.get('/v1/charges?dueTo=2026-12-01&unit=matriz')).body.items).toMatchObject([{ id: 'sabado', overdue: false }]);
});

test('a payment closes the charge, its repetition changes nothing, another one is told 409, its reversal opens the charge again', async () => {
  await api.put('/v1/charges/paga', charge);
  const payment = { paymentId: 'P-1', paidAt: '2026-12-01T08:00:00-03:00', paidAmountCents: 14_637 };
  expect((await api.post('/v1/charges/paga/payment', payment)).body).toMatchObject({
    status: 'paid',
    paidAmountCents: 14_637,
    nextStep: null,
  });
  expect((await api.post('/v1/charges/paga/payment', payment)).headers.get('Regua-Unchanged')).toBe('1');
  const other = await api.post('/v1/charges/paga/payment', { ...payment, paymentId: 'P-2' });
  expect(other).toMatchObject({ status: 409, body: { code: 'charge-not-open', errors: [{ path: 'paymentId', given: 'P-2' }] } });
  expect((await api.delete('/v1/charges/paga/payment/P-1')).body).toMatchObject({ status: 'open', payments: [] });
  expect((await api.delete('/v1/charges/paga/payment/P-9')).status).toBe(404);
});

test('a removal takes a charge out of the ladder and can be undone', async () => {
  expect((await api.post('/v1/charges/paga/removal')).body.status).toBe('removed');
  expect((await api.delete('/v1/charges/paga/removal')).body.status).toBe('open');
});

test('charges are found by what somebody has to look at them for, while it is open', async () => {
  for (const id of ['A-1', 'A-2', 'A-3']) await api.put(`/v1/charges/${id}`, charge);
  await sql()`
    insert into alerts (key, kind, subject, detail, raised_at, cleared_at)
    select 'key ' || subject || reason, 'step-held', subject, jsonb_build_object('reason', reason), ${now}, cleared::timestamptz
    from (values ('A-1', 'warning-not-proven', null), ('A-2', 'action-failed', null), ('A-3', 'action-failed', ${now})) as t (subject, reason, cleared)`;
  const ids = async (query: string) => (await api.get(`/v1/charges?${query}`)).body.items.map(({ id }: { id: string }) => id).toSorted();
  expect(await ids('alert=step-held')).toEqual(['A-1', 'A-2']);
  expect(await ids('alert=step-held&alertReason=action-failed')).toEqual(['A-2']);
  expect(await ids('alert=restoration-failed')).toEqual([]);
  expect(await api.get('/v1/charges?alert=gateway-stopped')).toMatchObject({ status: 422, body: { errors: [{ path: 'alert' }] } });
});

test('each phone of a customer shows what became of its newest text, also to who sees phones masked', async () => {
  const { gatewayId } = await startService(api);
  const phones = [{ number: '(67) 99999-0001' }, { number: '(67) 99999-0002' }];
  await api.put('/v1/customers/C-phones', { ...customer, phones });
  const wrote = (state: string, more: object) =>
    queueMessages(api.deps.db.db, [manualMessage(now, { gatewayId, address: '+5567999990001', ...more })], now).then(([id]) =>
      sql()`update messages set state = ${state}, delivered_at = ${later} where id = ${id ?? 0}`.then(() => String(id)),
    );
  await wrote('accepted', { customerId: 'C-phones' });
  const messageId = await wrote('delivered', { customerId: 'C-phones' });
  await wrote('suppressed', { customerId: 'C-phones' });
  await wrote('undelivered', { customerId: 'C-1' });
  const results = async (options?: object) => (await api.get('/v1/customers/C-phones/phone-results', options)).body.items;
  expect(await results()).toEqual([
    { number: '(67) 99999-0001', last: { messageId, state: 'delivered', reason: null, at: later } },
    { number: '(67) 99999-0002', last: null },
  ]);
  expect(await results({ cookie: await api.as({ role: 'viewer' }) })).toMatchObject([{ number: '(**) *****-0001' }, {}]);
  expect((await api.get('/v1/customers/none/phone-results')).status).toBe(404);
});

test('the timeline shows each step to come with its text, and nextStep is its first', async () => {
  const timeline = (await api.get('/v1/charges/768412/timeline')).body;
  expect(timeline.steps).toEqual([
    {
      stepId: '768412~3:2026-12-10',
      rule: 3,
      event: 'due',
      dueDate: '2026-12-10',
      paymentId: null,
      basis: { from: 'due', at: '2026-12-10', offset: { days: -3 } },
      plannedFor: '2026-12-07T13:00:00.000Z',
      sendsAt: '2026-12-07T13:00:00.000Z',
      moved: [],
      state: 'planned',
      reason: null,
      action: null,
      choice: null,
      messageIds: [],
      preview: { text: 'Marcos, sua fatura de R$146,37 vence em 10/12/2026.', segments: 1, cost: '0.0650', subject: null },
    },
  ]);
  expect((await api.get('/v1/charges/768412')).body.nextStep).toMatchObject({ rule: 3, sendsAt: '2026-12-07T13:00:00.000Z' });
});
