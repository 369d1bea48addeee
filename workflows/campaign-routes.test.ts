import { afterEach, expect, it } from 'vitest';
import { failOver } from '../activities/failover.ts';
import { createTestApp, type Json } from '../api/fixtures/app.ts';
import { gateway, unit } from '../api/fixtures/provider.ts';
import { noteCalls } from '../db/queries/gateway-breakers.ts';
import { nowOf } from '../domain/clock.ts';
import { openCampaignRun } from '../test/campaign-run.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

const perCity = 5;
const at = (time: string) => `2026-12-01T${time}:00.000Z`;

/** People in Campo Grande and in Porto Alegre, a gateway for all and one for the south; the campaign is started without a countdown. */
async function house(campaign: object = {}) {
  const api = await createTestApp();
  cleanUp.push(api.close);
  const run = await openCampaignRun(api);
  cleanUp.push(run.close);
  const post = async (path: string, body: object = {}): Promise<Json> => (await api.post(path, body)).body;
  await api.put('/v1/units/matriz', unit);
  for (const areaCode of ['51', '67']) {
    for (let index = 1; index <= perCity; index++) {
      const phones = [{ number: `(${areaCode}) 99999-000${index}`, billing: true, marketing: true }];
      await api.put(`/v1/customers/C-${areaCode}-${index}`, { name: 'Marcos Valas', unit: 'matriz', phones });
    }
  }
  const { id: general } = await post('/v1/gateways', { ...gateway, name: 'Geral' });
  const { id: south } = await post('/v1/gateways', { ...gateway, name: 'Sul', accents: 'keep', price: '0.09' });
  const gatewayRoutes = [{ purposes: ['campaigns'], prefixes: ['51'], gatewayIds: [south] }];
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: general }, gatewayRoutes });
  const fields = { name: 'Novembro', class: 'marketing', text: 'Olá {CLI_NAME}', audiences: [{ permission: 'marketing' }] };
  const { id } = await post('/v1/campaigns', { ...fields, ...campaign });
  const start = (request: object = { countdownSeconds: 0 }) => post(`/v1/campaigns/${id}/start`, request);
  return {
    ...{ api, run, post, id, start, general, south },
    read: async (): Promise<Json> => (await api.get(`/v1/campaigns/${id}`)).body,
    /** What each gateway sent: how many, and how it wrote them. */
    sentBy: (gatewayId: string) => {
      const texts = run.sent.filter((text) => text.gatewayId === gatewayId).map(({ text }) => text);
      return [texts.length, ...new Set(texts)];
    },
  };
}

it('a campaign that names no gateway sends each text by its phone’s route, written and priced as that gateway does', async () => {
  const { run, start, read, sentBy, general, south } = await house();
  await start();
  await run.until(at('12:05'));
  expect([sentBy(general), sentBy(south)]).toEqual([
    [perCity, 'Ola Marcos'],
    [perCity, 'Olá Marcos'],
  ]);
  expect(await read()).toMatchObject({ state: 'finished', routed: true, counts: { accepted: 2 * perCity, queued: 0 }, cost: '0.7750' });
});

it('one that names its gateway sends all by that one', async () => {
  const { api, run, start, read, id, sentBy, general, south } = await house();
  await api.put(`/v1/campaigns/${id}`, {
    ...{ name: 'Novembro', class: 'marketing', text: 'Olá {CLI_NAME}', audiences: [{ permission: 'marketing' }], gatewayId: general },
  });
  await start();
  await run.until(at('12:05'));
  expect([sentBy(general)[0], sentBy(south)[0], (await read()).routed]).toEqual([2 * perCity, 0, false]);
});

it('a gateway of a route that is paused holds up its own recipients and nobody else, and those go when it goes on', async () => {
  const { api, run, start, read, sentBy, general, south } = await house();
  await api.patch(`/v1/gateways/${south}`, { paused: true });
  await start();
  await run.until(at('12:05'));
  expect([sentBy(general)[0], sentBy(south)[0], (await read()).state]).toEqual([perCity, 0, 'running']);
  await api.patch(`/v1/gateways/${south}`, { paused: false });
  await run.until(at('12:10'));
  expect([sentBy(south)[0], (await read()).state]).toEqual([perCity, 'finished']);
});

it('whoever names a gateway under way sends all the rest by that one', async () => {
  const { api, run, start, read, id, sentBy, general, south } = await house();
  await api.patch(`/v1/gateways/${south}`, { paused: true });
  await start();
  await run.until(at('12:05'));
  expect((await api.patch(`/v1/campaigns/${id}`, { gatewayId: general })).body).toMatchObject({ gatewayId: general, routed: false });
  await run.until(at('12:10'));
  expect([sentBy(general)[0], sentBy(south)[0], (await read()).state]).toEqual([2 * perCity, 0, 'finished']);
});

it('the recipients of a route whose provider is away for a minute go by the next gateway', async () => {
  const { api, run, start, read, sentBy, general, south } = await house();
  const { sql } = api.deps.db;
  await noteCalls(sql, { gatewayId: south, calls: { answered: 0, failed: 5 }, now: nowOf(api.clock) });
  await start();
  await run.until('2026-12-01T12:01:01.000Z');
  await failOver(sql, { gatewayId: south, stoppedReason: null, now: nowOf(api.clock) });
  await run.until(at('12:05'));
  expect((await read()).state).toBe('finished');
  expect(Number(sentBy(general)[0]) + Number(sentBy(south)[0])).toBe(2 * perCity);
  expect(Number(sentBy(general)[0])).toBeGreaterThanOrEqual(2 * perCity - 1);
});

it('a gateway of a route is in use by the campaign that goes by it', async () => {
  const { api, run, start, south } = await house();
  await api.patch(`/v1/gateways/${south}`, { paused: true });
  await start();
  await run.until(at('12:05'));
  await api.patch('/v1/settings', { gatewayRoutes: [] });
  const refused = await api.delete(`/v1/gateways/${south}`);
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('campanhas')]);
});

it('a start that is taken back leaves the draft without a gateway, as it was', async () => {
  const { run, start, read, post, id, sentBy, south } = await house();
  await start({ countdownSeconds: 30 });
  await post(`/v1/campaigns/${id}/undo`);
  expect(await read()).toMatchObject({ state: 'draft', gatewayId: null, routed: false });
  await start();
  await run.until(at('12:05'));
  expect(sentBy(south)[0]).toBe(perCity);
});
