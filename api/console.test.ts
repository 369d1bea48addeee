import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveConsole } from './console.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';

const page = '<!doctype html><title>Régua</title><div id="console"></div>';
const script = 'console.log("régua")'.repeat(100);
let folder: string;
let api: TestApp;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regua-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'main-Ab12.js'), script);
  writeFileSync(join(folder, '.env'), 'SECRET=1');
  api = await createTestApp({ console: await serveConsole(folder) });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => api.app.request(path, { headers });

test('every address of the console gives its one page, which no other site may frame and in which no foreign script runs', async () => {
  for (const path of ['/', '/cobrancas', '/cobrancas/768412?etapa=10', '/configuracao/gateways']) {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(page);
    expect(answer.headers.get('Cache-Control')).toBe('no-cache');
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("default-src 'none'");
  }
});

test('a file whose name changes with its content is kept for ever, zipped where the browser takes it, and not sent twice', async () => {
  const plain = await get('/assets/main-Ab12.js');
  expect(plain.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(plain.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(await plain.text()).toBe(script);
  const zipped = await get('/assets/main-Ab12.js', { 'Accept-Encoding': 'gzip, br' });
  expect(zipped.headers.get('Content-Encoding')).toBe('gzip');
  expect((await zipped.arrayBuffer()).byteLength).toBeLessThan(200);
  const again = await get('/assets/main-Ab12.js', { 'If-None-Match': plain.headers.get('ETag') ?? '' });
  expect(again.status).toBe(304);
});

test('an unknown file, an unknown call of the API and a write are refused, and nothing beside the build is given', async () => {
  for (const path of ['/assets/gone.js', '/v1/nothing', '/auth/nothing', '/hooks/nothing', '/.env', '/assets/../../etc/passwd']) {
    const answer = await get(path, { Authorization: `Bearer ${await api.addKey('*')}` });
    expect([path, answer.status === 200 && (await answer.text()) !== page]).toEqual([path, false]);
  }
  expect((await get('/v1/nothing', { Authorization: `Bearer ${await api.addKey('*')}` })).status).toBe(404);
  expect((await get('/assets/gone.js')).status).toBe(404);
  expect((await api.app.request('/cobrancas', { method: 'POST' })).status).toBe(404);
});

test('a folder without a build is told at the start', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'regua-empty-'));
  await expect(serveConsole(empty)).rejects.toThrow('holds no built console: index.html is missing');
  rmSync(empty, { recursive: true });
});
