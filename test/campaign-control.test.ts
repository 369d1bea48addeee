import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { putCampaignHouse, readCampaign, startCampaign } from './campaign-house.ts';
import { startReceiver } from './receiver.ts';
import { eventually, startTestSystem, type TestSystem } from './system.ts';

const people = 3_000;
const inForceWithinMs = 2_000;
let system: TestSystem;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
const gateways: Record<string, string> = {};

beforeAll(async () => {
  receiver = await startReceiver();
  system = await startTestSystem();
  await putCampaignHouse(system, people);
  for (const account of ['a', 'b']) {
    const body = receiver.gateway(account, { quantity: 50, intervalSeconds: 1, maxConnections: 20 });
    gateways[account] = String((await system.call('POST', '/v1/gateways', body)).id);
  }
}, 120_000);
afterAll(async () => {
  await system.close();
  await receiver.close();
});

const arrivedBetween = (fromMs: number, toMs: number) => receiver.arrivals.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);

/** What arrives from two seconds after a change on, for a while. */
async function arrivalsAfter(change: () => Promise<unknown>, forMs = 2_000) {
  await change();
  const from = Date.now() + inForceWithinMs;
  await pause(inForceWithinMs + forMs);
  return arrivedBetween(from, from + forMs);
}

it('pause, resume, rate, another gateway and cancel are in force at the receiving side within two seconds', async () => {
  const { call } = system;
  const id = await startCampaign(call, { gatewayId: gateways.a });
  const act = (action: string) => call('POST', `/v1/campaigns/${id}/${action}`, {});
  await eventually(async () => receiver.arrivals.length > 60);

  expect(await arrivalsAfter(() => act('pause'))).toEqual([]);
  expect((await arrivalsAfter(() => act('resume'))).length).toBeGreaterThan(30);

  const slow = await arrivalsAfter(() => call('PATCH', `/v1/campaigns/${id}`, { ratePerSecond: 5 }), 3_000);
  expect(slow.length).toBeGreaterThanOrEqual(8);
  expect(slow.length).toBeLessThanOrEqual(17);

  const moved = await arrivalsAfter(() => call('PATCH', `/v1/campaigns/${id}`, { gatewayId: gateways.b, ratePerSecond: null }));
  expect([...new Set(moved.map(({ account }) => account))]).toEqual(['b']);
  expect(moved.length).toBeGreaterThan(30);

  expect(await arrivalsAfter(() => act('cancel'))).toEqual([]);
  const cancelled = await eventually(async () => {
    const campaign = await readCampaign(call, id);
    return campaign.state === 'cancelled' && campaign;
  });
  const { audience, cancelled: never = 0, accepted = 0, unknown = 0 } = cancelled.counts;
  expect([audience, never + accepted + unknown]).toEqual([people, people]);
  const phones = receiver.arrivals.map(({ to }) => to);
  expect([new Set(phones).size, accepted + unknown]).toEqual([phones.length, phones.length]);
}, 90_000);
