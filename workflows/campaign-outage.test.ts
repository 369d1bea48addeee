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

/** A campaign to thirty people over a gateway whose provider does not answer: its breaker opened at 12:00:00. */
async function outage() {
  const api = await createTestApp();
  cleanUp.push(api.close);
  const run = await openCampaignRun(api);
  cleanUp.push(run.close);
  await api.put('/v1/units/matriz', unit);
  for (let index = 10; index < 40; index++) {
    const phones = [{ number: `(67) 99999-00${index}`, billing: true, marketing: true }];
    await api.put(`/v1/customers/C-${index}`, { name: 'Marcos Valas', unit: 'matriz', phones });
  }
  const post = async (path: string, body: object): Promise<Json> => (await api.post(path, body)).body;
  const { id: gatewayId } = await post('/v1/gateways', gateway);
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: gatewayId } });
  const audiences = [{ permission: 'marketing' }];
  const { id } = await post('/v1/campaigns', { name: 'Novembro', class: 'marketing', text: 'Olá {CLI_NAME}', audiences });
  const { sql } = api.deps.db;
  const answered = (calls: { answered: number; failed: number }) => noteCalls(sql, { gatewayId, calls, now: nowOf(api.clock) });
  await answered({ answered: 0, failed: 5 });
  await post(`/v1/campaigns/${id}/start`, { countdownSeconds: 0 });
  return {
    ...{ api, run, gatewayId, answered, post },
    read: async (): Promise<Json> => (await api.get(`/v1/campaigns/${id}`)).body,
    failOver: () => failOver(sql, { gatewayId, stoppedReason: null, now: nowOf(api.clock) }),
    audit: async (): Promise<Json> => (await api.get(`/v1/audit?entity=campaign&entityId=${id}`)).body.items[0],
  };
}

it('a campaign alone on a gateway that is down sends one text that tries it, and all the rest once it is back', async () => {
  const { run, answered, read } = await outage();
  await run.until('2026-12-01T12:00:50.000Z');
  expect(run.sent).toHaveLength(1);
  await answered({ answered: 1, failed: 0 });
  await run.until('2026-12-01T12:03:00.000Z');
  expect([run.sent.length, (await read()).state]).toEqual([30, 'finished']);
});

it('after a minute the campaign goes on over the next gateway, written and priced as that one carries it, and stays there', async () => {
  const { run, read, failOver: look, post, gatewayId } = await outage();
  const { id: other } = await post('/v1/gateways', { ...gateway, name: 'Outro', accents: 'ascii', price: '0.09' });
  await run.until('2026-12-01T12:00:40.000Z');
  await look();
  expect((await read()).gatewayId).toBe(gatewayId);
  await run.until('2026-12-01T12:01:01.000Z');
  await look();
  await run.until('2026-12-01T12:03:00.000Z');
  const campaign = await read();
  expect(campaign).toMatchObject({ state: 'finished', gatewayId: other, counts: { audience: 30, accepted: 30 } });
  const moved = run.sent.filter((text) => text.gatewayId === other);
  expect([moved.length >= 28, new Set(moved.map(({ text }) => text))]).toEqual([true, new Set(['Ola Marcos'])]);
  expect(new Set(run.sent.map(({ to }) => to)).size).toBe(30);
});

it('who moved it is in the audit: the house, and why', async () => {
  const { run, failOver: look, post, audit, gatewayId } = await outage();
  const { id: other } = await post('/v1/gateways', { ...gateway, name: 'Outro' });
  await run.until('2026-12-01T12:01:01.000Z');
  await look();
  expect(await audit()).toMatchObject({
    actor: 'regua',
    action: 'campaign.tuned',
    before: { gatewayId },
    after: { gatewayId: other, reason: 'failover:down' },
  });
});

it.each([
  ['cannot carry all that the campaign may say', { accents: 'keep' }],
  ['takes over from none', { fallback: false }],
  ['is paused by a person', { paused: true }],
])('a gateway that %s does not get the campaign', async (_, more) => {
  const { run, read, failOver: look, post, gatewayId } = await outage();
  await post('/v1/gateways', { ...gateway, name: 'Outro', ...more });
  await run.until('2026-12-01T12:01:01.000Z');
  await look();
  expect((await read()).gatewayId).toBe(gatewayId);
});
