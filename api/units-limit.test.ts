import { afterAll, beforeAll, expect, test } from 'vitest';
import { grants as everyGrant } from '../domain/permissions.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { startService, unit } from './fixtures/provider.ts';

type Operation = { 'x-of-unit'?: Record<string, string> };

let api: TestApp;
let paths: Record<string, Record<string, Operation>>;
/** Limited to the unit `centro`; `norte` is somebody else's. */
let manager: string;
let foreignMessage: string;
let foreignReply: string;
let foreignHold: string;
let foreignExemption: string;
let templateId: string;
beforeAll(async () => {
  api = await createTestApp();
  for (const [at, id] of ['centro', 'norte'].entries()) {
    await api.put(`/v1/units/${id}`, { ...unit, name: id });
    const phones = [{ number: `(67) 99999-000${at}` }];
    await api.put(`/v1/customers/C-${id}`, { name: `Cliente ${id}`, unit: id, phones });
    await api.put(`/v1/charges/B-${id}`, { customerId: `C-${id}`, amountCents: 9_900, dueDate: '2026-12-10' });
    await api.put(`/v1/opt-outs/6799999000${at}`, { scope: 'marketing' });
  }
  ({ templateId } = await startService(api));
  foreignMessage = (await api.post('/v1/messages', { customerId: 'C-norte', text: 'Oi' })).body.id;
  await api.post('/v1/messages', { customerId: 'C-centro', text: 'Oi' });
  foreignHold = (await api.post('/v1/holds', { scope: { customerId: 'C-norte' }, kind: 'other', reason: 'x' })).body.id;
  foreignExemption = (await api.post('/v1/exemptions', { scope: { chargeId: 'B-norte' }, from: 'blocking', reason: 'x' })).body.id;
  await api.post('/v1/messages', { phone: '67988887777', text: 'Oi' });
  for (const [at, id] of ['centro', 'norte'].entries()) {
    const [said] = await api.deps.db.sql`
      insert into replies (gateway_id, phone, text, received_at, intent, customer_id)
      values ('g', ${`+556799999000${at}`}, 'Já paguei', now(), 'other', ${`C-${id}`}) returning id`;
    if (id === 'norte') foreignReply = String(said?.id);
  }
  paths = (await api.get('/openapi.json')).body.paths;
  manager = await api.as({ role: 'manager', units: ['centro'], grants: ['publish-rules', 'decide-unknowns', 'export-personal-data'] });
});
afterAll(() => api.close());

const idsOf = async (path: string) =>
  (await api.get(path, { cookie: manager })).body.items.map((item: { id?: string; phone?: string; customerId?: string }) => item);

test('lists show what lies in the person’s units, whatever is asked for', async () => {
  expect(await idsOf('/v1/customers')).toMatchObject([{ id: 'C-centro' }]);
  expect(await idsOf('/v1/customers?unit=norte')).toEqual([]);
  expect(await idsOf('/v1/customers?q=Cliente')).toMatchObject([{ id: 'C-centro' }]);
  expect(await idsOf('/v1/charges')).toMatchObject([{ id: 'B-centro' }]);
  expect(await idsOf('/v1/charges?customerId=C-norte')).toEqual([]);
  expect(await idsOf('/v1/messages')).toMatchObject([{ customerId: 'C-centro' }]);
  expect(await idsOf('/v1/messages?customerId=C-norte')).toEqual([]);
  expect(await idsOf('/v1/messages?phone=67988887777')).toEqual([]);
  expect(await idsOf('/v1/opt-outs')).toMatchObject([{ phone: '+5567999990000' }]);
  expect(await idsOf('/v1/replies')).toMatchObject([{ customerId: 'C-centro' }]);
  expect(await idsOf('/v1/units')).toMatchObject([{ id: 'centro' }]);
  expect(await idsOf('/v1/holds')).toEqual([]);
  expect(await idsOf('/v1/exemptions')).toEqual([]);
});

test.each(['customers', 'charges', 'messages', 'opt-outs', 'replies'])('%s as a table are those of the person’s units', async (list) => {
  const rowsFor = async (options: { cookie?: string }) => (await api.get(`/v1/${list}.csv`, options)).body.trim().split('\r\n').slice(1);
  expect(await rowsFor({ cookie: manager })).toEqual([expect.stringMatching(/centro|99999-?0000/)]);
  expect((await rowsFor({})).length).toBeGreaterThan(1);
});

test('what a gateway spent in the month is the whole house’s, and told to nobody of a unit; theirs is in the cost report', async () => {
  const [{ id }] = await idsOf('/v1/gateways');
  await api.deps.db.sql`
    insert into gateway_pacing (gateway_id, next_slot_us, month, month_messages, month_cost) values (${id}, 0, '2026-12', 3, 0.195)
    on conflict (gateway_id) do update set month = excluded.month, month_messages = excluded.month_messages, month_cost = excluded.month_cost`;
  const spentOf = ({ health: { monthMessages, monthCost } }: { health: Record<string, unknown> }) => [monthMessages, monthCost];
  for (const path of ['/v1/gateways', `/v1/gateways/${id}`]) {
    const [theirs, house] = await Promise.all([api.get(path, { cookie: manager }), api.get(path)]);
    const of = ({ body }: typeof house) => (body.items ?? [body]).map(spentOf);
    expect([path, of(theirs), of(house)]).toEqual([path, [[null, null]], [[3, '0.1950']]]);
  }
});

/** What each path may name, in the other unit. */
const foreign = () => ({
  unit: 'norte',
  customer: 'C-norte',
  charge: 'B-norte',
  message: foreignMessage,
  reply: foreignReply,
  step: 'B-norte~3:2026-12-10',
  hold: foreignHold,
  exemption: foreignExemption,
});

test('every path that names a customer, a charge, a message, a step or a unit declares it', () => {
  const naming = Object.entries(paths).filter(([path]) =>
    /^\/v1\/(customers|charges|messages|replies|steps|units|holds|exemptions)\/\{/.test(path),
  );
  expect(naming.length).toBeGreaterThan(7);
  for (const [path, methods] of naming)
    for (const [method, operation] of Object.entries(methods)) {
      if (method !== 'get' && path === '/v1/units/{id}') continue; // closed to whoever is limited
      expect([method, path, Object.keys(operation['x-of-unit'] ?? {}).length]).toEqual([method, path, 1]);
    }
});

test('whatever lies in another unit is not found by any call, and is as it was', async () => {
  const before = await api.get('/v1/charges/B-norte');
  const administrator = await api.as({ role: 'administrator', units: ['centro'], grants: [...everyGrant] });
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const [kind] = Object.keys(operation['x-of-unit'] ?? {});
      if (kind === undefined) continue;
      const named = Object.entries(foreign()).find(([name]) => name === kind)?.[1] ?? '';
      const target = path.replace(/\{\w+\}/, named).replaceAll(/\{\w+\}/g, 'x');
      const { status, body } = await api.call(method.toUpperCase(), target, { cookie: administrator });
      expect([method, path, status, body.code]).toEqual([method, path, 404, 'not-found']);
    }
  expect((await api.get('/v1/charges/B-norte')).body).toEqual(before.body);
});

test('nothing that can be read without naming a thing speaks of another unit, whatever the role and grants', async () => {
  const cookie = await api.as({ role: 'administrator', units: ['centro'], grants: [...everyGrant] });
  const speaks = /norte|99999-?0001/;
  const told: string[] = [];
  for (const path of Object.keys(paths).filter((each) => each.startsWith('/v1/') && !each.includes('{') && each !== '/v1/events')) {
    if (paths[path]?.get === undefined) continue;
    expect([path, JSON.stringify((await api.get(path, { cookie })).body)]).toEqual([path, expect.not.stringMatching(speaks)]);
    if (speaks.test(JSON.stringify((await api.get(path)).body))) told.push(path);
  }
  expect(told.length).toBeGreaterThan(8); // whoever sees the house is told of it there
});

test('a body cannot name what lies in another unit', async () => {
  const calls: [method: string, path: string, body: object, field: string][] = [
    ['PUT', '/v1/customers/C-new', { name: 'Ana', unit: 'norte' }, 'unit'],
    ['PATCH', '/v1/customers/C-centro', { unit: 'norte' }, 'unit'],
    ['PUT', '/v1/charges/B-new', { customerId: 'C-norte', amountCents: 1, dueDate: '2026-12-10' }, 'customerId'],
    ['PATCH', '/v1/charges/B-centro', { customerId: 'C-norte' }, 'customerId'],
    ['PATCH', '/v1/charges/B-centro', { replaces: ['B-norte'] }, 'replaces.0'],
    ['POST', '/v1/messages', { customerId: 'C-norte', text: 'Oi' }, 'customerId'],
    ['POST', `/v1/templates/${templateId}/preview`, { customerId: 'C-norte' }, 'customerId'],
    ['POST', `/v1/templates/${templateId}/preview`, { chargeId: 'B-norte' }, 'chargeId'],
    ['POST', '/v1/holds', { scope: { chargeId: 'B-norte' }, kind: 'other', reason: 'x' }, 'scope.chargeId'],
    ['POST', '/v1/holds', { scope: { filter: { units: ['norte'] } }, kind: 'other', reason: 'x' }, 'scope.filter.units.0'],
    ['POST', '/v1/holds', { scope: { filter: { statuses: ['enabled'] } }, kind: 'other', reason: 'x' }, 'scope.filter.units'],
    ['POST', '/v1/holds/preview', { scope: { filter: { units: ['norte'] } } }, 'scope.filter.units.0'],
    ['POST', '/v1/exemptions', { scope: { customerId: 'C-norte' }, from: 'chasing', reason: 'x' }, 'scope.customerId'],
    ['PUT', '/v1/opt-outs/67999990000', { scope: 'wrong-person', customerId: 'C-norte' }, 'customerId'],
  ];
  for (const [method, path, body, field] of calls) {
    const refused = await api.call(method, path, { body, cookie: manager });
    expect([method, path, refused.status, refused.body.errors?.[0]?.path]).toEqual([method, path, 422, field]);
  }
});

test('what cannot be told by unit is closed: a text to any phone, opt-outs of others, shared phones', async () => {
  for (const to of [{ phone: '67999998888' }, { phone: '67999990001', customerId: 'C-centro' }])
    expect((await api.post('/v1/messages', { ...to, text: 'Oi' }, { cookie: manager })).status).toBe(403);
  const answered = { phone: '67999990000', customerId: 'C-centro', text: 'Oi' };
  expect((await api.post('/v1/messages', answered, { cookie: manager })).status).toBe(201);
  expect((await api.get('/v1/suspect-phones', { cookie: manager })).status).toBe(403);
  expect((await api.get('/v1/opt-outs/67999990001', { cookie: manager })).status).toBe(404);
  expect((await api.delete('/v1/opt-outs/67999990001', { cookie: manager })).status).toBe(404);
  expect((await api.put('/v1/opt-outs/67999990001', { scope: 'all' }, { cookie: manager })).status).toBe(404);
  expect((await api.put('/v1/opt-outs/67999990000', { scope: 'wrong-person' }, { cookie: manager })).status).toBe(403);
  expect((await api.get('/v1/opt-outs/67999990001')).body.scope).toBe('marketing');
});

test('of a phone that customers of two units share, nobody sees or takes back whose it is not elsewhere', async () => {
  const path = '/v1/opt-outs/67999990000';
  const wrongAt = async (customerId: string) => api.put(path, { scope: 'wrong-person', customerId });
  await wrongAt('C-norte');
  await wrongAt('C-centro');
  const wishes = async (options: { cookie?: string }) =>
    (await api.get(path, options)).body.all.map(({ scope, customerId }: { scope: string; customerId: string | null }) => [
      scope,
      customerId,
    ]);
  expect(await wishes({ cookie: manager })).toEqual([
    ['marketing', null],
    ['wrong-person', 'C-centro'],
  ]);
  expect((await api.delete(`${path}?customerId=C-norte`, { cookie: manager })).status).toBe(422);
  expect((await api.delete(path, { cookie: manager })).status).toBe(204);
  expect(await wishes({})).toEqual([['wrong-person', 'C-norte']]);
});

test('a forecast is of the person’s units, and that of the house or of others is not found', async () => {
  const day = { date: '2026-12-02', byRule: { 3: 1 }, texts: 1, segments: 1, cost: 650, blocks: 0 };
  const { date: _date, byRule: _byRule, ...totals } = day;
  const onlyUnits = { house: undefined, centro: ['centro'], norte: ['norte'], both: ['centro', 'norte'] };
  for (const [id, only] of Object.entries(onlyUnits))
    await api.deps.db.sql`
      insert into surveys (id, kind, state, input, result, created_by, created_at)
      values (${id}, 'forecast', 'finished', ${JSON.stringify({ cause: 'forecast', days: 45, onlyUnits: only })}::text::jsonb,
        ${JSON.stringify({ days: [day], totals, units: only })}::text::jsonb, 'cli', now())`;
  const seen = async (cookie?: string) => (await api.get('/v1/reports/forecast', { ...(cookie && { cookie }) })).body.latest;
  expect(await seen(manager)).toMatchObject({ id: 'centro', units: ['centro'] });
  expect(await seen(await api.as({ units: ['norte', 'centro'] }))).toMatchObject({ id: 'both' });
  expect(await seen()).toMatchObject({ id: 'house', units: null });
  const found = async (id: string) => (await api.get(`/v1/surveys/${id}`, { cookie: manager })).status;
  expect(await Promise.all(Object.keys(onlyUnits).map(found))).toEqual([404, 200, 404, 404]);
  // A worker of an earlier version looked at the whole house, and its result does not name the units.
  await api.deps.db.sql`update surveys set result = result - 'units' where id = 'centro'`;
  expect(await seen(manager)).toBeNull();
  expect((await api.get('/v1/surveys/centro', { cookie: manager })).body).toMatchObject({ state: 'finished', forecast: null });

  const { body: mine } = await api.post('/v1/reports/forecast', {}, { cookie: manager });
  const { body: house } = await api.post('/v1/reports/forecast', {});
  expect([mine.units, house.units]).toEqual([['centro'], null]);
  expect((await api.post('/v1/reports/forecast', {}, { cookie: manager })).body.id).toBe(mine.id);
  expect((await api.get('/v1/reports/forecast', { cookie: manager })).body.running).toMatchObject({ id: mine.id });
});

test('alerts are those of the person’s charges and of what all units share', async () => {
  const raised = {
    'step-held': ['B-centro', 'B-norte'],
    'gateway-down': ['g'],
    'campaign-paused': ['B-centro'],
    'snapshot-incomplete': ['i'],
  };
  for (const [kind, subjects] of Object.entries(raised))
    for (const subject of subjects)
      await api.deps.db.sql`
        insert into alerts (key, kind, subject, detail, raised_at) values (${`${kind}:${subject}`}, ${kind}, ${subject}, '{}', now())`;
  expect(await idsOf('/v1/alerts')).toMatchObject([
    { kind: 'gateway-down', subject: 'g' },
    { kind: 'step-held', subject: 'B-centro' },
  ]);
  expect((await api.get('/v1/alerts')).body.items).toHaveLength(5);
  await api.deps.db.sql`truncate alerts`;
});

test('in the own unit everything works, and what concerns the whole house is closed whatever the role', async () => {
  expect((await api.patch('/v1/customers/C-centro', { city: 'Campo Grande' }, { cookie: manager })).status).toBe(200);
  expect((await api.get('/v1/charges/B-centro/timeline', { cookie: manager })).status).toBe(200);
  expect((await api.post('/v1/messages', { customerId: 'C-centro', text: 'Oi' }, { cookie: manager })).status).toBe(201);
  const held = { scope: { filter: { units: ['centro'] } }, kind: 'outage', reason: 'rompimento' };
  const { id } = (await api.post('/v1/holds', held, { cookie: manager })).body;
  expect(await idsOf('/v1/holds')).toMatchObject([{ id }]);
  expect((await api.delete(`/v1/holds/${id}`, { cookie: manager })).status).toBe(200);
  expect((await api.post('/v1/steps/B-centro~3:2026-12-10/skip', {}, { cookie: manager })).status).toBe(200);
  expect((await api.put('/v1/customers/C-centro-2', { name: 'Ana', unit: 'centro' }, { cookie: manager })).status).toBe(201);
  const administrator = await api.as({ role: 'administrator', units: ['centro'], grants: ['publish-rules'] });
  for (const path of ['/v1/users', '/v1/api-keys', '/v1/audit', '/v1/webhooks'])
    expect([path, (await api.get(path, { cookie: administrator })).status]).toEqual([path, 403]);
  for (const [method, path] of [
    ['PATCH', '/v1/settings'],
    ['POST', '/v1/import/customers'],
    ['POST', '/v1/rule-sets/default/publish'],
    ['PUT', '/v1/units/centro'],
  ] as const)
    expect([path, (await api.call(method, path, { cookie: administrator })).status]).toEqual([path, 403]);
});

test('who may not see phones reads their last four digits, in every answer', async () => {
  await api.put('/v1/customers/C-centro', { name: 'Ana', unit: 'centro', phones: [{ number: '(67) 99999-0000' }] });
  const viewer = await api.as({ role: 'viewer' });
  const answers = await Promise.all(
    ['/v1/customers', '/v1/customers/C-centro', '/v1/messages', `/v1/messages/${foreignMessage}`, '/v1/opt-outs', '/v1/replies'].map(
      async (path) => JSON.stringify((await api.get(path, { cookie: viewer })).body),
    ),
  );
  for (const answer of answers) expect(answer).not.toMatch(/99999-?000\d/);
  expect(answers[1]).toContain('(**) *****-0000');
  const trusted = await api.as({ role: 'viewer', grants: ['see-full-phones'] });
  expect(JSON.stringify((await api.get('/v1/customers/C-centro', { cookie: trusted })).body)).toContain('(67) 99999-0000');
  const operator = await api.as({ role: 'operator' });
  expect(JSON.stringify((await api.get('/v1/messages', { cookie: operator })).body)).toContain('+5567999990001');
});

test('an operator holds a charge or a customer; a whole filter is for managers', async () => {
  const post = async (role: 'operator' | 'manager', scope: object) => {
    const body = { scope, kind: 'outage', until: '2026-12-02T15:00:00Z', reason: 'rompimento' };
    return api.post('/v1/holds', body, { cookie: await api.as({ role }) });
  };
  const end = async (role: 'operator' | 'manager', { body }: { body: { id?: string } }) =>
    (await api.delete(`/v1/holds/${body.id}`, { cookie: await api.as({ role }) })).status;
  const own = await post('operator', { chargeId: 'B-centro' });
  expect([own.status, await end('operator', own)]).toEqual([201, 200]);
  expect((await post('operator', { filter: { units: ['centro'] } })).status).toBe(403);
  const ofMany = await post('manager', { filter: { units: ['centro'] } });
  expect([ofMany.status, await end('operator', ofMany), await end('manager', ofMany)]).toEqual([201, 403, 200]);
});

test('what staff changes stays until the integration sends something new', async () => {
  const cookie = await api.as({ role: 'manager' });
  const put = () => api.put('/v1/customers/C-staff', { name: 'Ana', unit: 'centro', city: 'Campo Grande' });
  await put();
  await api.patch('/v1/customers/C-staff', { city: 'Dourados' }, { cookie });
  expect((await put()).body).toMatchObject({ city: 'Dourados' });
});
