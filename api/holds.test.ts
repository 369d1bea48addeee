import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimMessages } from '../db/queries/claim-messages.ts';
import { queueMessages } from '../db/queries/messages.ts';
import { addMs } from '../domain/instants.ts';
import { manualMessage } from '../test/manual-message.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, startService, unit } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
const now = '2026-12-01T12:00:00.000Z';
const sql = () => api.deps.db.sql;

beforeAll(async () => {
  api = await createTestApp();
  await api.put('/v1/units/matriz', unit);
  await api.put('/v1/units/filial', { ...unit, name: 'Filial' });
  for (const [id, at] of Object.entries({ 'C-1': 'matriz', 'C-2': 'matriz', 'C-3': 'filial' })) {
    await api.put(`/v1/customers/${id}`, { ...customer, unit: at, accesses: [] });
  }
  const dueOf = { 'B-1': 'C-1', 'B-1b': 'C-1', 'B-1paid': 'C-1', 'B-2': 'C-2', 'B-3': 'C-3' };
  for (const [id, customerId] of Object.entries(dueOf)) await api.put(`/v1/charges/${id}`, { ...charge, customerId });
  await api.post('/v1/charges/B-1paid/payment', { paidAt: '2026-12-01', paidAmountCents: 100 });
  ({ gatewayId } = await startService(api));
  // Their workflows sleep: so they are told of what happens meanwhile.
  await sql()`insert into charge_wakes (charge_id, wake_at) select id, ${addMs(now, 86_400_000)} from charges where status = 'open'`;
});
beforeEach(async () => {
  await sql()`truncate holds, exemptions, outbox, webhook_deliveries`;
});
afterAll(() => api.close());

const hold = { kind: 'contested', reason: 'valor contestado' };
const post = (body: object) => api.post('/v1/holds', { ...hold, ...body });
const revisions = async () => Object.fromEntries((await sql()`select id, revision from charges`).map(({ id, revision }) => [id, revision]));
const called = async () =>
  (await sql()`delete from outbox where kind = 'charge' returning target`).map(({ target }) => String(target)).toSorted();
/** Whose revision an action raised. */
async function raisedBy(action: () => Promise<unknown>): Promise<string[]> {
  const before = await revisions();
  await action();
  return Object.entries(await revisions())
    .filter(([id, revision]) => revision !== before[id])
    .map(([id]) => id)
    .toSorted();
}
const catalogueRevision = async () => (await sql()`select catalogue_revision from settings`)[0]?.catalogue_revision;

test('a promise for a Sunday is told with its day and with the Tuesday on which the ladder goes on, wherever it is shown', async () => {
  const made = await post({ scope: { chargeId: 'B-1' }, kind: 'promise', until: '2026-12-06' });
  const told = { until: '2026-12-07T04:00:00.000Z', resumesAt: '2026-12-08T04:00:00.000Z' };
  expect(made).toMatchObject({ status: 201, body: { ...told, timeZone: 'America/Campo_Grande' } });
  expect((await api.get('/v1/holds?active=true')).body.items).toMatchObject([{ ...told, timeZone: 'America/Campo_Grande' }]);
  expect((await api.get('/v1/charges/B-1')).body.holds).toMatchObject([told]);
  await post({ scope: { filter: { units: ['matriz'] } }, kind: 'outage' });
  expect((await api.get('/v1/holds?kind=outage')).body.items[0]).toMatchObject({ until: null, resumesAt: null, timeZone: null });
});

describe('a hold concerns exactly', () => {
  test('its charge', async () => {
    expect(await raisedBy(() => post({ scope: { chargeId: 'B-1' } }))).toEqual(['B-1']);
    expect(await called()).toEqual(['B-1']);
  });

  test('the open charges of its customer', async () => {
    expect(await raisedBy(() => post({ scope: { customerId: 'C-1' } }))).toEqual(['B-1', 'B-1b']);
    expect(await called()).toEqual(['B-1', 'B-1b']);
  });

  test('the open charges of whom its filter names; those that sleep find out when they wake', async () => {
    const before = await catalogueRevision();
    let answer: Awaited<ReturnType<typeof post>> | undefined;
    const raised = await raisedBy(async () => {
      answer = await post({ scope: { filter: { units: ['matriz'] } }, kind: 'outage' });
    });
    expect(answer).toMatchObject({ status: 201, body: { openCharges: 3, active: true, scope: { filter: { units: ['matriz'] } } } });
    expect(raised).toEqual(['B-1', 'B-1b', 'B-2']);
    expect(await called()).toEqual([]);
    expect(await catalogueRevision()).not.toBe(before);
  });

  test('and calls at once whoever has a text on its way', async () => {
    await sql()`
      insert into steps (charge_id, key, rule, event, due_date, state, planned_for, sends_at, send_until, moved, revision, created_at, updated_at)
      values ('B-2', '3:2026-12-10', 3, 'due', '2026-12-10', 'waiting', ${now}, ${now}, ${now}, '[]', 1, ${now}, ${now})`;
    await post({ scope: { filter: { units: ['matriz', 'filial'] } }, kind: 'outage' });
    expect(await called()).toEqual(['B-2']);
    await sql()`delete from steps`;
  });

  test('a newcomer too, though nobody raised anything for them', async () => {
    await post({ scope: { filter: { units: ['filial'] } }, kind: 'outage' });
    await api.put('/v1/charges/B-new', { ...charge, customerId: 'C-3' });
    expect((await api.get('/v1/charges/B-new')).body.holds).toMatchObject([{ kind: 'outage', until: null }]);
  });
});

test('from the answer on, a text that waits in the queue is not sent; without the hold it is', async () => {
  const claim = () =>
    claimMessages(sql(), { gatewayId, gatewayRevision: 1, processId: 'a', limit: 10, now, leaseUntil: addMs(now, 30_000), pace: null });
  const queue = async (chargeId: string) => {
    const chargeRevision = (await revisions())[chargeId];
    return queueMessages(api.deps.db.db, [manualMessage(now, { gatewayId, chargeId, chargeRevision, priority: 1 })], now);
  };
  const [stopped] = await queue('B-1');
  const [free] = await queue('B-3');
  await post({ scope: { filter: { units: ['matriz'] } } });
  expect((await claim()).claimed.map(({ id }) => id)).toEqual([free]);
  expect(await sql()`select state, reason from messages where id = ${stopped ?? 0}`).toEqual([{ state: 'suppressed', reason: 'changed' }]);
});

test('a hold is recorded with who and why, and told to webhooks', async () => {
  await api.post('/v1/webhooks', { url: 'https://erp.example.com/', events: ['charge.held'] });
  const { body } = await post({ scope: { chargeId: 'B-1' }, until: '2026-12-05', releaseOverHours: 4 });
  // The whole of 5 December in Campo Grande.
  expect(body).toMatchObject({
    until: '2026-12-06T04:00:00.000Z',
    createdBy: 'key:key-1',
    createdByName: 'chave 1',
    reason: hold.reason,
    releasedAt: null,
  });
  expect((await api.get(`/v1/audit?entity=hold&entityId=${body.id}`)).body.items).toMatchObject([
    { action: 'hold.created', actor: 'key:key-1', after: { kind: 'contested', reason: hold.reason, scope: { chargeId: 'B-1' } } },
  ]);
  const [delivery] = await sql()`select type, data from webhook_deliveries`;
  const told = { holdId: body.id, state: 'active', scope: { chargeId: 'B-1' }, kind: 'contested', until: body.until, releaseOverHours: 4 };
  expect(delivery).toEqual({ type: 'charge.held', data: told });
});

test('before many are held it is told how many customers, charges and notices that is, and nothing changes', async () => {
  const asked = { scope: { filter: { units: ['matriz'] } }, until: '2026-12-08T00:00:00Z' };
  const preview = (body: object) => api.post('/v1/holds/preview', body);
  const before = await revisions();
  // The reminder of 7 December of the three open charges there.
  expect(await preview(asked)).toMatchObject({
    status: 200,
    body: { customers: 2, openCharges: 3, notices: 3, blocks: 0, until: '2026-12-08T00:00:00.000Z', more: false },
  });
  expect((await preview({ ...asked, until: '2026-12-07T00:00:00Z' })).body.notices).toBe(0);
  expect((await preview({ scope: asked.scope })).body).toMatchObject({ notices: 3, until: '2026-12-08T12:00:00.000Z' });
  expect(await revisions()).toEqual(before);
  expect((await api.get('/v1/holds')).body.items).toEqual([]);
  for (const scope of [{ filter: {} }, { filter: { units: [] } }, { chargeId: 'B-1' }]) expect((await preview({ scope })).status).toBe(422);
});

test('a charge shows the holds in force, and lists find it by them', async () => {
  await post({ scope: { chargeId: 'B-1' }, reason: 'sua' });
  await post({ scope: { customerId: 'C-1' }, reason: 'do cliente', kind: 'other' });
  await post({ scope: { filter: { units: ['filial'] } }, reason: 'da filial', kind: 'outage', until: '2026-12-01T13:00:00Z' });
  const reasons = async (id: string) => (await api.get(`/v1/charges/${id}`)).body.holds.map(({ reason }: { reason: string }) => reason);
  expect((await reasons('B-1')).toSorted()).toEqual(['do cliente', 'sua']);
  expect((await api.get('/v1/charges/B-3')).body.holds).toMatchObject([
    { scope: { filter: { units: ['filial'] } }, createdByName: 'chave 1' },
  ]);
  expect((await api.get('/v1/holds?limit=1')).body.items).toMatchObject([{ createdByName: 'chave 1' }]);
  const held = async (query: string) =>
    (await api.get(`/v1/charges?held=${query}`)).body.items.map(({ id }: { id: string }) => id).toSorted();
  expect(await held('true')).toEqual(['B-1', 'B-1b', 'B-3', 'B-new']);
  expect(await held('contested')).toEqual(['B-1']);
  expect(await held('outage')).toEqual(['B-3', 'B-new']);
  expect(await held('false')).toEqual(['B-2']);
  expect((await api.get('/v1/charges?held=maybe')).status).toBe(422);
  const listed = async (query: string) =>
    (await api.get(`/v1/holds?${query}`)).body.items.map(({ reason }: { reason: string }) => reason).toSorted();
  expect(await listed('customerId=C-1')).toEqual(['do cliente', 'sua']);
  expect(await listed('chargeId=B-1')).toEqual(['sua']);
  expect(await listed('kind=outage&active=true')).toEqual(['da filial']);
});

describe('releasing a hold', () => {
  test('calls every open charge that it stopped, also those that had nothing ahead', async () => {
    const { id } = (await post({ scope: { filter: { units: ['matriz'] } } })).body;
    await sql()`delete from charge_wakes where charge_id = 'B-2'`;
    await called();
    const released = await api.delete(`/v1/holds/${id}`);
    expect(released).toMatchObject({ status: 200, body: { active: false, until: now, releasedAt: now, releasedBy: 'key:key-1' } });
    expect(await called()).toEqual(['B-1', 'B-1b', 'B-2']);
  });

  test('of many charges calls them some at a time', async () => {
    await sql()`
      insert into charges (id, customer_id, type, amount_cents, due_date, replaces, status, first_seen_at, announce_created, created_at, updated_at)
      select 'M-' || lpad(n::text, 4, '0'), 'C-2', 'internet', 1, '2026-12-20', '[]', 'open', ${now}, true, ${now}, ${now} from generate_series(1, 500) n`;
    const { id } = (await post({ scope: { filter: { customerIds: ['C-2'] } } })).body;
    await api.delete(`/v1/holds/${id}`);
    const [spread] = await sql()`
      select count(*)::int as count, extract(epoch from max(available_at) - min(available_at))::float8 as seconds from outbox where kind = 'charge'`;
    expect(spread).toMatchObject({ count: 501 });
    expect(spread?.seconds).toBeGreaterThanOrEqual(2);
    await sql()`delete from charges where id like 'M-%'`;
  });

  test('twice, or after its end, changes nothing', async () => {
    const { id } = (await post({ scope: { chargeId: 'B-1' } })).body;
    const [ended] = [(await post({ scope: { chargeId: 'B-2' }, until: '2026-12-01T12:30:00Z' })).body.id];
    const first = await api.delete(`/v1/holds/${id}`);
    await called();
    expect(await raisedBy(() => api.delete(`/v1/holds/${id}`))).toEqual([]);
    const again = await api.delete(`/v1/holds/${id}`);
    expect([again.headers.get('Regua-Unchanged'), again.body, await called()]).toEqual(['1', first.body, []]);
    await sql()`update holds set "from" = '2026-11-01', until = '2026-11-02' where id = ${ended}`;
    const over = await api.delete(`/v1/holds/${ended}`);
    expect([over.headers.get('Regua-Unchanged'), over.body.releasedBy]).toEqual(['1', null]);
    expect((await api.get('/v1/audit?entity=hold')).body.items.filter((entry: { entityId: string }) => entry.entityId === id)).toHaveLength(
      2,
    );
  });

  test('that does not exist is named', async () => {
    expect((await api.delete('/v1/holds/none')).status).toBe(404);
    expect((await api.delete('/v1/exemptions/none')).status).toBe(404);
  });
});

describe('promises', () => {
  const promise = (body: object) => post({ kind: 'promise', reason: 'paga sexta', ...body });

  test('are for one customer, dated, and not too far away', async () => {
    expect((await promise({ scope: { chargeId: 'B-1' }, until: '2026-12-11' })).body).toMatchObject({ until: '2026-12-12T04:00:00.000Z' });
    expect(await promise({ scope: { chargeId: 'B-1' }, until: '2026-12-12' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'until', given: '2026-12-12', expected: expect.stringContaining('11/12/2026') }] },
    });
  });

  test('of one customer are limited, whatever they were made on', async () => {
    await promise({ scope: { chargeId: 'B-1' }, until: '2026-12-05' });
    const { id } = (await promise({ scope: { customerId: 'C-1' }, until: '2026-12-05' })).body;
    await api.delete(`/v1/holds/${id}`);
    const third = await promise({ scope: { chargeId: 'B-1b' }, until: '2026-12-05' });
    expect(third).toMatchObject({ status: 422, body: { errors: [{ path: 'kind' }] } });
    expect((await promise({ scope: { customerId: 'C-2' }, until: '2026-12-05' })).status).toBe(201);
    await sql()`update holds set created_at = created_at - interval '91 days'`;
    expect((await promise({ scope: { chargeId: 'B-1b' }, until: '2026-12-05' })).status).toBe(201);
  });
});

describe.each(['holds', 'exemptions'])('%s', (path) => {
  const body = path === 'holds' ? hold : { from: 'chasing', reason: 'diretoria' };

  test.each([
    ['a date that is over', { until: '2026-11-30' }, 'until'],
    ['this very moment', { until: '2026-12-01T09:00:00-03:00' }, 'until'],
    ['an instant without its zone', { until: '2026-12-05T09:00:00' }, 'until'],
    ['a charge that does not exist', { scope: { chargeId: 'none' } }, 'scope.chargeId'],
    ['a charge that is paid', { scope: { chargeId: 'B-1paid' } }, 'scope.chargeId'],
    ['a customer that does not exist', { scope: { customerId: 'none' } }, 'scope.customerId'],
    ['a filter that asks nothing', { scope: { filter: {} } }, 'scope.filter'],
    ['a filter of empty lists', { scope: { filter: { units: [] } } }, 'scope.filter'],
    ['a unit that does not exist', { scope: { filter: { units: ['matriz', 'none'] } } }, 'scope.filter.units'],
    ['an unknown question', { scope: { filter: { colour: ['blue'] } } }, 'scope.filter.colour'],
    ['a filter with a date', { scope: { filter: { units: ['matriz'] } }, until: '2026-12-05' }, 'until'],
    ['two scopes', { scope: { chargeId: 'B-1', customerId: 'C-1' } }, 'scope.customerId'],
    ['no reason', { reason: ' ' }, 'reason'],
  ])('with %s are refused', async (_, changed, field) => {
    const answer = await api.post(`/v1/${path}`, { ...body, scope: { chargeId: 'B-1' }, ...changed });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(field);
    expect(answer.body.errors[0].expected).not.toBe('');
  });
});

test.each([
  ['a promise without a date', { kind: 'promise' }, 'until'],
  ['a promise of many', { kind: 'promise', scope: { filter: { units: ['matriz'] } }, until: '2026-12-05T12:00:00Z' }, 'scope.filter'],
  ['another kind', { kind: 'holiday' }, 'kind'],
  ['a release over no hours', { releaseOverHours: 0 }, 'releaseOverHours'],
])('a hold that is %s is refused', async (_, changed, field) => {
  expect(await post({ scope: { chargeId: 'B-1' }, ...changed })).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
});

test('an exemption is kept, listed, and ended by a person, who is recorded', async () => {
  const asked = { scope: { customerId: 'C-1' }, from: 'blocking', reason: 'hospital' };
  let id = '';
  const raised = await raisedBy(async () => {
    const created = await api.post('/v1/exemptions', asked);
    expect(created).toMatchObject({ status: 201, body: { ...asked, until: null, active: true, openCharges: 2 } });
    id = created.body.id;
  });
  expect(raised).toEqual(['B-1', 'B-1b']);
  expect((await api.get('/v1/exemptions?chargeId=B-1')).body.items).toEqual([]);
  expect((await api.get('/v1/exemptions?customerId=C-1&from=blocking&active=true')).body.items).toMatchObject([{ id }]);
  await called();
  expect((await api.delete(`/v1/exemptions/${id}`)).body).toMatchObject({ active: false, endedAt: now, endedBy: 'key:key-1' });
  expect(await called()).toEqual(['B-1', 'B-1b']);
  expect((await api.delete(`/v1/exemptions/${id}`)).headers.get('Regua-Unchanged')).toBe('1');
  expect((await api.get(`/v1/audit?entity=exemption&entityId=${id}`)).body.items).toHaveLength(2);
});
