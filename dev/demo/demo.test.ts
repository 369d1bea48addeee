import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../api/fixtures/app.ts';
import { startSandbox } from '../sandbox/server.ts';
import { runDemo } from './main.ts';

let app: TestApp;
let server: ReturnType<typeof serve>;
let apiUrl: string;
let apiKey: string;
let calls = 0;
const stop = new AbortController();

beforeAll(async () => {
  app = await createTestApp();
  apiKey = await app.addKey('*');
  const counted = (request: Request) => {
    calls += 1;
    return app.app.fetch(request);
  };
  apiUrl = await new Promise((resolve) => {
    server = serve({ fetch: counted, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => resolve(`http://127.0.0.1:${port}`));
  });
});

afterAll(async () => {
  stop.abort();
  server.close();
  await app.close();
});

function start({ firstStart, sandboxPort }: { firstStart: boolean; sandboxPort: number }): Promise<void> {
  calls = 0;
  const sandboxUrl = `http://localhost:${sandboxPort}`;
  const now = () => new Date(app.clock.nowMs());
  return runDemo({ apiUrl, apiKey, sandboxUrl, smtpPort: 2525, firstStart, log: () => {}, signal: stop.signal, now });
}

const count = async (path: string): Promise<number> => (await app.get(`${path}?limit=500`)).body.items.length;
const counts = async () => ({
  customers: await count('/v1/customers'),
  templates: await count('/v1/templates'),
  gateways: await count('/v1/gateways'),
  ruleSets: await count('/v1/rule-sets'),
});

test('a first start fills the house within 150 calls, and nobody of the imported base is texted for what was before', async () => {
  await start({ firstStart: true, sandboxPort: 9090 });
  expect(calls).toBeLessThanOrEqual(150);
  expect(await counts()).toEqual({ customers: 62, templates: 8, gateways: 2, ruleSets: 2 });
  const { items } = (await app.get('/v1/charges?limit=500')).body;
  expect(items.length).toBe(64);
  const stages = new Set(items.map(({ status, overdue }: { status: string; overdue: boolean }) => (overdue ? 'overdue' : status)));
  expect([...stages].sort()).toEqual(['open', 'overdue', 'paid', 'removed']);
  const { steps } = (await app.get('/v1/charges/D-900004/timeline')).body;
  expect(steps.map(({ rule, state }: { rule: number; state: string }) => [rule, state])).toContainEqual([2, 'before-our-time']);
});

test('a live charge plans created, reminder and due a minute apart, at any hour', async () => {
  const { items } = (await app.get('/v1/charges?customerId=demo-bruno')).body;
  const { steps } = (await app.get(`/v1/charges/${items[0].id}/timeline`)).body;
  const planned: [number, string][] = steps.map(({ rule, sendsAt }: { rule: number; sendsAt: string }) => [rule, sendsAt.slice(11, 16)]);
  expect(planned.slice(0, 4)).toEqual([
    [2, '12:00'],
    [3, '12:01'],
    [4, '12:02'],
    [10, '12:03'],
  ]);
});

test('a later start repeats nothing: it pays what was left open, gives each live customer a fresh charge and finds the moved sandbox', async () => {
  const before = await counts();
  app.clock.advanceBy(60_000);
  await start({ firstStart: false, sandboxPort: 9191 });
  expect(calls).toBeLessThanOrEqual(15);
  expect(await counts()).toEqual(before);
  const ofAna = (await app.get('/v1/charges?customerId=demo-ana')).body.items.map(({ status }: { status: string }) => status);
  expect(ofAna.sort()).toEqual(['open', 'paid']);
  const gateways = (await app.get('/v1/gateways')).body.items;
  expect(gateways.map(({ settings }: { settings: { port: number } }) => settings.port).sort()).toEqual([2525, 9191]);
});

test('the carrier is told where receipts and replies of the demonstration go', async () => {
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
  try {
    await start({ firstStart: false, sandboxPort: Number(new URL(sandbox.url).port) });
    const callbacks = JSON.parse(await (await fetch(`${sandbox.url}/sandbox/callbacks`)).text());
    const [gateway] = (await app.get('/v1/gateways')).body.items.filter(({ service }: { service: string }) => service === 'zenvia');
    expect(callbacks.Zenvia.receipts).toMatch(new RegExp(`^${apiUrl}/hooks/receipts/${gateway.id}/[\\w-]{20,}$`));
    expect(callbacks.Zenvia.replies).toMatch(new RegExp(`^${apiUrl}/hooks/replies/${gateway.id}/[\\w-]{20,}$`));
  } finally {
    await sandbox.close();
  }
});
