import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const port = 20_000 + (process.pid % 20_000);
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const start = (file: string, ...args: string[]) =>
  spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      REGUA_PORT: String(port),
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      REGUA_NEW_API_KEY: 'k'.repeat(40),
    },
  });

async function outputOf(child: ChildProcess): Promise<{ code: unknown; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'exit');
  return { code, output };
}

test('the service says when it is ready, serves the key made on the command line, and stops in order on SIGTERM', async () => {
  const made = await outputOf(start('cli/main.ts', 'create-api-key', '--name', 'local', '--scopes', '*'));
  expect(made.code).toBe(0);
  expect(JSON.parse(made.output)).toMatchObject({ created: true, value: 'k'.repeat(40), scopes: ['*'] });
  const again = await outputOf(start('cli/main.ts', 'create-api-key', '--name', 'local', '--scopes', '*'));
  expect([again.code, again.output]).toEqual([0, '{"created":false}\n']);

  const server = start('api/server.ts');
  const ended = outputOf(server);
  await new Promise<void>((resolve) => {
    server.stdout?.on('data', (chunk) => String(chunk).includes('"msg":"api ready"') && resolve());
  });
  const headers = { Authorization: `Bearer ${'k'.repeat(40)}` };
  expect((await fetch(`http://127.0.0.1:${port}/v1/settings`, { headers })).status).toBe(200);
  const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ parts: { database: { ready: true }, temporal: { ready: false } } });
  server.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});
