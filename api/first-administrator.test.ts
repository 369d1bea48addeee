import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

async function createAdmin(...args: string[]): Promise<ReturnType<typeof JSON.parse>> {
  const env = { ...process.env, DATABASE_URL: api.databaseUrl };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'create-admin', ...args], {
    cwd: root,
    env,
  });
  return JSON.parse(stdout);
}

test('the first administrator gets a password told once, and one who lost everything is let in again', async () => {
  const made = await createAdmin('--email', 'Dona@Example.com');
  expect(made).toMatchObject({ created: true, email: 'dona@example.com' });
  const first = await api.enter(made);
  const me = (await api.get('/v1/me', { cookie: first })).body;
  expect(me.user).toMatchObject({ role: 'administrator', mustChangePassword: true, grants: expect.arrayContaining(['send-campaigns']) });

  expect(await createAdmin('--email', 'dona@example.com')).toEqual({ created: false, id: made.id });
  await api.deps.db.sql`update users set disabled_at = now(), role = 'viewer', grants = '[]', units = '["matriz"]'`;
  const again = await createAdmin('--email', 'dona@example.com', '--reset');
  expect(again).toMatchObject({ created: false, id: made.id });
  expect((await api.get('/v1/me', { cookie: first })).status).toBe(401);
  expect((await api.get('/v1/me', { cookie: await api.enter(again) })).body).toMatchObject({
    units: null,
    user: { role: 'administrator' },
  });
  const { items } = (await api.get(`/v1/audit?entity=user&entityId=${made.id}`)).body;
  expect(items.map(({ action, actor }: { action: string; actor: string }) => [action, actor])).toEqual([
    ['user.signed-in', `user:${made.id}`],
    ['user.let-in-again', 'cli'],
    ['user.signed-in', `user:${made.id}`],
    ['user.created', 'cli'],
  ]);
});
