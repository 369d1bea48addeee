import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;

beforeAll(async () => {
  api = await createTestApp();
  gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
});
afterAll(() => api.close());

const draft = async (): Promise<string> => {
  const audiences = [{ permission: 'billing' }];
  return (await api.post('/v1/campaigns', { name: 'Atrasados', class: 'collection', text: 'Oi', audiences })).body.id;
};

async function ended(campaignId: string, state: string, reason: string | null, superseded = false): Promise<void> {
  await api.deps.db.sql`
    insert into messages (kind, channel, state, reason, priority, address, gateway_id, text, segments, encoding, cost, campaign_id,
      superseded, planned_for, not_before, send_until, created_at, updated_at)
    values ('campaign', 'sms', ${state}, ${reason}, 5, '+5567999990001', ${gatewayId}, 'Oi', 1, 'GSM-7', 0.065, ${campaignId},
      ${superseded}, now(), now(), now(), now(), now())`;
}

it('the failures of a campaign are counted by state and reason, the most first, and each person once', async () => {
  const id = await draft();
  const other = await draft();
  await ended(id, 'refused', 'invalid number');
  await ended(id, 'refused', 'invalid number');
  await ended(id, 'unknown', 'time-out');
  await ended(id, 'refused', 'invalid number', true);
  await ended(id, 'delivered', null);
  await ended(other, 'refused', 'invalid number');
  expect((await api.get(`/v1/campaigns/${id}/failures`)).body.items).toEqual([
    { state: 'refused', reason: 'invalid number', messages: 2 },
    { state: 'unknown', reason: 'time-out', messages: 1 },
  ]);
});

it('a campaign that nobody knows has no failures but an answer that says so', async () => {
  expect(await api.get('/v1/campaigns/x/failures')).toMatchObject({ status: 404, body: { code: 'not-found' } });
});
