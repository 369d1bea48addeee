import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type Json, type TestApp } from '../api/fixtures/app.ts';
import { gateway } from '../api/fixtures/provider.ts';
import { openCampaignRun } from '../test/campaign-run.ts';
import { campaignWorkflowId } from './contract.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

const unit = { name: 'Matriz', city: 'Campo Grande', state: 'MS', areaCode: '67', timeZone: 'America/Campo_Grande' };

/** 8:00 of Tuesday 1 December 2026 in Campo Grande; a campaign may leave from 8:00 (advertising) or 9:00 (collection). */
async function house({ people = 3, answer }: { people?: number; answer?: Parameters<typeof openCampaignRun>[1] } = {}) {
  const api = await createTestApp();
  cleanUp.push(api.close);
  const run = await openCampaignRun(api, answer);
  cleanUp.push(run.close);
  await api.put('/v1/units/matriz', unit);
  for (let index = 1; index <= people; index++) await customer(api, index);
  const { id: gatewayId } = (await api.post('/v1/gateways', gateway)).body;
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: gatewayId } });
  return { api, run, gatewayId, ...campaigns(api) };
}

async function customer(api: TestApp, index: number, more: object = {}) {
  const phones = [{ number: `(67) 99999-${String(index).padStart(4, '0')}`, billing: true, marketing: true }];
  await api.put(`/v1/customers/C-${index}`, { name: 'Marcos Valas', unit: 'matriz', phones, ...more });
}

function campaigns(api: TestApp) {
  const body = { name: 'Novembro', class: 'marketing', text: 'Oi {CLI_NAME}', audiences: [{ permission: 'marketing' }] };
  const act = async (id: string, action: string, given: object = {}): Promise<Json> => {
    const { status, body: campaign } = await api.post(`/v1/campaigns/${id}/${action}`, given);
    expect([status, campaign.detail]).toEqual([200, undefined]);
    return campaign;
  };
  return {
    act,
    read: async (id: string): Promise<Json> => (await api.get(`/v1/campaigns/${id}`)).body,
    async start(more: object = {}, request: object = { countdownSeconds: 0 }): Promise<string> {
      const { status, body: campaign } = await api.post('/v1/campaigns', { ...body, ...more });
      expect([status, campaign.detail]).toEqual([201, undefined]);
      await act(campaign.id, 'start', request);
      return campaign.id;
    },
  };
}

const at = (time: string) => `2026-12-01T${time}:00.000Z`;

describe('a campaign', () => {
  it('counts down, freezes its audience, sends each text once, and finishes with counts that add up', async () => {
    const { run, start, read } = await house();
    const id = await start({}, { countdownSeconds: 30 });
    await run.until('2026-12-01T12:00:29.000Z');
    expect([run.sent, (await read(id)).state]).toEqual([[], 'countdown']);
    await run.until(at('12:05'));
    expect(run.sent.map(({ to, text }) => [to, text])).toEqual([
      ['+5567999990001', 'Oi Marcos'],
      ['+5567999990002', 'Oi Marcos'],
      ['+5567999990003', 'Oi Marcos'],
    ]);
    expect(await read(id)).toMatchObject({
      state: 'finished',
      counts: { audience: 3, accepted: 3, queued: 0, sending: 0 },
      cost: '0.1950',
    });
    expect(run.sandbox.outcomeOf(campaignWorkflowId(id))).toBe('completed');
  });

  it('that is undone in the countdown sends nothing, and may start again', async () => {
    const { run, start, read, act } = await house();
    const id = await start({}, { countdownSeconds: 30 });
    await run.until('2026-12-01T12:00:20.000Z');
    await act(id, 'undo');
    await run.until(at('12:05'));
    expect([run.sent.length, (await read(id)).state]).toEqual([0, 'draft']);
    await act(id, 'start', { countdownSeconds: 0 });
    await run.until(at('12:06'));
    expect([run.sent.length, (await read(id)).state]).toEqual([3, 'finished']);
  });

  it('scheduled for later freezes its audience at that hour, with the text it was started with', async () => {
    const { api, run, start } = await house({ people: 1 });
    const { id: templateId } = (await api.post('/v1/templates', { name: 'Promo', text: 'Primeira' })).body;
    await start({ text: null, templateId }, { at: at('15:00') });
    await run.until(at('14:00'));
    await api.put(`/v1/templates/${templateId}`, { name: 'Promo', text: 'Segunda' });
    await customer(api, 2);
    await run.until(at('15:01'));
    expect(run.sent.map(({ at: when, text }) => [when, text])).toEqual([
      [at('15:00'), 'Primeira'],
      [at('15:00'), 'Primeira'],
    ]);
  });

  it('whose template was disabled after it was scheduled stops for a person, and goes on when it is enabled again', async () => {
    const { api, run, start, read, act } = await house();
    const { id: templateId } = (await api.post('/v1/templates', { name: 'Promo', text: 'Oi' })).body;
    const id = await start({ text: null, templateId }, { at: at('15:00') });
    await api.put(`/v1/templates/${templateId}`, { name: 'Promo', text: 'Oi', enabled: false });
    await run.until(at('15:01'));
    expect([run.sent.length, await read(id)]).toMatchObject([0, { state: 'paused', pausedReason: 'template-unpublished' }]);
    const { items } = (await api.get('/v1/alerts')).body;
    expect(items.map(({ kind, subject }: Json) => [kind, subject])).toEqual([['campaign-paused', id]]);
    await api.put(`/v1/templates/${templateId}`, { name: 'Promo', text: 'Oi', enabled: true });
    await act(id, 'resume');
    await run.until(at('15:02'));
    expect([run.sent.length, (await read(id)).state]).toEqual([3, 'finished']);
    expect((await api.get('/v1/alerts')).body.items).toEqual([]);
  });
});

describe('a frequency cap', () => {
  it('holds from campaign to campaign and within one, and is told in what was left out', async () => {
    const { api, run, start, read } = await house({ people: 2 });
    await customer(api, 3, { phones: ['1', '2'].map((last) => ({ number: `(67) 98888-000${last}`, billing: true, marketing: true })) });
    await api.patch('/v1/settings', { campaignCap: { days: 7, perCustomer: 1, perPhone: 1 } });
    const first = await start();
    await run.until(at('12:05'));
    expect(await read(first)).toMatchObject({ state: 'finished', counts: { audience: 3 }, excluded: { cap: 1 } });
    await customer(api, 4);
    const second = await start({ text: 'Outra' });
    await run.until(at('12:10'));
    expect(await read(second)).toMatchObject({ state: 'finished', counts: { audience: 1, accepted: 1 }, excluded: { cap: 4 } });
    expect(run.sent.at(-1)).toMatchObject({ to: '+5567999990004', text: 'Outra' });
  });
});

describe('a text that went to the same people days ago', () => {
  it('is told before it is sent again, and another text is not', async () => {
    const { api, run, start } = await house();
    await start();
    await run.until(at('12:05'));
    const preview = async (text: string) =>
      (await api.post('/v1/audiences/preview', { audiences: [{ permission: 'marketing' }], text })).body.warnings.map(
        ({ code }: Json) => code,
      );
    expect([await preview('Oi {CLI_NAME}'), await preview('Olá {CLI_NAME}')]).toEqual([['sent-lately'], []]);
  });
});

describe('a canary', () => {
  it('sends so many and no more until a person lets it go on', async () => {
    const { run, start, read, act } = await house({ people: 30 });
    const id = await start({}, { canary: 20, countdownSeconds: 0 });
    await run.until(at('13:00'));
    expect([run.sent.length, (await read(id)).state]).toEqual([20, 'canary']);
    await act(id, 'resume');
    await run.until(at('13:01'));
    expect([run.sent.length, (await read(id)).state]).toEqual([30, 'finished']);
  });

  it('with the wrong text costs twenty wrong texts, not more', async () => {
    const { run, start, read, act } = await house({ people: 30 });
    const id = await start({ text: 'Errado' }, { canary: 20, countdownSeconds: 0 });
    await run.until(at('12:10'));
    await act(id, 'cancel');
    await run.until(at('12:11'));
    expect(run.sent).toHaveLength(20);
    expect(await read(id)).toMatchObject({ state: 'cancelled', counts: { audience: 30, accepted: 20, cancelled: 10, queued: 0 } });
  });

  it('goes on by itself when enough was delivered, and stops for a person when it was not', async () => {
    const { api, run, start, read, act } = await house({ people: 30 });
    const canary = { recipients: 20, deliveredShare: 0.9, waitMinutes: 30 };
    const good = await start({}, { canary, countdownSeconds: 0 });
    await run.until(at('12:05'));
    expect((await read(good)).state).toBe('canary');
    await api.deps.db.sql`update messages set state = 'delivered' where campaign_id = ${good} and state = 'accepted'`;
    await run.until(at('12:06'));
    expect((await read(good)).state).toBe('finished');

    const bad = await start({ text: 'Outra' }, { canary, countdownSeconds: 0 });
    await run.until(at('12:40'));
    expect(await read(bad)).toMatchObject({ state: 'paused', pausedReason: 'canary-below-share', counts: { accepted: 20, queued: 10 } });
    await act(bad, 'resume');
    await run.until(at('12:41'));
    expect((await read(bad)).state).toBe('finished');
  });
});

describe('a send window', () => {
  it('is the recipient’s own: each time zone starts at its nine o’clock, and the rest goes on the next day', async () => {
    const { api, run, start, read } = await house({ people: 1 });
    await customer(api, 2, { timeZone: 'America/Noronha' });
    const id = await start({ class: 'collection' });
    // Noronha is two hours ahead of Campo Grande: it is 10:00 there when the campaign starts.
    await run.until(at('12:30'));
    expect(run.sent.map(({ to }) => to)).toEqual(['+5567999990002']);
    expect((await read(id)).opensAt).toBe(at('13:00'));
    await run.until(at('13:01'));
    expect(run.sent.map(({ to, at: when }) => [to, when])).toEqual([
      ['+5567999990002', at('12:00')],
      ['+5567999990001', at('13:00')],
    ]);
    expect((await read(id)).state).toBe('finished');
  });

  it('that closes while texts wait lets them go when it opens again', async () => {
    const { api, run, gatewayId, start, read } = await house({ people: 5 });
    await api.patch(`/v1/gateways/${gatewayId}`, { paused: true });
    const id = await start({ class: 'collection' });
    await run.until(at('21:50'));
    await run.until('2026-12-01T23:00:00.000Z');
    await api.patch(`/v1/gateways/${gatewayId}`, { paused: false });
    await run.until('2026-12-02T12:59:00.000Z');
    expect([run.sent, (await read(id)).state]).toEqual([[], 'running']);
    await run.until('2026-12-02T13:20:00.000Z');
    expect([run.sent.length, (await read(id)).state]).toEqual([5, 'finished']);
  });
});

describe('pause, cancel and changes under way', () => {
  it('a paused campaign sends nothing until it is resumed', async () => {
    const { run, start, read, act } = await house({ people: 30 });
    const id = await start({}, { canary: 10, countdownSeconds: 0 });
    await run.until(at('12:01'));
    await act(id, 'pause');
    await run.until(at('15:00'));
    expect([run.sent.length, (await read(id)).state]).toEqual([10, 'paused']);
    await act(id, 'resume');
    expect((await read(id)).state).toBe('canary');
    await act(id, 'approve');
    await run.until(at('15:01'));
    expect([run.sent.length, (await read(id)).state]).toEqual([30, 'finished']);
  });

  it('another gateway takes over what is queued, in its own way of writing', async () => {
    const { api, run, start, read, act } = await house({ people: 30 });
    const { id: other } = (await api.post('/v1/gateways', { ...gateway, name: 'Outro', accents: 'keep' })).body;
    const id = await start({ text: 'Olá {CLI_NAME}, é já' }, { canary: 10, countdownSeconds: 0 });
    await run.until(at('12:01'));
    expect((await api.patch(`/v1/campaigns/${id}`, { gatewayId: other })).body.gatewayId).toBe(other);
    await act(id, 'resume');
    await run.until(at('12:02'));
    const by = (gatewayId: string) => run.sent.filter((text) => text.gatewayId === gatewayId).map(({ text }) => text);
    expect([by(other).length, new Set(by(other))]).toEqual([20, new Set(['Olá Marcos, é já'])]);
    expect(new Set(run.sent.filter(({ gatewayId }) => gatewayId !== other).map(({ text }) => text))).toEqual(new Set(['Ola Marcos, é ja']));
    expect(await read(id)).toMatchObject({ state: 'finished', counts: { audience: 30, accepted: 30 } });
  });
});

describe('what happens between freezing and sending', () => {
  async function waiting(more: object, people = 3) {
    const parts = await house({ people });
    await parts.api.patch(`/v1/gateways/${parts.gatewayId}`, { paused: true });
    for (let index = 1; index <= people; index++) {
      const charge = { customerId: `C-${index}`, code: `768${index}`, amountCents: 14_637, dueDate: '2026-11-05' };
      expect((await parts.api.put(`/v1/charges/768${index}`, charge)).status).toBe(201);
    }
    const id = await parts.start({
      class: 'informative',
      audiences: [{ permission: 'billing', charge: { status: ['overdue'] } }],
      ...more,
    });
    await parts.run.until(at('12:05'));
    const open = async () => {
      await parts.api.patch(`/v1/gateways/${parts.gatewayId}`, { paused: false });
      await parts.run.until(at('12:30'));
      return parts.run.sent.map(({ text }) => text).sort();
    };
    return { ...parts, id, open };
  }

  it('a charge that was paid is not chased', async () => {
    const { api, id, open, read } = await waiting({ text: 'Fatura {COB_CODE}' });
    await api.post('/v1/charges/7682/payment', { paidAt: '2026-12-01', paidAmountCents: 14_637 });
    expect(await open()).toEqual(['Fatura 7681', 'Fatura 7683']);
    expect(await read(id)).toMatchObject({ state: 'finished', counts: { audience: 3, accepted: 2, suppressed: 1 } });
  });

  it('a changed amount and name are in the text that leaves', async () => {
    const { api, open } = await waiting({ text: '{CLI_NAME}: {COB_VAL_DOC}' });
    await api.patch('/v1/charges/7681', { amountCents: 9_990 });
    await api.patch('/v1/customers/C-2', { name: 'Ana Souza' });
    expect(await open()).toEqual(['Ana: R$146,37', 'Marcos: R$146,37', 'Marcos: R$99,90']);
  });

  it('a value that is missing by then keeps the text back', async () => {
    const { api, id, open, read } = await waiting({ text: 'Codigo {COB_CODE}' });
    await api.patch('/v1/charges/7681', { code: null });
    expect(await open()).toEqual(['Codigo 7682', 'Codigo 7683']);
    expect((await read(id)).counts).toMatchObject({ audience: 3, accepted: 2, suppressed: 1 });
    const { items } = (await api.get(`/v1/messages?chargeId=7681`)).body;
    expect(items[0]).toMatchObject({ state: 'suppressed', reason: 'missing-value:COB_CODE' });
  });

  it('a phone that said no, or is no longer given for it, gets nothing', async () => {
    const { api, id, open, read } = await waiting({ text: 'Oi {COB_CODE}' });
    await api.put('/v1/opt-outs/(67) 99999-0001', { scope: 'all' });
    await api.patch('/v1/customers/C-2', { phones: [{ number: '(67) 98888-7777', billing: true, marketing: true }] });
    expect(await open()).toEqual(['Oi 7683']);
    expect((await read(id)).counts).toMatchObject({ audience: 3, accepted: 1, suppressed: 2 });
  });

  it('nothing changed: every text leaves', async () => {
    const { open } = await waiting({ text: 'Fatura {COB_CODE}' });
    expect(await open()).toEqual(['Fatura 7681', 'Fatura 7682', 'Fatura 7683']);
  });
});

describe('what goes wrong', () => {
  it('a provider that refuses everybody is noticed after the first few', async () => {
    const { api, run, start, read } = await house({ people: 60, answer: () => ({ outcome: 'refused', reason: 'blocked', answer: 'NO' }) });
    const id = await start();
    await run.until(at('12:10'));
    expect(run.sent).toHaveLength(20);
    expect(await read(id)).toMatchObject({
      state: 'paused',
      pausedReason: 'error-rate',
      counts: { audience: 60, refused: 20, queued: 40 },
    });
    expect((await api.get('/v1/alerts')).body.items[0]).toMatchObject({
      kind: 'campaign-paused',
      subject: id,
      detail: { reason: 'error-rate' },
    });
  });

  it('a resumed campaign tries the first few again before the rest', async () => {
    let refuses = true;
    const answer = () =>
      refuses
        ? ({ outcome: 'refused', reason: 'blocked', answer: 'NO' } as const)
        : ({ outcome: 'accepted', providerId: '1', answer: 'OK' } as const);
    const { run, start, read, act } = await house({ people: 60, answer });
    const id = await start();
    await run.until(at('12:10'));
    await act(id, 'resume');
    await run.until(at('12:20'));
    expect([run.sent.length, (await read(id)).state]).toEqual([40, 'paused']);
    refuses = false;
    await act(id, 'resume');
    await run.until(at('12:30'));
    expect(await read(id)).toMatchObject({ state: 'finished', counts: { audience: 60, refused: 40, accepted: 20 } });
  });

  it('a gateway with a wrong password stops the campaign and burns nothing', async () => {
    const { api, run, gatewayId, start, read } = await house({ people: 5 });
    await api.deps.db.sql`update gateways set stopped_reason = 'login', stopped_at = now() where id = ${gatewayId}`;
    const id = await start();
    await run.until(at('12:10'));
    expect([run.sent.length, await read(id)]).toMatchObject([
      0,
      { state: 'paused', pausedReason: 'gateway-stopped', counts: { queued: 5 } },
    ]);
  });

  it('only the failed are sent again, linked to their first attempt, and the counts still add up', async () => {
    const answer = ({ to }: { to: string }) =>
      to.endsWith('1')
        ? ({ outcome: 'refused', reason: 'x', answer: 'NO' } as const)
        : ({ outcome: 'accepted', providerId: '1', answer: 'OK' } as const);
    const { api, run, start, read, act } = await house({ people: 11, answer });
    const id = await start();
    await run.until(at('12:10'));
    expect((await read(id)).counts).toMatchObject({ audience: 11, accepted: 9, refused: 2 });
    const both = await Promise.all([api.post(`/v1/campaigns/${id}/resend-failed`, {}), api.post(`/v1/campaigns/${id}/resend-failed`, {})]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await run.until(at('12:20'));
    expect(run.sent.filter(({ to }) => to.endsWith('1'))).toHaveLength(4);
    expect(await read(id)).toMatchObject({ state: 'finished', counts: { audience: 11, accepted: 9, refused: 2 } });
    const [again] = await api.deps.db.sql`select generation, resend_of from messages where generation = 2 limit 1`;
    expect(again).toMatchObject({ generation: 2, resend_of: expect.anything() });
    await act(id, 'resend-failed');
  });
});
