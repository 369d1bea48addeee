import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { putCampaignHouse, readCampaign, startCampaign } from './campaign-house.ts';
import { startReceiver } from './receiver.ts';
import { eventually, startTestSystem, type TestSystem } from './system.ts';

const people = 400;
/** One answer in twenty never comes, though the text was taken. */
const lostEvery = 20;
const lost = people / lostEvery;
const receipts = {
  ...{ id: 'ref', idOf: 'ours', state: 'status', answer: 'OK' },
  states: { delivered: ['entregue'], undelivered: [], accepted: [], refused: [] },
};
const page = z.object({ items: z.array(z.object({ id: z.string(), to: z.string(), decision: z.string().nullable() })) });

let system: TestSystem;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver({ loses: (_, count) => count % lostEvery === 0 });
  system = await startTestSystem();
  await putCampaignHouse(system, people);
}, 120_000);
afterAll(async () => {
  await system.close();
  await receiver.close();
});

const phonesOf = (arrivals: readonly { to: string }[]) => arrivals.map(({ to }) => to).sort();

it('5 % of the answers lost after acceptance: no text goes twice, and all of those are unknown until a receipt or a person settles them', async () => {
  const { call } = system;
  const body = receiver.gateway('conta', { maxConnections: 20 });
  const { id: gatewayId } = await call('POST', '/v1/gateways', { ...body, settings: { ...body.settings, receipts } });
  const { hooks } = z.object({ hooks: z.object({ receipts: z.string() }) }).parse(await call('GET', `/v1/gateways/${gatewayId}`));
  const id = await startCampaign(call, { gatewayId });
  const counts = async () => (await readCampaign(call, id)).counts;
  await eventually(async () => (await readCampaign(call, id)).state === 'finished', 60_000);
  expect(await counts()).toMatchObject({ audience: people, accepted: people - lost, unknown: lost, queued: 0, sending: 0 });

  const unknown = page.parse(await call('GET', `/v1/messages?campaignId=${id}&state=unknown&limit=500`)).items;
  const unheard = receiver.arrivals.filter((_, index) => (index + 1) % lostEvery === 0);
  expect(phonesOf(unknown)).toEqual(phonesOf(unheard));

  const [told, left] = [unheard.slice(0, lost / 2), unheard.slice(lost / 2)];
  for (const { ref } of told) expect((await system.app.request(`${hooks.receipts}?ref=${ref}&status=entregue`)).status).toBe(200);
  expect(await counts()).toMatchObject({ delivered: told.length, unknown: left.length });

  await call('POST', '/v1/messages/decide', { as: 'sent', reason: 'o painel da operadora os mostra', gatewayId });
  expect(await counts()).toMatchObject({ accepted: people - told.length, delivered: told.length, unknown: 0 });
  const phones = phonesOf(receiver.arrivals);
  expect([phones.length, new Set(phones).size]).toEqual([people, people]);
}, 120_000);

it('a provider that knows our id settles the lost ones by itself: asked, it says what it took, and nobody gets a text twice', async () => {
  const { call, sandbox } = system;
  const { port } = new URL(sandbox.url);
  const faults = (given: object) => fetch(`${sandbox.url}/sandbox/faults`, { method: 'PUT', body: JSON.stringify(given) });
  const settings = { host: '127.0.0.1', port: Number(port), ssl: false, account: 'conta', password: 'senha' };
  const { id: gatewayId } = await call('POST', '/v1/gateways', { name: 'Zenvia', service: 'zenvia', settings });
  expect((await faults({ drop: 1 })).status).toBe(200);
  const phone = '(67) 98888-0001';
  await call('PATCH', '/v1/settings', { defaultGateways: { manual: gatewayId } });
  const { id } = await call('POST', '/v1/messages', { phone, text: 'Oi' });
  const state = async () => (await call('GET', `/v1/messages/${id}`)).state;
  await eventually(async () => (await state()) === 'unknown');
  await faults({});
  await eventually(async () => ['accepted', 'delivered'].includes(String(await state())), 60_000);
  expect((await system.texts()).filter((text) => text.phone === '+5567988880001')).toHaveLength(1);
}, 120_000);
