import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { demoGateways } from '../dev/demo/gateways.ts';
import { type Sandbox, startSandbox } from '../dev/sandbox/server.ts';
import { createApp } from './app.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { createSignIn } from './sign-in/library.ts';

let api: TestApp;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
  api = await createTestApp();
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});
beforeEach(() => api.clock.advanceBy(3_600_000));

const chosen = 'outra frase bem comprida';
const ask = (email: string) => api.post('/auth/forgotten-password', { email }, { key: null });
const reset = (code: string, password = chosen) => api.post('/auth/reset-password', { code, password }, { key: null });

const mails = z.object({ items: z.array(z.object({ to: z.array(z.string()), text: z.string() })) });
const mailsTo = async (email: string) => {
  const { items } = mails.parse(await (await fetch(`${sandbox.url}/sandbox/mails`)).json());
  return items.filter(({ to }) => to.includes(email));
};
/** The code of the newest letter to a person, once there are `count`. */
async function codeSentTo(email: string, count = 1): Promise<string> {
  await vi.waitFor(async () => expect(await mailsTo(email)).toHaveLength(count), { timeout: 10_000, interval: 50 });
  const texts = (await mailsTo(email)).map(({ text }) => /entrada: (\S+)/.exec(text)?.[1] ?? '');
  return texts.at(-1) ?? '';
}

test('without an e-mail gateway people are told to ask an administrator', async () => {
  expect((await api.get('/auth/options', { key: null })).body).toEqual({ passwordReset: 'administrator' });
  expect(await ask('a@example.com')).toMatchObject({ status: 409, body: { code: 'no-gateway' } });
  const { email } = demoGateways({ sandboxUrl: sandbox.url, smtpPort: sandbox.smtpPort });
  const { body } = await api.post('/v1/gateways', email);
  await api.patch('/v1/settings', { defaultGateways: { email: body.id } });
  expect((await api.get('/auth/options', { key: null })).body).toEqual({ passwordReset: 'mail' });
});

test('the code of the e-mail opens a new password once; every session ends and a locked account opens', async () => {
  const ana = await api.addPerson({ name: 'Ana', mustChangePassword: true });
  const cookie = await api.enter(ana);
  for (let round = 0; round < 6; round += 1)
    await api.post('/auth/sign-in', { email: ana.email, password: 'errada errada' }, { key: null });
  expect((await ask(ana.email)).status).toBe(204);
  const code = await codeSentTo(ana.email);
  expect(await reset(code, 'senha12345')).toMatchObject({ status: 422, body: { errors: [{ path: 'password', given: '***' }] } });
  expect((await reset(code)).status).toBe(204);
  expect(await reset(code)).toMatchObject({ status: 422, body: { errors: [{ path: 'code', given: '***' }] } });
  expect((await api.get('/v1/me', { cookie })).status).toBe(401);
  const entered = await api.enter({ email: ana.email, password: chosen });
  expect((await api.get('/v1/me', { cookie: entered })).body.user.mustChangePassword).toBe(false);
  const actions = (await api.get(`/v1/audit?entity=user&entityId=${ana.id}`)).body.items.map(({ action }: { action: string }) => action);
  expect(actions).toContain('user.password-reset');
  const [kept] = await api.deps.db.sql`select count(*)::int as count from verifications where identifier like '%reset%'`;
  expect(kept?.count).toBe(0); // only hashes are stored
});

test('an e-mail that is nobody’s, or of somebody disabled, gets the same answer and no letter', async () => {
  const off = await api.addPerson();
  await api.deps.db.sql`update users set disabled_at = now() where id = ${off.id}`;
  const ana = await api.addPerson();
  for (const email of ['ninguem@example.com', off.email, ana.email]) expect((await ask(email)).status).toBe(204);
  await codeSentTo(ana.email);
  expect(await mailsTo('ninguem@example.com')).toEqual([]);
  expect(await mailsTo(off.email)).toEqual([]);
});

test('nobody’s mailbox is flooded', async () => {
  const ana = await api.addPerson();
  for (let letter = 0; letter < 5; letter += 1) expect((await ask(ana.email)).status).toBe(204);
  const closed = await ask(ana.email);
  expect(closed).toMatchObject({ status: 429, body: { code: 'too-many-tries' } });
  expect(closed.headers.get('Retry-After')).toBe('900');
});

test('asking for letters gives nobody more guesses at a password', async () => {
  const ana = await api.addPerson();
  const guess = async () => (await api.post('/auth/sign-in', { email: ana.email, password: 'errada errada' }, { key: null })).status;
  for (let failure = 0; failure < 5; failure += 1) await guess();
  api.clock.advanceBy(901_000);
  expect((await ask('outra@example.com')).status).toBe(204);
  expect([await guess(), await guess()]).toEqual([401, 429]);
});

test('a code of one person changes nobody else, and one that expired nothing', async () => {
  const [ana, rui] = [await api.addPerson(), await api.addPerson({ mustChangePassword: true })];
  await ask(ana.email);
  const token = (await codeSentTo(ana.email)).split('.')[1];
  expect((await reset(`${rui.id}.${token}`)).status).toBe(204); // the token counts, not who is named beside it
  expect((await api.get('/v1/me', { cookie: await api.enter({ email: ana.email, password: chosen }) })).status).toBe(200);
  expect((await api.get('/v1/me', { cookie: await api.enter(rui) })).body.user.mustChangePassword).toBe(true);
  api.clock.advanceBy(3_600_000);
  await ask(ana.email);
  const late = await codeSentTo(ana.email, 2);
  await api.deps.db.sql`update verifications set expires_at = now() - interval '1 second'`;
  expect((await reset(late)).status).toBe(422);
});

test('the letter links to the address that was set, never to the one that a request claims', async () => {
  const publicUrl = new URL('https://regua.example.com');
  const { db, clock, mailer, log } = api.deps;
  const keys = [{ id: 'k1', key: Buffer.alloc(32, 7) }] as const;
  const app = createApp({ ...api.deps, signIn: createSignIn({ db: db.db, clock, keys, mailer, publicUrl, log }) });
  const ana = await api.addPerson();
  await app.request('http://evil.example/auth/forgotten-password', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Host: 'evil.example' },
    body: JSON.stringify({ email: ana.email }),
  });
  await vi.waitFor(async () => expect(await mailsTo(ana.email)).toHaveLength(1), { timeout: 10_000, interval: 50 });
  const [mail] = await mailsTo(ana.email);
  expect(mail?.text).toContain('https://regua.example.com/nova-senha?codigo=');
  expect(mail?.text).not.toContain('evil');
});
