import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { recordReplies } from '../db/queries/replies.ts';
import { nowOf } from '../domain/clock.ts';
import { type CampaignText, openCampaignRun } from '../test/campaign-run.ts';
import { createTestApp, type Json, type TestApp } from './fixtures/app.ts';
import { gateway, unit } from './fixtures/provider.ts';

/** 8:00 of Tuesday 1 December 2026 in Campo Grande. */
let api: TestApp;
let run: Awaited<ReturnType<typeof openCampaignRun>>;
let gatewayId: string;
let id: string;

/** Of six customers one phone is refused, one customer has no phone for advertising, and one has a landline. */
const answer = ({ to }: CampaignText) =>
  to.endsWith('0002')
    ? ({ outcome: 'refused', reason: 'número inexistente', answer: 'NO' } as const)
    : ({ outcome: 'accepted', providerId: `p${to.slice(-4)}`, answer: 'OK' } as const);

beforeAll(async () => {
  api = await createTestApp();
  run = await openCampaignRun(api, answer);
  await api.put('/v1/units/matriz', unit);
  for (let index = 1; index <= 6; index++) {
    const number = index === 6 ? '(67) 3333-4444' : `(67) 99999-000${index}`;
    await api.put(`/v1/customers/C-${index}`, {
      name: 'Marcos Valas',
      unit: 'matriz',
      phones: [{ number, billing: true, marketing: index !== 5 }],
    });
  }
  await api.put('/v1/charges/768412', { customerId: 'C-2', amountCents: 14_637, dueDate: '2026-12-10' });
  gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: gatewayId, notices: gatewayId } });
  id = await draft();
  await api.post(`/v1/campaigns/${id}/start`, { countdownSeconds: 0 });
  await run.until('2026-12-01T12:05:00.000Z');
});
afterAll(async () => {
  await run.close();
  await api.close();
});

const body = { name: 'Novembro', class: 'marketing', text: 'Oi {CLI_NAME}', audiences: [{ permission: 'marketing' }] };
async function draft(more: object = {}): Promise<string> {
  const { status, body: campaign } = await api.post('/v1/campaigns', { ...body, ...more });
  expect([status, campaign.detail]).toEqual([201, undefined]);
  return campaign.id;
}

describe('the texts of a campaign', () => {
  it('are listed by state, a page at a time', async () => {
    const { items: accepted } = (await api.get(`/v1/campaigns/${id}/messages?state=accepted`)).body;
    expect(accepted.map(({ to }: Json) => to)).toEqual(['+5567999990004', '+5567999990003', '+5567999990001']);
    const { items, nextCursor } = (await api.get(`/v1/campaigns/${id}/messages?limit=3`)).body;
    const { items: rest } = (await api.get(`/v1/campaigns/${id}/messages?limit=3&cursor=${nextCursor}`)).body;
    expect([items.length, rest.length, rest[0].to]).toEqual([3, 1, '+5567999990001']);
  });

  it('show masked phones to whoever may not see them', async () => {
    const viewer = { cookie: await api.as({ role: 'viewer' }) };
    const { items } = (await api.get(`/v1/campaigns/${id}/messages?limit=1`, viewer)).body;
    expect(items[0].to).toBe('+*********0004');
    const { items: left } = (await api.get(`/v1/campaigns/${id}/left-out?reason=landline`, viewer)).body;
    expect(left[0].phone).toBe('+********4444');
  });

  it('are a table for a spreadsheet, for whom it was granted, and that is recorded', async () => {
    const refused = await api.get(`/v1/messages.csv?campaignId=${id}`, { cookie: await api.as({ role: 'administrator' }) });
    expect(refused.status).toBe(403);
    const granted = { cookie: await api.as({ role: 'manager', grants: ['export-personal-data'] }) };
    const { status, headers, body: table } = await api.get(`/v1/messages.csv?campaignId=${id}&state=refused`, granted);
    const [titles, row, ...rest] = table.trim().split('\r\n');
    expect([status, headers.get('Content-Type'), rest]).toEqual([200, 'text/csv; charset=utf-8', []]);
    expect(titles).toContain('Estado;Motivo;Para;Cliente');
    expect(row).toMatch(/;refused;número inexistente;\+5567999990002;C-2;/);
    expect(row).toMatch(/;1;0,0650;Oi Marcos$/);
    const { items } = (await api.get('/v1/audit?entity=message')).body;
    expect(items[0]).toMatchObject({ action: 'messages.exported', after: { campaignId: id, state: 'refused' } });
  });
});

test('who was left out is listed with the reason', async () => {
  const { items } = (await api.get(`/v1/campaigns/${id}/left-out`)).body;
  expect(items).toEqual([
    { customerId: 'C-5', name: 'Marcos Valas', chargeId: null, phone: null, reason: 'no-permission', detail: null },
    { customerId: 'C-6', name: 'Marcos Valas', chargeId: null, phone: '+556733334444', reason: 'landline', detail: null },
  ]);
});

test('the report tells cost, delivery, replies and opt-outs of this campaign alone', async () => {
  const { sql, db } = api.deps.db;
  await sql`update messages set state = 'delivered' where campaign_id = ${id} and address in ('+5567999990001', '+5567999990003')`;
  const said = (from: string, text: string) => ({ id: `${from} ${text}`, from, to: null, text, at: null, inReplyTo: null });
  await recordReplies(db, [said('+5567999990001', 'Quero saber mais'), said('+5567999990003', 'SAIR'), said('+5567988887777', 'SAIR')], {
    gatewayId,
    now: nowOf(api.clock),
  });
  expect((await api.get(`/v1/campaigns/${id}/report`)).body).toMatchObject({
    campaignId: id,
    state: 'finished',
    counts: { audience: 4, accepted: 1, delivered: 2, refused: 1 },
    excluded: { 'no-permission': 1, landline: 1 },
    cost: '0.1950',
    left: 3,
    deliveryRate: 0.6667,
    refusalRate: 0.25,
    replies: 2,
    optOuts: 1,
    wrongPersons: 0,
  });
});

test('the report of a draft says that nothing left', async () => {
  const { body: report } = await api.get(`/v1/campaigns/${await draft()}/report`);
  expect(report).toMatchObject({ left: 0, deliveryRate: null, refusalRate: null, replies: 0, optOuts: 0, cost: '0.0000' });
});

describe('a test send', () => {
  const testOf = async (campaign: string, given: object) => api.post(`/v1/campaigns/${campaign}/test`, given);

  it('goes to phones of the house with the values of the chosen charge, before all others, and counts nowhere', async () => {
    const campaign = await draft({ text: '{CLI_NAME}: {COB_VAL_DOC}' });
    const { status, body: sent } = await testOf(campaign, { phones: ['(67) 98888-0001', '(67) 98888-0002'], chargeId: '768412' });
    expect(status).toBe(201);
    expect(sent.items).toMatchObject([
      { kind: 'test', to: '+5567988880001', text: 'Marcos: R$146,37', state: 'queued', campaignId: null, customerId: null, test: true },
      { to: '+5567988880002' },
    ]);
    await run.serve(gatewayId);
    expect(run.sent.slice(-2).map(({ to }) => to)).toEqual(['+5567988880001', '+5567988880002']);
    expect((await api.get(`/v1/campaigns/${campaign}`)).body.counts.audience).toBe(0);
  });

  it('speaks of the sample where nobody is chosen, and of a customer where one is', async () => {
    const campaign = await draft({ text: 'Oi {CLI_NAME_FULL}' });
    await api.put('/v1/customers/C-9', { name: 'Ana Souza', unit: 'matriz', phones: [] });
    const { body: sample } = await testOf(campaign, { phones: ['(67) 98888-0001'] });
    const { body: chosen } = await testOf(campaign, { phones: ['(67) 98888-0001'], customerId: 'C-9' });
    expect([sample.items[0].text, chosen.items[0].text]).toEqual(['Oi Marcos Valas', 'Oi Ana Souza']);
  });

  const refusals: [name: string, given: object, path: string][] = [
    ['no phone', { phones: [] }, 'phones'],
    ['more phones than staff', { phones: Array.from({ length: 6 }, () => '(67) 98888-0001') }, 'phones'],
    ['a landline', { phones: ['(67) 98888-0001', '(67) 3333-4444'] }, 'phones.1'],
    ['an unknown customer', { phones: ['(67) 98888-0001'], customerId: 'x' }, 'customerId'],
    ['a value that the customer has not', { phones: ['(67) 98888-0001'], customerId: 'C-1' }, 'text'],
  ];
  it.each(refusals)('with %s is refused at its field', async (_, given, path) => {
    const { status, body: problem } = await testOf(await draft({ text: 'Fatura {COB_CODE}' }), given);
    expect([status, problem.errors?.[0]?.path]).toEqual([422, path]);
  });

  it('without the service or a gateway is refused', async () => {
    const campaign = await draft();
    await api.patch('/v1/settings', { service: 'off' });
    expect((await testOf(campaign, { phones: ['(67) 98888-0001'] })).body.code).toBe('service-off');
    await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: null, notices: null } });
    expect((await testOf(campaign, { phones: ['(67) 98888-0001'] })).body.code).toBe('no-gateway');
    await api.patch('/v1/settings', { defaultGateways: { campaigns: gatewayId, notices: gatewayId } });
  });
});
