import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { freePort } from './ports.ts';

const stack = fileURLToPath(new URL('./stack.ts', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regua-stack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the stack in its own process and gives what it said when it gave up. */
async function refusal(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const started = spawn(process.execPath, ['--import', 'tsx', stack], { env: { PATH: process.env.PATH, ...env } });
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve) => started.on('close', resolve));
  return { code, said };
}

test('a port in use is told with the setting that chooses another', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const { code, said } = await refusal({ REGUA_DATA_DIR: folder, REGUA_PORT: String(port) });
  server.close();
  expect(code).toBe(1);
  expect(said).toContain(`Port ${port} for the API is in use. Stop what uses it, or set REGUA_PORT to a free port.`);
});

test('a data folder that cannot be written is told with what to do', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const { code, said } = await refusal({ REGUA_DATA_DIR: join(file, 'data'), REGUA_PORT: String(await freePort()) });
  expect(code).toBe(1);
  expect(said).toMatch(/The data folder .* cannot be written \(.*\)\. Give this user the right to write there, or set REGUA_DATA_DIR/);
  expect(said).not.toContain('    at ');
});

test('wrong settings stop the start before anything is written', async () => {
  const { code, said } = await refusal({ REGUA_DATA_DIR: join(folder, 'data'), REGUA_PORT: 'eighty', REGUA_API_KEY: 'short' });
  expect(code).toBe(1);
  expect(said).toContain('REGUA_API_KEY: given 5 characters (not shown); expected at least 32 characters');
  expect(said).toContain('REGUA_PORT: given "eighty"; expected a port from 1 to 65535');
});

test('a data folder left by a killed stack is taken up, with the secrets and ports it had', async () => {
  const first = openDataFolder(folder);
  const secret = first.keptSecret('secret-key', () => 'made once');
  const port = await first.rememberedPort('postgres');
  expect(first.abandoned).toBe(false);

  const second = openDataFolder(folder); // `first` was never released
  expect(second.abandoned).toBe(true);
  expect(second.keptSecret('secret-key', () => 'made again')).toBe(secret);
  expect(await second.rememberedPort('postgres')).toBe(port);
  second.release();
});
