import { afterAll, beforeAll, expect, test } from 'vitest';
import { cookieOf, createTestApp, type TestApp } from './fixtures/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

const chosen = 'outra frase bem comprida';

test('a person who signs in is known by the cookie, which no script of a page can read and no other site sends', async () => {
  const ana = await api.addPerson({ name: 'Ana', email: 'ana@example.com', role: 'operator' });
  const answer = await api.post('/auth/sign-in', { email: 'Ana@Example.com', password: ana.password }, { key: null });
  expect(answer).toMatchObject({ status: 200, body: { state: 'signed-in', mustChangePassword: false } });
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^regua\.session_token=/);
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; SameSite=Strict/i);
  expect(cookie).not.toMatch(/; Secure/i);
  expect(JSON.stringify(answer.body)).not.toContain(decodeURIComponent(cookie.split(/[=.;]/)[2] ?? ''));
  const me = await api.get('/v1/me', { cookie: cookieOf(answer) });
  expect(me.body).toMatchObject({ kind: 'user', name: 'Ana', units: null, phones: 'full', user: { role: 'operator', grants: [] } });
  expect((await api.get('/v1/customers', { cookie: cookieOf(answer) })).status).toBe(200);
});

test('a wrong password, an unknown e-mail and a disabled person are told the same', async () => {
  const off = await api.addPerson();
  await api.deps.db.sql`update users set disabled_at = now() where id = ${off.id}`;
  const known = await api.addPerson();
  const answers = await Promise.all(
    [off, { email: known.email, password: 'errada errada' }, { email: 'ninguem@example.com', password: 'errada errada' }].map(
      ({ email, password }) => api.post('/auth/sign-in', { email, password }, { key: null }),
    ),
  );
  const [first] = answers;
  expect(first).toMatchObject({ status: 401, body: { code: 'wrong-password', detail: 'E-mail ou senha errados.' } });
  for (const { status, body } of answers) expect({ status, body }).toEqual({ status: first?.status, body: first?.body });
});

test('five failures close an account for a quarter of an hour, also to the right password, known or not', async () => {
  const ana = await api.addPerson();
  for (const email of [ana.email, 'fantasma@example.com']) {
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => api.post('/auth/sign-in', { email, password: 'errada errada' }, { key: null })),
    );
    expect(tries.map(({ status }) => status).toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  }
  const closed = await api.post('/auth/sign-in', { email: ana.email, password: ana.password }, { key: null });
  expect(closed).toMatchObject({ status: 429, body: { code: 'too-many-tries' } });
  expect(closed.headers.get('Retry-After')).toBe('900');
  expect((await api.get(`/v1/audit?entity=user&entityId=${ana.id}`)).body.items).toMatchObject([{ action: 'user.locked' }]);
  api.clock.advanceBy(900_000);
  expect((await api.post('/auth/sign-in', ana, { key: null })).status).toBe(422); // the id is a field too many
  expect(await api.enter(ana)).toContain('regua.session_token');
});

test('a good sign-in forgets the failures before it', async () => {
  const ana = await api.addPerson();
  for (let round = 0; round < 3; round += 1) {
    for (let failure = 0; failure < 4; failure += 1)
      await api.post('/auth/sign-in', { email: ana.email, password: 'errada errada' }, { key: null });
    expect(await api.enter(ana)).toContain('regua.session_token');
  }
});

test('a password that somebody else made opens nothing but its change', async () => {
  const ana = await api.addPerson({ mustChangePassword: true, role: 'administrator' });
  const cookie = await api.enter(ana);
  expect((await api.get('/v1/customers', { cookie })).body).toMatchObject({ status: 403, code: 'password-change-required' });
  expect((await api.get('/v1/me', { cookie })).body.user).toMatchObject({ mustChangePassword: true });
  const change = (current: string, password: string) => api.post('/v1/me/password', { current, password }, { cookie });
  expect(await change('errada errada', chosen)).toMatchObject({ status: 422, body: { errors: [{ path: 'current' }] } });
  expect(await change(ana.password, ana.password)).toMatchObject({ status: 422, body: { errors: [{ path: 'password', given: '***' }] } });
  expect(await change(ana.password, 'senha12345')).toMatchObject({ status: 422, body: { errors: [{ message: 'senha fraca' }] } });
  const changed = await change(ana.password, chosen);
  expect(changed.status).toBe(204);
  expect((await api.get('/v1/customers', { cookie: cookieOf(changed) })).status).toBe(200);
});

test('another password ends every other session, and the one that changed it goes on under a new token', async () => {
  const ana = await api.addPerson();
  const [here, there] = [await api.enter(ana), await api.enter(ana)];
  const changed = await api.post('/v1/me/password', { current: ana.password, password: chosen }, { cookie: here });
  expect(changed.status).toBe(204);
  expect((await api.get('/v1/me', { cookie: here })).status).toBe(401);
  expect((await api.get('/v1/me', { cookie: there })).status).toBe(401);
  expect((await api.get('/v1/me', { cookie: cookieOf(changed) })).status).toBe(200);
});

test('a session ends with the sign-out, and with the person being disabled', async () => {
  const ana = await api.addPerson();
  const cookie = await api.enter(ana);
  expect((await api.post('/auth/sign-out', undefined, { cookie })).status).toBe(204);
  expect((await api.get('/v1/me', { cookie })).status).toBe(401);
  const other = await api.enter(ana);
  await api.deps.db.sql`update users set disabled_at = now() where id = ${ana.id}`;
  expect((await api.get('/v1/me', { cookie: other })).status).toBe(401);
});

test('a write by cookie that another site made a browser send is refused, and one that does not say where it comes from', async () => {
  const cookie = await api.as({ role: 'manager' });
  const put = (headers: Record<string, string>) =>
    api.put('/v1/customers/C-1', { name: 'Ana', unit: 'matriz' }, { key: null, headers: { Cookie: cookie, ...headers } });
  const foreign = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'http://evil.example' },
    { Origin: 'null' },
    {},
  ];
  for (const headers of foreign) expect(await put(headers)).toMatchObject({ status: 403, body: { code: 'foreign-origin' } });
  for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' }, { Origin: 'http://localhost' }])
    expect((await put(headers)).status).toBe(422);
  const login = await api.post(
    '/auth/sign-in',
    { email: 'a@example.com', password: 'x' },
    { key: null, headers: { Origin: 'http://evil.example' } },
  );
  expect(login).toMatchObject({ status: 403, body: { code: 'foreign-origin' } });
});

test('a cookie brought along is not the session that a sign-in gives, and one that was tampered with opens nothing', async () => {
  const ana = await api.addPerson();
  const planted = await api.enter(await api.addPerson());
  const answer = await api.post(
    '/auth/sign-in',
    { email: ana.email, password: ana.password },
    { key: null, headers: { Cookie: planted, 'Sec-Fetch-Site': 'same-origin' } },
  );
  expect(cookieOf(answer)).not.toBe(planted);
  const [row] = await api.deps.db.sql`select token from sessions where user_id = ${ana.id}`;
  for (const forged of [String(row?.token), `${row?.token}.${'A'.repeat(43)}=`])
    expect((await api.get('/v1/me', { cookie: `regua.session_token=${encodeURIComponent(forged)}` })).status).toBe(401);
});

test('over https the cookie never travels without it', async () => {
  const secure = await createTestApp({ web: { publicUrl: new URL('https://regua.example.com'), isTrustedProxy: () => false } });
  try {
    const ana = await secure.addPerson();
    const answer = await secure.post('/auth/sign-in', { email: ana.email, password: ana.password }, { key: null });
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/; Secure/);
  } finally {
    await secure.close();
  }
});
