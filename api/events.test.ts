import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
const ending = new AbortController();
beforeAll(async () => {
  api = await createTestApp({ stopping: ending.signal });
  gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
});
afterAll(() => api.close());

type Event = { event: string; data: ReturnType<typeof JSON.parse> };

/** The line as a browser reads it. */
async function listen(credentials: { key?: string; cookie?: string }, app = api.app) {
  const headers: Record<string, string> = {
    ...(credentials.key && { Authorization: `Bearer ${credentials.key}` }),
    ...(credentials.cookie && { Cookie: credentials.cookie }),
  };
  const response = await app.request('/v1/events', { headers });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    type: response.headers.get('Content-Type'),
    /** The next event; null at the end. */
    async next(): Promise<Event | null> {
      for (;;) {
        const [block, ...rest] = text.split('\n\n');
        if (block !== undefined && rest.length > 0) {
          text = rest.join('\n\n');
          const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
          return { event: fields.get('event') ?? '', data: JSON.parse(fields.get('data') ?? 'null') };
        }
        const read = await reader?.read();
        if (read === undefined || read.done) return null;
        text += read.value;
      }
    },
    close: () => reader?.cancel(),
  };
}

test('an open console is told the whole state, and then what changes, until it hangs up', async () => {
  const line = await listen({ cookie: await api.as({}) });
  expect([line.status, line.type]).toEqual([200, 'text/event-stream']);
  expect([await line.next(), await line.next(), await line.next(), await line.next()]).toMatchObject([
    { event: 'settings', data: { service: 'off' } },
    { event: 'gateways', data: [{ id: gatewayId, paused: false, stoppedReason: null }] },
    { event: 'alerts', data: { open: 0, newest: [] } },
    { event: 'campaigns', data: [] },
  ]);
  await api.patch(`/v1/gateways/${gatewayId}`, { paused: true });
  expect(await line.next()).toMatchObject({ event: 'gateways', data: [{ id: gatewayId, paused: true }] });
  await api.patch('/v1/settings', { service: 'on' });
  expect(await line.next()).toMatchObject({ event: 'settings', data: { service: 'on' } });
  await line.close();
});

test('secrets, names and texts are not on the line', async () => {
  const line = await listen({ key: await api.addKey('*') });
  const events = JSON.stringify([await line.next(), await line.next(), await line.next(), await line.next()]);
  expect(events).not.toMatch(/segredo|Teste|settings":\{"host/);
  await line.close();
});

test('a campaign is told while it is under way, with counts that add up, and leaves the list when it has ended', async () => {
  await api.put('/v1/units/matriz', {
    name: 'Matriz',
    city: 'Campo Grande',
    state: 'MS',
    areaCode: '67',
    timeZone: 'America/Campo_Grande',
  });
  await api.put('/v1/customers/C-1', {
    name: 'Ana',
    unit: 'matriz',
    phones: [{ number: '(67) 99999-0001', billing: true, marketing: true }],
  });
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: gatewayId } });
  const draft = { name: 'Novembro', class: 'marketing', text: 'Oi {CLI_NAME}', audiences: [{ permission: 'marketing' }] };
  const { id } = (await api.post('/v1/campaigns', draft)).body;
  const line = await listen({ key: await api.addKey('campaigns:read') });
  expect(await line.next()).toMatchObject({ event: 'campaigns', data: [] });
  await api.post(`/v1/campaigns/${id}/start`, { at: '2026-12-02T12:00:00Z' });
  expect(await line.next()).toMatchObject({
    event: 'campaigns',
    data: [{ id, state: 'scheduled', rate: 0, counts: { audience: 0, queued: 0 } }],
  });
  await api.post(`/v1/campaigns/${id}/cancel`, {});
  expect(await line.next()).toMatchObject({ event: 'campaigns', data: [] });
  await line.close();
});

test('a topic is left out for whoever may not read it', async () => {
  const line = await listen({ key: await api.addKey('gateways:read') });
  expect(await line.next()).toMatchObject({ event: 'gateways' });
  await api.patch('/v1/settings', { service: 'off' });
  await api.patch(`/v1/gateways/${gatewayId}`, { paused: false });
  expect(await line.next()).toMatchObject({ event: 'gateways', data: [{ paused: false }] });
  await line.close();
});

test('alerts of other units are not on the line of a person who is limited to some', async () => {
  const { sql } = api.deps.db;
  const raise = (kind: string, subject: string) =>
    sql`insert into alerts (key, kind, subject, detail, raised_at) values (${`${kind}:${subject}`}, ${kind}, ${subject}, '{}', now())`;
  await raise('step-held', 'B-1');
  const [limited, whole] = [await listen({ cookie: await api.as({ units: ['matriz'] }) }), await listen({ cookie: await api.as({}) })];
  /** How many alerts the line tells of, one time after the other, until there are so many. */
  const toldUntil = async (line: typeof whole, open: number): Promise<number[]> => {
    const event = await line.next();
    if (event === null) throw new Error('the line ended');
    if (event.event !== 'alerts') return toldUntil(line, open);
    return event.data.open === open ? [open] : [event.data.open, ...(await toldUntil(line, open))];
  };
  await toldUntil(whole, 1);
  await raise('gateway-down', gatewayId);
  await toldUntil(whole, 2);
  expect(new Set(await toldUntil(limited, 1))).toEqual(new Set([0, 1]));
  await Promise.all([limited.close(), whole.close()]);
});

test('nobody keeps more than twenty lines open, and one that hung up leaves its place', async () => {
  const key = await api.addKey('*');
  const lines = await Promise.all(Array.from({ length: 20 }, () => listen({ key })));
  expect((await listen({ key })).status).toBe(429);
  await lines[0]?.next();
  await lines[0]?.close();
  await expect
    .poll(async () => {
      const again = await listen({ key });
      await again.close();
      return again.status;
    })
    .toBe(200);
  await Promise.all(lines.slice(1).map((line) => line.close()));
});

test('a process that stops ends every line', async () => {
  const stop = new AbortController();
  const app = createApp({ ...api.deps, stopping: stop.signal });
  const line = await listen({ key: await api.addKey('*') }, app);
  for (let event = 0; event < 4; event += 1) await line.next();
  stop.abort();
  expect(await line.next()).toBeNull();
});
