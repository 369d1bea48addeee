import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { putProvider } from './fixtures/provider.ts';

let api: TestApp;
let admin: string;
let adminId: string;
beforeAll(async () => {
  api = await createTestApp({ workflowsUrl: 'http://localhost:8233/namespaces/default/workflows/' });
  await putProvider(api);
  const person = await api.addPerson({ role: 'administrator', name: 'Dona' });
  adminId = person.id;
  admin = await api.enter(person);
});
afterAll(() => api.close());

const ana = { name: 'Ana Lima', email: 'Ana@Example.com', role: 'operator', grants: ['decide-unknowns'], units: ['matriz'] };

test('a new person gets a password told once, signs in with it and has to change it', async () => {
  const headers = { 'Idempotency-Key': 'ana' };
  const made = await api.post('/v1/users', ana, { cookie: admin, headers });
  expect(made).toMatchObject({
    status: 201,
    body: { email: 'ana@example.com', role: 'operator', units: ['matriz'], disabled: false, mustChangePassword: true, lastSignInAt: null },
  });
  const again = await api.post('/v1/users', ana, { cookie: admin, headers });
  expect(again).toMatchObject({ status: 201, body: { id: made.body.id, oneTimePassword: null } });
  const cookie = await api.enter({ email: 'ana@example.com', password: made.body.oneTimePassword });
  expect((await api.get('/v1/units', { cookie })).body.code).toBe('password-change-required');
  const everything = JSON.stringify([(await api.get('/v1/users', { cookie: admin })).body, (await api.get('/v1/audit')).body]);
  expect(everything).not.toContain(made.body.oneTimePassword);
});

test('rights are changed with before and after in the audit, and count from the next call on', async () => {
  const person = await api.addPerson({ role: 'viewer' });
  const cookie = await api.enter(person);
  expect((await api.get('/v1/users', { cookie })).status).toBe(403);
  const change = { role: 'administrator', grants: ['see-full-phones'] };
  expect((await api.patch(`/v1/users/${person.id}`, change, { cookie: admin })).body).toMatchObject(change);
  expect((await api.get('/v1/users', { cookie })).status).toBe(200);
  const [entry] = (await api.get(`/v1/audit?entity=user&entityId=${person.id}`)).body.items;
  expect(entry).toMatchObject({ actor: `user:${adminId}`, action: 'user.changed', before: { role: 'viewer', grants: [] }, after: change });
  const same = await api.patch(`/v1/users/${person.id}`, change, { cookie: admin });
  expect(same.headers.get('Regua-Unchanged')).toBe('1');
});

test('what a person may not set of himself is refused, not ignored', async () => {
  const invented = {
    ...ana,
    email: 'b@example.com',
    disabledAt: null,
    mustChangePassword: false,
    twoFactorEnabled: false,
    id: 'mine',
    emailVerified: true,
  };
  const { status, body } = await api.post('/v1/users', invented, { cookie: admin });
  expect(status).toBe(422);
  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
    ...['disabledAt', 'mustChangePassword', 'twoFactorEnabled', 'id', 'emailVerified'],
  ]);
  const person = await api.as({ role: 'viewer' });
  expect((await api.patch('/v1/users/user-1', { role: 'administrator' }, { cookie: person })).status).toBe(403);
  const password = { current: 'quatro palavras ao acaso', password: 'outra frase bem comprida', role: 'administrator' };
  expect((await api.post('/v1/me/password', password, { cookie: person })).status).toBe(422);
});

test.each([
  ['role', { role: 'root' }],
  ['grants.0', { grants: ['everything'] }],
  ['email', { email: 'nobody' }],
  ['units', { units: ['nowhere'] }],
  ['units', { units: [] }],
  ['name', { name: ' ' }],
])('a wrong %s is told with what is expected', async (path, wrong) => {
  const refused = await api.post('/v1/users', { ...ana, email: 'c@example.com', ...wrong }, { cookie: admin });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path, expected: expect.stringMatching(/./) }] } });
});

test('a key gets no rights by way of a person: it makes, changes and lets in nobody who may do more than itself', async () => {
  const key = await api.addKey('users:*');
  const viewer = { name: 'Caio', email: 'caio@example.com', role: 'viewer', grants: [], units: null };
  const boss = await api.addPerson({ role: 'administrator' });
  const refused = async (call: Promise<{ status: number; body: { code: string } }>) => {
    const { status, body } = await call;
    expect([status, body.code]).toEqual([403, 'forbidden']);
  };
  await refused(api.post('/v1/users', { ...viewer, role: 'administrator' }, { key }));
  await refused(api.patch(`/v1/users/${boss.id}`, { email: 'caio@example.com' }, { key }));
  await refused(api.post(`/v1/users/${boss.id}/password`, {}, { key }));
  await refused(api.delete(`/v1/users/${boss.id}/second-factor`, { key }));
  const whole = await api.addKey('*');
  const { id } = (await api.post('/v1/users', viewer, { key: whole })).body;
  expect((await api.patch(`/v1/users/${id}`, { role: 'administrator' }, { key: whole })).status).toBe(200);
});

test('an e-mail belongs to one person, in any case', async () => {
  const other = await api.addPerson();
  const taken = await api.post('/v1/users', { ...ana, email: other.email.toUpperCase() }, { cookie: admin });
  expect(taken).toMatchObject({ status: 409, body: { code: 'name-taken' } });
  const person = await api.addPerson();
  expect((await api.patch(`/v1/users/${person.id}`, { email: other.email }, { cookie: admin })).body.code).toBe('name-taken');
});

test('the house is never without an administrator of all units, also when two demote each other', async () => {
  const house = await createTestApp();
  try {
    await house.put('/v1/units/matriz', { name: 'Matriz', city: 'Campo Grande', state: 'MS', timeZone: 'America/Campo_Grande' });
    const [one, two] = [await house.addPerson({ role: 'administrator' }), await house.addPerson({ role: 'administrator' })];
    const demote = (id: string, change: object) => house.patch(`/v1/users/${id}`, change);
    const both = await Promise.all([demote(one.id, { role: 'manager' }), demote(two.id, { role: 'manager' })]);
    expect(both.map(({ status }) => status).toSorted()).not.toEqual([200, 200]);
    const left = both[0].status === 200 ? two.id : one.id;
    for (const change of [{ role: 'manager' }, { disabled: true }, { units: ['matriz'] }])
      expect(await demote(left, change)).toMatchObject({ status: 409, body: { code: 'last-administrator' } });
  } finally {
    await house.close();
  }
});

test('a person who forgot the password gets another one, and nobody stays signed in with the old one', async () => {
  const person = await api.addPerson();
  const cookie = await api.enter(person);
  for (let round = 0; round < 6; round += 1)
    await api.post('/auth/sign-in', { email: person.email, password: 'errada errada' }, { key: null });
  const given = await api.post(`/v1/users/${person.id}/password`, undefined, { cookie: admin });
  expect((await api.get('/v1/me', { cookie })).status).toBe(401);
  const entered = await api.enter({ email: person.email, password: given.body.oneTimePassword });
  expect((await api.get('/v1/me', { cookie: entered })).body.user.mustChangePassword).toBe(true);
});

test('a disabled person is signed out at once and can be let in again', async () => {
  const person = await api.addPerson();
  const cookie = await api.enter(person);
  expect((await api.patch(`/v1/users/${person.id}`, { disabled: true }, { cookie: admin })).body.disabled).toBe(true);
  expect((await api.get('/v1/me', { cookie })).status).toBe(401);
  await api.patch(`/v1/users/${person.id}`, { disabled: false }, { cookie: admin });
  expect((await api.get('/v1/me', { cookie })).status).toBe(401);
  expect(await api.enter(person)).toContain('session_token');
});

test('sessions are listed and ended, each person’s own', async () => {
  const person = await api.addPerson();
  const [here, there] = [await api.enter(person), await api.enter(person)];
  const { items } = (await api.get('/v1/me/sessions', { cookie: here })).body;
  expect(items).toHaveLength(2);
  expect(items.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
  expect(JSON.stringify(items)).not.toContain('token');
  const other = items.find(({ current }: { current: boolean }) => !current);
  const stranger = await api.as({});
  expect((await api.delete(`/v1/me/sessions/${other.id}`, { cookie: stranger })).status).toBe(404);
  expect((await api.delete(`/v1/me/sessions/${other.id}`, { cookie: here })).status).toBe(204);
  expect((await api.get('/v1/me', { cookie: there })).status).toBe(401);
  const third = await api.enter(person);
  expect((await api.delete('/v1/me/sessions', { cookie: here })).status).toBe(204);
  expect((await api.get('/v1/me', { cookie: third })).status).toBe(401);
  expect((await api.get(`/v1/users/${person.id}/sessions`, { cookie: admin })).body.items).toHaveLength(1);
  expect((await api.delete(`/v1/users/${person.id}/sessions`, { cookie: admin })).status).toBe(204);
  expect((await api.get('/v1/me', { cookie: here })).status).toBe(401);
});

test('a session that nobody used for twelve hours is over', async () => {
  const person = await api.addPerson();
  const cookie = await api.enter(person);
  await api.deps.db.sql`update sessions set expires_at = now() - interval '1 second' where user_id = ${person.id}`;
  expect((await api.get('/v1/me', { cookie })).status).toBe(401);
});

test('what is a person’s own is not for an API key', async () => {
  for (const [method, path] of [
    ['GET', '/v1/me/sessions'],
    ['POST', '/v1/me/second-factor'],
    ['POST', '/v1/me/password'],
  ] as const)
    expect((await api.call(method, path)).status).toBe(403);
  expect((await api.get('/v1/me')).body).toMatchObject({ kind: 'key', user: null, units: null, phones: 'full' });
});

test('only who may change the settings is told where the Temporal UI is', async () => {
  const told = async (role: 'manager' | 'administrator') =>
    (await api.get('/v1/me', { cookie: await api.as({ role, email: `${role}@example.com` }) })).body.workflowsUrl;
  expect(await told('administrator')).toBe('http://localhost:8233/namespaces/default/workflows/');
  expect(await told('manager')).toBeNull();
});

describe('a saved filter of a list', () => {
  const refused = { list: 'messages', name: 'Recusadas', query: { state: 'refused', from: '2026-11-01T00:00:00-04:00' } };
  let ana: string;
  let bruno: string;
  beforeAll(async () => {
    ana = await api.as({ role: 'viewer', name: 'Ana' });
    bruno = await api.as({ role: 'operator', name: 'Bruno' });
  });
  const save = (body: object, cookie = ana) => api.post('/v1/me/filters', body, { cookie });
  const names = async (cookie: string, list = 'messages') =>
    (await api.get(`/v1/me/filters?list=${list}`, { cookie })).body.items.map(({ name }: { name: string }) => name);

  it('is kept, renamed and forgotten by its owner, and nobody else sees it', async () => {
    const { status, body } = await save(refused);
    const query = { state: 'refused', from: '2026-11-01T04:00:00.000Z' };
    expect([status, body]).toMatchObject([201, { list: 'messages', query, shared: false, mine: true, ownerName: 'Ana' }]);
    expect([await names(ana), await names(ana, 'charges'), await names(bruno)]).toEqual([['Recusadas'], [], []]);
    const change = { name: 'Não aceitas', query, shared: false };
    expect((await api.put(`/v1/me/filters/${body.id}`, change, { cookie: ana })).body).toMatchObject(change);
    expect((await api.put(`/v1/me/filters/${body.id}`, change, { cookie: ana })).headers.get('Regua-Unchanged')).toBe('1');
    for (const call of [
      api.put(`/v1/me/filters/${body.id}`, change, { cookie: bruno }),
      api.delete(`/v1/me/filters/${body.id}`, { cookie: bruno }),
    ])
      expect((await call).status).toBe(404);
    expect((await api.delete(`/v1/me/filters/${body.id}`, { cookie: ana })).status).toBe(204);
    expect(await names(ana)).toEqual([]);
  });

  it('of the house is given and taken by whoever may change the settings, and seen by all', async () => {
    const wish = { ...refused, name: 'Da casa', query: { state: 'refused' }, shared: true };
    expect((await save(wish, bruno)).body.code).toBe('forbidden');
    const { body } = await save(wish, admin);
    expect([await names(bruno), body.mine]).toEqual([['Da casa'], true]);
    expect((await api.delete(`/v1/me/filters/${body.id}`, { cookie: bruno })).body.code).toBe('forbidden');
    const other = await api.as({ role: 'administrator' });
    expect((await api.delete(`/v1/me/filters/${body.id}`, { cookie: other })).status).toBe(204);
  });

  it('that looks for somebody stays with its owner, and out of the audit', async () => {
    const personal = { list: 'charges', name: 'Dona Rosa', query: { q: 'Rosa', status: 'open' } };
    expect((await save({ ...personal, shared: true }, admin)).body.errors).toMatchObject([{ path: 'query.q', given: 'Rosa' }]);
    const { body } = await save(personal, admin);
    const [entry] = (await api.get(`/v1/audit?entity=saved-filter&entityId=${body.id}`)).body.items;
    expect(entry).toMatchObject({ action: 'saved-filter.created', after: { list: 'charges', query: { status: 'open' } } });
    expect(entry.after.query).not.toHaveProperty('q');
  });

  it.each([
    ['another value than the list knows', { state: 'perdida' }, 'query.state'],
    ['what another list asks', { dueFrom: '2026-12-01' }, 'query.dueFrom'],
    ['a page of the list', { limit: '10' }, 'query.limit'],
    ['nothing at all', {}, 'query'],
  ])('with %s is refused at its field', async (_name, query, path) => {
    expect(await save({ ...refused, query })).toMatchObject({ status: 422, body: { code: 'invalid-field', errors: [{ path }] } });
  });

  it('has a name once for each person and list, and no person has very many', async () => {
    const cookie = await api.as({ role: 'viewer' });
    expect((await save(refused, cookie)).status).toBe(201);
    expect((await save(refused, cookie)).body.code).toBe('name-taken');
    for (let number = 1; number < 30; number += 1) await save({ ...refused, name: `Filtro ${number}` }, cookie);
    expect((await save({ ...refused, name: 'Mais um' }, cookie)).body.code).toBe('too-many-filters');
    expect((await save({ list: 'customers', name: 'Recusadas', query: { status: 'disabled' } }, cookie)).status).toBe(201);
  });
});
