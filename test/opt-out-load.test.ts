import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { putCampaignHouse, readCampaign, startCampaign } from './campaign-house.ts';
import { type Arrival, startReceiver } from './receiver.ts';
import { eventually, startTestSystem, type TestSystem } from './system.ts';

const people = 600;
const replying = 30;
const inForceWithinMs = 1_000;
const replies = { from: 'de', text: 'msg', id: 'id', answer: 'OK' };

let system: TestSystem;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver();
  system = await startTestSystem();
  await putCampaignHouse(system, people, { marketing: true });
}, 120_000);
afterAll(async () => {
  await system.close();
  await receiver.close();
});

const textsOf = (phone: string) => receiver.arrivals.filter(({ to }) => to === phone);

it('who answers SAIR while two campaigns run gets no text from the second after it, also of what was queued; everybody else gets both', async () => {
  const { call, app } = system;
  const body = receiver.gateway('conta', { quantity: 60, intervalSeconds: 1, maxConnections: 20 });
  const { id: gatewayId } = await call('POST', '/v1/gateways', { ...body, settings: { ...body.settings, replies } });
  const { hooks } = z.object({ hooks: z.object({ replies: z.string() }) }).parse(await call('GET', `/v1/gateways/${gatewayId}`));
  const fields = { class: 'marketing', audiences: [{ permission: 'marketing' }], gatewayId };
  const campaigns = [await startCampaign(call, { ...fields, text: 'Primeira' }), await startCampaign(call, { ...fields, text: 'Segunda' })];
  await eventually(async () => new Set(receiver.arrivals.map(({ text }) => text)).size === 2 && receiver.arrivals.length > 200);

  const saidAt = new Map<string, number>();
  for (let index = 0; index < people; index += people / replying) {
    const phone = `+55679${90_000_000 + index}`;
    const query = new URLSearchParams({ de: phone.slice(1), msg: 'Sair, por favor', id: `r${index}` });
    expect((await app.request(`${hooks.replies}?${query}`)).status).toBe(200);
    saidAt.set(phone, Date.now());
  }
  for (const id of campaigns) await eventually(async () => (await readCampaign(call, id)).state === 'finished', 60_000);

  const tooLate = (arrival: Arrival) => arrival.atMs > (saidAt.get(arrival.to) ?? Number.POSITIVE_INFINITY) + inForceWithinMs;
  expect(receiver.arrivals.filter(tooLate)).toEqual([]);
  const stopped = await system.sql<{ address: string }[]>`select address from messages where state = 'suppressed' and reason = 'opted-out'`;
  expect(stopped.length).toBeGreaterThan(replying / 2);
  expect(stopped.every(({ address }) => saidAt.has(address))).toBe(true);
  expect(stopped.length + receiver.arrivals.length).toBe(people * campaigns.length);

  const lastSaid = Math.max(...saidAt.values());
  expect(receiver.arrivals.some(({ to, atMs }) => !saidAt.has(to) && atMs > lastSaid + inForceWithinMs)).toBe(true);
  for (let index = 1; index < people; index += people / replying) expect(textsOf(`+55679${90_000_000 + index}`)).toHaveLength(2);
}, 150_000);
