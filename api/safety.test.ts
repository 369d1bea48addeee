import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
});
afterAll(() => api.close());

const calls = (count: number, call: () => Promise<{ status: number }>) => Promise.all(Array.from({ length: count }, call));

test('a person of too many calls waits, nobody else does, and only for a moment', async () => {
  const [ana, rui] = [await api.as({}), await api.as({})];
  const statuses = (await calls(650, () => api.get('/v1/me', { cookie: ana }))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(600);
  const waits = await api.get('/v1/me', { cookie: ana });
  expect(waits).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  expect(waits.headers.get('Retry-After')).toBe('1');
  expect((await api.get('/v1/me', { cookie: rui })).status).toBe(200);
  api.clock.advanceBy(1_000);
  expect((await api.get('/v1/me', { cookie: ana })).status).toBe(200);
});

test('keys cannot be guessed at any pace: an address without a valid one waits, its valid callers do not', async () => {
  await calls(600, () => api.get('/v1/me', { key: 'guess' }));
  const waits = await api.get('/v1/me', { key: 'guess' });
  expect(waits).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  expect((await api.get('/v1/me')).status).toBe(200);
});

test('no answer is ever run, framed or guessed at by a browser', async () => {
  for (const path of ['/v1/me', '/v1/nothing', '/openapi.json', '/health/live']) {
    const { headers } = await api.get(path);
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('Strict-Transport-Security')).not.toContain('includeSubDomains');
  }
  expect((await api.get('/v1/me')).headers.get('Cache-Control')).toBe('no-store');
});
