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
    expect(row).toMatch(/;Recusada pela operadora;número inexistente;\+5567999990002;C-2;/);
    expect(row).toMatch(/;1;0,0650;Oi Marcos;;$/);
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
    clicks: null,
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
  const answered = async (query: string) =>
    (await api.get(`/v1/replies?campaignId=${id}${query}`)).body.items.map((said: Json) => said.text);
  expect([await answered(''), await answered('&intent=opt-out')]).toEqual([['SAIR', 'Quero saber mais'], ['SAIR']]);
});

test('the list, the report and who was left out are tables; names and phones only for whom it was granted, and that is recorded', async () => {
  const { body: row } = await api.get(`/v1/campaigns/${id}/report.csv`, { cookie: await api.as({ role: 'viewer' }) });
  expect(row.trim().split('\r\n')[1]).toMatch(/^[^;]+;Novembro;Terminada;01\/12\/2026 .*;4;3;2;0;1;0;0;0;0;0,6667;0,25;0,1950;2;1;0;$/);

  const list = await api.get('/v1/campaigns.csv?state=finished', { cookie: await api.as({ role: 'viewer' }) });
  const [titles, ...rows] = list.body.trim().split('\r\n');
  expect(titles).toMatch(/^Campanha;Nome;Classe;Situação;Pessoas;Na fila;.*;Custo;Quando$/);
  expect(rows.find((each: string) => each.startsWith(id))).toMatch(
    /^[^;]+;Novembro;Marketing;Terminada;4;0;0;1;2;0;1;0;0;0;0;0,1950;01\/12\/2026 /,
  );
  expect((await api.get('/v1/campaigns.csv?state=draft&csv=iso')).body).not.toContain(id);

  const table = `/v1/campaigns/${id}/left-out.csv?reason=landline`;
  const ofOneUnit = await api.as({ role: 'manager', grants: ['export-personal-data'], units: ['matriz'] });
  for (const cookie of [await api.as({ role: 'administrator' }), ofOneUnit]) expect((await api.get(table, { cookie })).status).toBe(403);
  const { body } = await api.get(table, { cookie: await api.as({ role: 'viewer', grants: ['export-personal-data'] }) });
  expect(body.trim().split('\r\n').slice(1)).toEqual(['C-6;Marcos Valas;;+********4444;Telefone fixo;']);
  const { items } = (await api.get('/v1/audit?entity=campaign')).body;
  expect(items[0]).toMatchObject({ action: 'campaign.exported', entityId: id, after: { table: 'left-out', reason: 'landline' } });
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

describe('short links', () => {
  const person = { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36' };
  const follow = (code: string, headers: Record<string, string> = person, method = 'GET') =>
    api.app.request(`/l/${code}`, { method, headers });
  const codesIn = (text = '') => [...text.matchAll(/https:\/\/l\.brbyte\.com\/l\/(\w{11})/g)].map(([, code = '']) => code);
  const sentTo = (phone: string) =>
    run.sent.filter(({ to, text }) => to.endsWith(phone) && text.includes('ou veja')).map(({ text }) => text);
  const wording = {
    class: 'informative',
    text: '{CLI_NAME}, pague em {COB_LINK} ou veja www.brbyte.com/faq.',
    missing: { COB_LINK: { default: 'no app' } },
    audiences: [{ permission: 'billing', charge: { status: ['open'] } }],
    shortLinks: true,
  };
  let shortened: string;
  let tried = '';
  const lifeOf = async (phone: string) => {
    const { items } = (await api.get(`/v1/campaigns/${shortened}/messages`)).body;
    return (await api.get(`/v1/messages/${items.find(({ to }: Json) => to.endsWith(phone)).id}`)).body;
  };
  const clicksOf = async () => (await api.get(`/v1/campaigns/${shortened}/report`)).body.clicks;

  it('need a domain: without one the switch says what to set', async () => {
    const { status, body: problem } = await api.post('/v1/campaigns', { ...body, ...wording });
    expect([status, problem.errors?.[0]?.path]).toEqual([422, 'shortLinks']);
    expect(problem.errors[0].expected).toContain('linkOrigin');
    expect(
      (await api.post('/v1/audiences/preview', { audiences: wording.audiences, text: 'www.brbyte.com', shortLinks: true })).status,
    ).toBe(422);
    const set = async (linkOrigin: string | null) => api.patch('/v1/settings', { linkOrigin });
    expect((await set('https://l.brbyte.com/x')).body.errors[0].path).toBe('linkOrigin');
    expect((await api.get('/v1/settings')).body).toMatchObject({ linkOrigin: null, linkOriginInForce: null });
    expect((await set('l.brbyte.com')).body).toMatchObject({
      linkOrigin: 'https://l.brbyte.com',
      linkOriginInForce: 'https://l.brbyte.com',
    });
  });

  it('are one for each link and message, and a preview is as long as the text', async () => {
    for (const customerId of ['C-1', 'C-4']) {
      const charge = { customerId, amountCents: 14_637, dueDate: '2026-12-10', paymentUrl: `https://pagar.brbyte.com/${customerId}?v=1` };
      await api.put(`/v1/charges/F-${customerId}`, charge);
    }
    const { audiences, text, class: campaignClass } = wording;
    const preview = (await api.post('/v1/audiences/preview', { audiences, text, class: campaignClass, shortLinks: true })).body;
    expect(preview.longest.text).toMatch(
      /^Marcos, pague em https:\/\/l\.brbyte\.com\/l\/X{11} ou veja https:\/\/l\.brbyte\.com\/l\/X{11}\.$/,
    );
    shortened = await draft(wording);
    await api.post(`/v1/campaigns/${shortened}/start`, { countdownSeconds: 0, canary: 1 });
    await run.until('2026-12-01T12:10:00.000Z');
    expect((await api.get(`/v1/campaigns/${shortened}`)).body).toMatchObject({ state: 'canary', linkOrigin: 'https://l.brbyte.com' });
    const [first = ''] = sentTo('0001');
    expect(first.length).toBe(preview.longest.characters);
    expect(new Set(codesIn(first)).size).toBe(2);
    expect(codesIn((await lifeOf('0004')).text)).toHaveLength(2);
  });

  it('stay the same when a text is written anew, and lead to the new payment page', async () => {
    const before = await lifeOf('0004');
    const charge = { customerId: 'C-4', amountCents: 14_637, dueDate: '2026-12-10', paymentUrl: 'https://pagar.brbyte.com/C-4?v=2' };
    await api.put('/v1/charges/F-C-4', charge);
    await api.post(`/v1/campaigns/${shortened}/approve`);
    await run.until('2026-12-01T12:15:00.000Z');
    expect(sentTo('0004')).toEqual([before.text]);
    const [payment = '', faq = ''] = codesIn(before.text);
    expect((await follow(payment, {}, 'HEAD')).headers.get('Location')).toBe('https://pagar.brbyte.com/C-4?v=2');
    expect((await follow(faq, {}, 'HEAD')).headers.get('Location')).toBe('http://www.brbyte.com/faq');
  });

  it('lead on without a trace of who follows, and count people alone', async () => {
    const [payment = ''] = codesIn(sentTo('0001')[0]);
    const answered = await follow(payment);
    expect([answered.status, answered.headers.get('Location')]).toEqual([302, 'https://pagar.brbyte.com/C-1?v=1']);
    expect([answered.headers.get('Cache-Control'), answered.headers.get('Referrer-Policy')]).toEqual(['no-store', 'no-referrer']);
    api.clock.advanceBy(60_000);
    expect((await follow(payment, person, 'HEAD')).status).toBe(302);
    expect((await follow(payment, { 'User-Agent': 'WhatsApp/2.24.6 A' })).status).toBe(302);
    await follow(payment);
    expect(await lifeOf('0001')).toMatchObject({ clicks: 2, firstClickAt: '2026-12-01T12:15:00.000Z' });
    expect(await lifeOf('0004')).toMatchObject({ clicks: 0, firstClickAt: null });
    expect(await clicksOf()).toEqual({ total: 2, people: 0, share: null });
    await api.deps.db.sql`update messages set state = 'delivered' where campaign_id = ${shortened} and state = 'accepted'`;
    expect(await clicksOf()).toEqual({ total: 2, people: 1, share: 0.5 });
    const table = (await api.get(`/v1/messages.csv?campaignId=${shortened}`)).body;
    expect(table).toMatch(/;Texto;Cliques;Primeiro clique\r\n/);
    expect(table).toMatch(/\.;2;01\/12\/2026/);
  });

  it('that are unknown, expired or hostile lead nowhere, on a page in words', async () => {
    const [payment = '', faq = ''] = codesIn(sentTo('0004')[0]);
    for (const target of ['javascript:alert(1)', '//evil.com', 'data:text/html,x']) {
      await api.deps.db.sql`update short_links set target = ${target} where code = ${faq}`;
      expect([target, (await follow(faq)).status]).toEqual([target, 404]);
    }
    await api.deps.db.sql`update short_links set target = 'https://brbyte.com', created_at = '2025-11-30' where code = ${faq}`;
    for (const code of [faq, 'abcdefghijk', 'x', '..%2F', 'a'.repeat(300)])
      expect([code, (await follow(code)).status]).toEqual([code, 404]);
    const page = await follow('abcdefghijk');
    expect([page.headers.get('Content-Type'), page.headers.get('Cache-Control')]).toEqual(['text/html; charset=UTF-8', 'no-store']);
    expect(await page.text()).toContain('Este link não leva mais a lugar nenhum');
    expect((await follow(payment, {}, 'HEAD')).status).toBe(302);
  });

  it('of a text that is sent again go with it', async () => {
    const [refused = ''] = sentTo('0002');
    expect(refused).toMatch(/^Marcos, pague em no app ou veja https/);
    await api.post(`/v1/campaigns/${shortened}/resend-failed`);
    await run.until('2026-12-01T12:25:00.000Z');
    expect(sentTo('0002')).toEqual([refused, refused]);
    const [code = ''] = codesIn(refused);
    await follow(code);
    const [link] = await api.deps.db
      .sql`select m.generation, l.clicks from short_links l join messages m on m.id = l.message_id where l.code = ${code}`;
    expect(link).toEqual({ generation: 2, clicks: 1 });
  });

  it('work in a test send too, and count in no report', async () => {
    const campaign = await draft(wording);
    const { body: tested } = await api.post(`/v1/campaigns/${campaign}/test`, {
      phones: ['(67) 98888-0001', '(67) 98888-0002'],
      chargeId: 'F-C-1',
    });
    const [one, other] = tested.items.map(({ text }: Json) => codesIn(text)[0]);
    tried = one;
    expect(one).not.toBe(other);
    expect((await follow(one)).headers.get('Location')).toBe('https://pagar.brbyte.com/C-1?v=1');
    expect((await api.get(`/v1/campaigns/${campaign}/report`)).body.clicks).toEqual({ total: 0, people: 0, share: null });
  });

  it('of a person who is erased lead nowhere any more where they led to something of hers', async () => {
    const [payment = '', faq = ''] = codesIn(sentTo('0001')[0]);
    const { body: known } = await api.get('/v1/customers/C-1/export');
    expect(known.shortLinks).toMatchObject([
      { code: payment, clicks: 2 },
      { code: faq, target: 'http://www.brbyte.com/faq' },
    ]);
    expect((await api.post('/v1/customers/C-1/erasure')).status).toBe(200);
    expect([(await follow(payment)).status, (await follow(tried)).status, (await follow(faq)).status]).toEqual([404, 404, 302]);
  });
});
