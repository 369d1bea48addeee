import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type Json, type TestApp } from '../api/fixtures/app.ts';
import { gateway } from '../api/fixtures/provider.ts';
import { openCampaignRun } from '../test/campaign-run.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

const timeZone = 'America/Campo_Grande';
const unit = { name: 'Matriz', city: 'Campo Grande', state: 'MS', areaCode: '67', timeZone };
/** 9:00 in Campo Grande of Tuesday 1 December 2026. */
const nine = '2026-12-01T13:00:00.000Z';
const start = { kind: 'birthday' as const, ruleSetId: 'default', timeZone, time: '09:00' };

/** 8:00 of Tuesday 1 December 2026 in Campo Grande. */
async function house(rule: object = {}) {
  const api = await createTestApp();
  cleanUp.push(api.close);
  const run = await openCampaignRun(api);
  cleanUp.push(run.close);
  await api.put('/v1/units/matriz', unit);
  const { id: gatewayId } = (await api.post('/v1/gateways', gateway)).body;
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { notices: gatewayId, campaigns: gatewayId } });
  const { id: templateId } = (await api.post('/v1/templates', { name: 'Aniversário', text: 'Feliz aniversário, {CLI_NAME}!' })).body;
  const birthday = { number: 1, event: 'birthday', offset: {}, time: '09:00', channels: ['sms'], templateId, ...rule };
  const publish = async (more: object = {}, request: object = {}) => {
    await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [{ ...birthday, ...more }] });
    const { status, body } = await api.post('/v1/rule-sets/default/publish', request);
    expect([status, body.detail]).toEqual([200, undefined]);
  };
  await publish();
  return { api, run, gatewayId, templateId, publish, to: () => run.sent.map(({ to }) => to.slice(-4)) };
}

function person(last: string, allowed: object = { billing: true }) {
  return { name: 'Marcos Valas', birthDate: '1990-12-01', unit: 'matriz', phones: [{ number: `(67) 99999-${last}`, ...allowed }] };
}

async function customer(api: TestApp, last: string, more: object = {}, allowed?: object) {
  const { status, body } = await api.put(`/v1/customers/C-${last}`, { ...person(last, allowed), ...more });
  expect([status, body.detail]).toEqual([201, undefined]);
}

const listed = async (api: TestApp, query = ''): Promise<Json[]> => (await api.get(`/v1/campaigns${query}`)).body.items;

describe('a birthday', () => {
  it('is greeted on the day at the rule’s hour, by rule 1, below notices and before campaigns', async () => {
    const { api, run, to } = await house();
    await customer(api, '0001');
    await customer(api, '0002', { birthDate: '1990-12-02' });
    await run.until(nine);
    await run.due(start, nine);
    await run.until('2026-12-01T13:01:00.000Z');
    expect([to(), run.sent[0]?.text]).toEqual([['0001'], 'Feliz aniversario, Marcos!']);
    const [message] = (await api.get('/v1/messages?kind=birthday')).body.items;
    expect(message).toMatchObject({ rule: 1, customerId: 'C-0001', state: 'accepted' });
    expect(await api.deps.db.sql`select priority from messages`).toMatchObject([{ priority: 4 }]);
    const [campaign] = await listed(api, '?kind=birthday');
    expect(campaign).toMatchObject({ name: 'Aniversários de 01/12, Campo Grande', class: 'informative', state: 'finished' });
  });

  it('goes to the billing phone, or to the marketing one where there is none, and to one phone only', async () => {
    const { api, run, to } = await house();
    const phones = (last: string) => [
      { number: '(67) 98888-0000', billing: false, marketing: true },
      { number: `(67) 99999-${last}`, billing: true },
      { number: '(67) 97777-0000', billing: true },
    ];
    await customer(api, '0001', { phones: phones('0001') });
    await customer(api, '0002', {}, { billing: false, marketing: true });
    await run.until(nine);
    await run.due(start, nine);
    await run.until('2026-12-01T13:01:00.000Z');
    expect(to()).toEqual(['0001', '0002']);
  });

  it('as advertising goes to marketing phones only, and to nobody under eighteen', async () => {
    const { api, run, to } = await house({ window: 'marketing' });
    await customer(api, '0001');
    await customer(api, '0002', {}, { billing: false, marketing: true });
    await customer(api, '0003', { birthDate: '2008-12-02' }, { billing: false, marketing: true });
    await customer(api, '0004', { birthDate: '2012-12-01' }, { billing: false, marketing: true });
    await run.until(nine);
    await run.due(start, nine);
    await run.until('2026-12-01T13:01:00.000Z');
    expect(to()).toEqual(['0002']);
    expect((await listed(api))[0]).toMatchObject({ excluded: { 'no-permission': 1, minor: 1 } });
  });

  it('is not greeted for companies and the deceased', async () => {
    const { api, run, to } = await house();
    await customer(api, '0001', { kind: 'company' });
    await customer(api, '0002', { contact: 'deceased' });
    await run.due(start, nine);
    await run.until(nine);
    expect(to()).toEqual([]);
  });

  it.each([
    ['2027-02-28T13:00:00.000Z', ['0028', '0029']],
    ['2028-02-28T13:00:00.000Z', ['0028']],
    ['2028-02-29T13:00:00.000Z', ['0029']],
  ])('of 29 February counts on the 28th in common years: %s', async (at, expected) => {
    const { api, run, to } = await house();
    await customer(api, '0028', { birthDate: '1988-02-28' });
    await customer(api, '0029', { birthDate: '1988-02-29' });
    api.clock.advanceTo(at);
    await run.due(start, at);
    await run.until(at);
    expect(to()).toEqual(expected);
  });

  it('is greeted once a year, however often the schedule fires, the ladder is published or the birth date is put right', async () => {
    const { api, run, to, publish } = await house();
    await customer(api, '0001');
    await run.until(nine);
    await run.due(start, nine);
    await run.due(start, nine);
    await run.until('2026-12-01T13:01:00.000Z');
    await publish({ time: '10:00' });
    await run.due({ ...start, time: '10:00' }, '2026-12-01T14:00:00.000Z');
    await run.until('2026-12-01T14:01:00.000Z');
    await api.put('/v1/customers/C-0001', { ...person('0001'), birthDate: '1990-12-03' });
    await run.due({ ...start, time: '10:00' }, '2026-12-03T14:00:00.000Z');
    await run.until('2026-12-03T14:01:00.000Z');
    expect(to()).toEqual(['0001']);
    api.clock.advanceTo('2027-12-03T14:00:00.000Z');
    await run.due({ ...start, time: '10:00' }, '2027-12-03T14:00:00.000Z');
    await run.until('2027-12-03T14:01:00.000Z');
    expect(to()).toEqual(['0001', '0001']);
  });

  it('is of the day the schedule was due, and of no use the day after', async () => {
    const { api, run, to } = await house();
    await customer(api, '0001');
    await customer(api, '0002', { birthDate: '1990-12-02' });
    // 23:30 of 1 December in Campo Grande is 2 December elsewhere.
    const late = '2026-12-02T03:30:00.000Z';
    await run.until(late);
    await run.due(start, nine);
    const [campaign] = await listed(api);
    expect([campaign.startAt, campaign.name]).toEqual([nine, 'Aniversários de 01/12, Campo Grande']);
    await run.until('2026-12-02T14:00:00.000Z');
    expect(to()).toEqual([]);
    expect((await listed(api))[0]).toMatchObject({ state: 'finished', counts: { audience: 1, expired: 1 } });
    api.clock.advanceTo('2026-12-03T13:00:00.000Z');
    await run.due(start, '2026-12-02T13:00:00.000Z');
    expect(await listed(api)).toHaveLength(1);
  });

  it('that falls on a closed day is greeted on the next one where the rule lets it be late', async () => {
    const { api, run, to } = await house({ window: 'marketing', late: 'send' });
    await api.patch('/v1/settings', { windows: { marketing: { sun: [] } } });
    // 6 December 2026 is a Sunday.
    const sunday = '2026-12-06T13:00:00.000Z';
    await customer(api, '0001', { birthDate: '1990-12-06' }, { billing: false, marketing: true });
    await run.until(sunday);
    await run.due(start, sunday);
    await run.until('2026-12-07T11:59:00.000Z');
    expect(to()).toEqual([]);
    await run.until('2026-12-07T13:01:00.000Z');
    expect(to()).toEqual(['0001']);
  });

  it('is greeted by the ladder, and at the hour of the time zone, of each customer', async () => {
    const { api, run, to } = await house();
    await api.put('/v1/units/rio', { ...unit, name: 'Rio', timeZone: 'America/Sao_Paulo' });
    await customer(api, '0001');
    await customer(api, '0002', { timeZone: 'America/Sao_Paulo' });
    await customer(api, '0003', { unit: 'rio' });
    await customer(api, '0004', { plan: 'VIP' });
    const { id: templateId } = (await api.post('/v1/templates', { name: 'VIP', text: 'Parabéns!' })).body;
    const rules = [{ number: 1, event: 'birthday', offset: {}, time: '11:00', channels: ['sms'], templateId }];
    await api.put('/v1/rule-sets/vip', { name: 'VIP', appliesTo: { plans: ['VIP'] }, rules });
    await api.post('/v1/rule-sets/vip/publish');
    await run.until(nine);
    await run.due(start, nine);
    await run.until('2026-12-01T13:01:00.000Z');
    expect(to()).toEqual(['0001']);
    await run.due({ ...start, timeZone: 'America/Sao_Paulo' }, nine);
    await run.until('2026-12-01T13:02:00.000Z');
    expect(to()).toEqual(['0001', '0002', '0003']);
    await run.due({ ...start, ruleSetId: 'vip', time: '11:00' }, '2026-12-01T15:00:00.000Z');
    await run.until('2026-12-01T15:01:00.000Z');
    expect(to()).toEqual(['0001', '0002', '0003', '0004']);
  });

  it('is greeted by the staged ladder in its units only', async () => {
    const { api, run, publish } = await house();
    await api.put('/v1/units/filial', { ...unit, name: 'Filial' });
    await customer(api, '0001');
    await customer(api, '0002', { unit: 'filial' });
    const { id: templateId } = (await api.post('/v1/templates', { name: 'Novo', text: 'Novo' })).body;
    await publish({ templateId }, { units: ['filial'] });
    await run.until(nine);
    await run.due(start, nine);
    await run.until('2026-12-01T13:01:00.000Z');
    expect(run.sent.map(({ to, text }) => [to.slice(-4), text]).sort()).toEqual([
      ['0001', 'Feliz aniversario, Marcos!'],
      ['0002', 'Novo'],
    ]);
  });

  it.each([
    ['the service is off', (api: TestApp) => api.patch('/v1/settings', { service: 'off' })],
    ['the rule is off', (_: TestApp, publish: (more: object) => Promise<void>) => publish({ enabled: false })],
    ['its hour was changed meanwhile', (_: TestApp, publish: (more: object) => Promise<void>) => publish({ time: '15:00' })],
  ])('is not greeted where %s', async (_, change) => {
    const { api, run, publish } = await house();
    await customer(api, '0001');
    await change(api, publish);
    await run.due(start, nine);
    expect(await listed(api)).toEqual([]);
  });

  it('whose template is disabled stops for a person, who is told', async () => {
    const { api, run, templateId } = await house();
    await customer(api, '0001');
    await api.put(`/v1/templates/${templateId}`, { name: 'Aniversário', text: 'Oi', enabled: false });
    await run.due(start, nine);
    await run.until(nine);
    expect((await listed(api))[0]).toMatchObject({ state: 'paused', pausedReason: 'template-unpublished' });
    expect((await api.get('/v1/alerts')).body.items).toMatchObject([{ kind: 'campaign-paused' }]);
  });
});

describe('a campaign that repeats', () => {
  const body = {
    name: 'Segunda',
    class: 'informative',
    text: 'Oi {CLI_NAME}',
    audiences: [{ permission: 'billing' }],
    repeat: { every: 'week', weekdays: [1, 2], time: '10:00' },
  };

  async function started(more: object = {}) {
    const opened = await house();
    const { api } = opened;
    await customer(api, '0001');
    const { body: campaign } = await api.post('/v1/campaigns', { ...body, ...more });
    const answer = await api.post(`/v1/campaigns/${campaign.id}/start`, { countdownSeconds: 0 });
    expect([answer.status, answer.body.detail, answer.body.state]).toEqual([200, undefined, 'scheduled']);
    const id: string = campaign.id;
    return { ...opened, id, start: { kind: 'repeat' as const, campaignId: id } };
  }

  it('sends anew each time, to the people and with the template of that moment', async () => {
    const { templateId, ...opened } = await started();
    const { api, run, id } = opened;
    await run.due(opened.start, nine);
    await run.until('2026-12-01T13:30:00.000Z');
    await customer(api, '0002');
    const next = '2026-12-07T13:00:00.000Z';
    await run.until(next);
    await run.due(opened.start, next);
    await run.due(opened.start, next);
    await run.until('2026-12-07T13:30:00.000Z');
    expect(opened.to()).toEqual(['0001', '0001', '0002']);
    const made = (await listed(api)).filter(({ repeatOf }) => repeatOf === id);
    expect(made.map(({ state, startAt, counts }) => [state, startAt, counts.audience])).toEqual([
      ['finished', next, 2],
      ['finished', nine, 1],
    ]);
    expect((await api.get(`/v1/campaigns/${id}`)).body).toMatchObject({ state: 'scheduled', repeatOf: null });
  });

  it.each(['pause', 'cancel', 'undo'])('sends nothing after %s', async (action) => {
    const { api, run, id, ...opened } = await started();
    expect((await api.post(`/v1/campaigns/${id}/${action}`)).status).toBe(200);
    await run.due(opened.start, nine);
    await run.until('2026-12-01T13:30:00.000Z');
    expect(opened.to()).toEqual([]);
  });

  it('on the 31st goes on the last day of each month', async () => {
    const { run, ...opened } = await started({ repeat: { every: 'month', day: 31, time: '10:00' } });
    for (const at of ['2026-12-30', '2026-12-31', '2027-02-27', '2027-02-28']) {
      await run.until(`${at}T13:00:00.000Z`);
      await run.due(opened.start, `${at}T13:00:00.000Z`);
      await run.until(`${at}T13:10:00.000Z`);
    }
    expect(run.sent.map(({ at }) => at.slice(0, 10))).toEqual(['2026-12-31', '2027-02-28']);
  });

  it('that would be ten hours late is left out', async () => {
    const { api, run, ...opened } = await started();
    api.clock.advanceTo('2026-12-01T23:30:00.000Z');
    await run.due(opened.start, nine);
    expect(await listed(api)).toHaveLength(1);
  });
});
