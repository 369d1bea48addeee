import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { cookieOf, createTestApp, type TestApp } from './fixtures/app.ts';
import { codeOfApp } from './fixtures/authenticator-app.ts';
import { createSignIn } from './sign-in/library.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

/** A person with a second factor that is on. */
async function protectedPerson() {
  const person = await api.addPerson();
  const cookie = await api.enter(person);
  const { body } = await api.post('/v1/me/second-factor', { password: person.password }, { cookie });
  const confirmed = await api.post('/v1/me/second-factor/confirm', { code: codeOfApp(body.uri) }, { cookie });
  expect(confirmed.status).toBe(204);
  return { ...person, cookie: cookieOf(confirmed), uri: String(body.uri), recoveryCodes: body.recoveryCodes };
}
const signIn = ({ email, password }: { email: string; password: string }) => api.post('/auth/sign-in', { email, password }, { key: null });

test('with a second factor the password alone opens nothing, and the code of the app opens', async () => {
  const ana = await protectedPerson();
  expect((await api.get('/v1/me', { cookie: ana.cookie })).body.user).toMatchObject({ secondFactor: true });
  const half = await signIn(ana);
  expect(half).toMatchObject({ status: 200, body: { state: 'second-factor' } });
  expect(cookieOf(half)).not.toContain('session_token');
  expect((await api.get('/v1/me', { cookie: cookieOf(half) })).status).toBe(401);
  const whole = await api.post('/auth/second-factor', { code: codeOfApp(ana.uri, 'next') }, { cookie: cookieOf(half) });
  expect(whole).toMatchObject({ status: 200, body: { state: 'signed-in' } });
  expect((await api.get('/v1/me', { cookie: cookieOf(whole) })).status).toBe(200);
});

test('a code of the app opens once: who saw it being typed does not get in with it', async () => {
  const ana = await protectedPerson();
  const enterWith = async (code: string) =>
    (await api.post('/auth/second-factor', { code }, { cookie: cookieOf(await signIn(ana)) })).status;
  const sessions = async () => (await api.get(`/v1/users/${ana.id}/sessions`)).body.items.length;
  const before = await sessions();
  expect(await enterWith(codeOfApp(ana.uri))).toBe(401); // it switched the second factor on
  const code = codeOfApp(ana.uri, 'next');
  expect([await enterWith(code), await enterWith(code)]).toEqual([200, 401]);
  expect((await sessions()) - before).toBe(1);
});

test('who is disabled between password and code is not let in', async () => {
  const ana = await protectedPerson();
  const cookie = cookieOf(await signIn(ana));
  await api.patch(`/v1/users/${ana.id}`, { disabled: true });
  expect(await api.post('/auth/second-factor', { code: codeOfApp(ana.uri, 'next') }, { cookie })).toMatchObject({
    status: 401,
    body: { code: 'wrong-code' },
  });
});

test('a recovery code opens once, and old ones open nothing after new ones were made', async () => {
  const ana = await protectedPerson();
  const [first, second] = ana.recoveryCodes;
  const enterWith = async (code: string | undefined) =>
    api.post('/auth/second-factor', { code, kind: 'recovery' }, { cookie: cookieOf(await signIn(ana)) });
  const entered = await enterWith(first);
  expect(entered.status).toBe(200);
  expect(await enterWith(first)).toMatchObject({ status: 401, body: { code: 'wrong-code' } });
  const renewed = await api.post('/v1/me/second-factor/recovery-codes', { password: ana.password }, { cookie: cookieOf(entered) });
  expect(renewed.body.recoveryCodes).toHaveLength(10);
  expect((await enterWith(second)).status).toBe(401);
  expect((await enterWith(renewed.body.recoveryCodes[0])).status).toBe(200);
});

test('codes cannot be guessed: after five of one sign-in even the right one is refused, after ten any sign-in’s', async () => {
  const ana = await protectedPerson();
  const cookie = cookieOf(await signIn(ana));
  const wrong = codeOfApp(ana.uri) === '000000' ? '111111' : '000000';
  for (let round = 0; round < 5; round += 1)
    expect(await api.post('/auth/second-factor', { code: wrong }, { cookie })).toMatchObject({ status: 401, body: { code: 'wrong-code' } });
  expect((await api.post('/auth/second-factor', { code: codeOfApp(ana.uri, 'next') }, { cookie })).status).toBe(401);
  const again = cookieOf(await signIn(ana));
  for (let round = 0; round < 5; round += 1) await api.post('/auth/second-factor', { code: wrong }, { cookie: again });
  const third = cookieOf(await signIn(ana));
  expect((await api.post('/auth/second-factor', { code: codeOfApp(ana.uri, 'next') }, { cookie: third })).status).toBe(429);
});

test('a second factor counts only once a code confirmed it, and goes with the password only', async () => {
  const ana = await api.addPerson();
  const cookie = await api.enter(ana);
  const begin = (password: string) => api.post('/v1/me/second-factor', { password }, { cookie });
  expect(await begin('errada errada')).toMatchObject({ status: 422, body: { errors: [{ path: 'password', given: '***' }] } });
  const { body } = await begin(ana.password);
  expect((await signIn(ana)).body.state).toBe('signed-in');
  const confirm = (code: string) => api.post('/v1/me/second-factor/confirm', { code }, { cookie });
  expect(await confirm('12345')).toMatchObject({ status: 422, body: { errors: [{ path: 'code' }] } });
  const on = await confirm(codeOfApp(body.uri));
  expect(on.status).toBe(204);
  const off = (password: string) => api.post('/v1/me/second-factor/removal', { password }, { cookie: cookieOf(on) });
  expect((await off('errada errada')).status).toBe(422);
  expect((await off(ana.password)).status).toBe(204);
  expect((await signIn(ana)).body.state).toBe('signed-in');
});

test('what is on or off already is told so', async () => {
  const on = await protectedPerson();
  expect(await api.post('/v1/me/second-factor', { password: on.password }, { cookie: on.cookie })).toMatchObject({
    status: 409,
    body: { code: 'second-factor-on' },
  });
  const off = await api.as({});
  for (const call of ['removal', 'recovery-codes'])
    expect(await api.post(`/v1/me/second-factor/${call}`, { password: 'x' }, { cookie: off })).toMatchObject({
      status: 409,
      body: { code: 'second-factor-off' },
    });
});

test('an administrator takes the second factor from who lost it', async () => {
  const ana = await protectedPerson();
  const cookie = await api.as({ role: 'administrator' });
  expect((await api.delete(`/v1/users/${ana.id}/second-factor`, { cookie })).status).toBe(204);
  expect((await signIn(ana)).body.state).toBe('signed-in');
  expect((await api.delete(`/v1/users/${ana.id}/second-factor`, { cookie })).body.code).toBe('second-factor-off');
});

test('a secret of the sealing key before this one still opens, so that rotating it locks nobody out', async () => {
  const ana = await protectedPerson();
  const old = { id: 'k1', key: Buffer.alloc(32, 7) };
  const next = { id: 'k2', key: Buffer.alloc(32, 8) };
  const { db, clock, mailer, log } = api.deps;
  const signInAfter = createSignIn({ db: db.db, clock, keys: [next, old], mailer, publicUrl: null, log });
  const rotated = createApp({ ...api.deps, signIn: signInAfter });
  const ask = async (path: string, body: unknown, cookie = '') =>
    rotated.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }) },
      body: JSON.stringify(body),
    });
  const half = await ask('/auth/sign-in', { email: ana.email, password: ana.password });
  const whole = await ask('/auth/second-factor', { code: codeOfApp(ana.uri, 'next') }, cookieOf(half));
  expect(whole.status).toBe(200);
});
