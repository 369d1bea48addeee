import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createTestApp, type Json, type TestApp } from './fixtures/app.ts';
import { gateway } from './fixtures/provider.ts';

/** 8:00 of Tuesday 1 December 2026 in Campo Grande. */
let api: TestApp;
let gatewayId: string;

beforeAll(async () => {
  api = await createTestApp();
  await api.put('/v1/units/matriz', {
    name: 'Matriz',
    city: 'Campo Grande',
    state: 'MS',
    areaCode: '67',
    timeZone: 'America/Campo_Grande',
  });
  for (let index = 1; index <= 3; index++) {
    await api.put(`/v1/customers/C-${index}`, {
      name: 'Marcos Valas',
      unit: 'matriz',
      phones: [{ number: `(67) 99999-000${index}`, billing: true, marketing: true }],
    });
  }
  gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: gatewayId } });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.patch('/v1/settings', { service: 'on', campaignApprovalAbove: null });
});

const body = { name: 'Novembro', class: 'marketing', text: 'Oi {CLI_NAME}', audiences: [{ permission: 'marketing' }] };
const draft = async (more: object = {}): Promise<string> => {
  const { status, body: campaign } = await api.post('/v1/campaigns', { ...body, ...more });
  expect([status, campaign.detail]).toEqual([201, undefined]);
  return campaign.id;
};
const act = (id: string, action: string, given: object = {}, key?: string) =>
  api.post(`/v1/campaigns/${id}/${action}`, given, key === undefined ? {} : { key });
const refusal = ({ status, body: problem }: { status: number; body: Json }) => [status, problem.code, problem.errors?.[0]?.path];

describe('a draft', () => {
  it('is kept as it was given, with every count at zero', async () => {
    const id = await draft({ ratePerSecond: 2.5 });
    expect((await api.get(`/v1/campaigns/${id}`)).body).toMatchObject({
      ...body,
      state: 'draft',
      kind: 'campaign',
      channel: 'sms',
      ratePerSecond: 2.5,
      audiences: [{ permission: 'marketing', customerStatus: [], charge: null }],
      counts: {
        audience: 0,
        queued: 0,
        sending: 0,
        accepted: 0,
        delivered: 0,
        refused: 0,
        unknown: 0,
        suppressed: 0,
        cancelled: 0,
        expired: 0,
      },
      excluded: {},
      rate: 0,
      endsAt: null,
    });
  });

  it('is replaced, says when nothing changed, and is removed', async () => {
    const id = await draft();
    expect((await api.put(`/v1/campaigns/${id}`, body)).headers.get('Regua-Unchanged')).toBe('1');
    expect((await api.put(`/v1/campaigns/${id}`, { ...body, name: 'Dezembro' })).body.name).toBe('Dezembro');
    expect((await api.delete(`/v1/campaigns/${id}`)).status).toBe(204);
    expect((await api.get(`/v1/campaigns/${id}`)).status).toBe(404);
  });

  it('is found by a part of its name, and a sign of a pattern stands for itself', async () => {
    await draft({ name: 'Só 50% hoje' });
    const named = async (q: string) =>
      (await api.get(`/v1/campaigns?q=${encodeURIComponent(q)}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await named('SÓ 50%')).toEqual(['Só 50% hoje']);
    expect(await named('5% h')).toEqual([]);
  });

  const refusals: [name: string, more: object, path: string][] = [
    ['an empty audience', { audiences: [] }, 'audiences'],
    ['a filter without permission', { audiences: [{ customerStatus: ['enabled'] }] }, 'audiences.0.permission'],
    ['advertising on phones for billing', { audiences: [{ permission: 'billing' }] }, 'audiences.0.permission'],
    ['neither text nor template', { text: null }, 'text'],
    ['text and template', { templateId: 'x' }, 'text'],
    ['an unknown template', { text: null, templateId: 'x' }, 'templateId'],
    ['an unknown variable', { text: '{CLI_NOME}' }, 'text'],
    ['an unknown gateway', { gatewayId: 'x' }, 'gatewayId'],
    ['an unknown class', { class: 'spam' }, 'class'],
    ['a rate of nothing', { ratePerSecond: 0 }, 'ratePerSecond'],
    ['a rule for an unknown variable', { missing: { NOME: 'skip' } }, 'missing.NOME'],
    ['an hour that does not exist', { repeat: { every: 'day', time: '24:00' } }, 'repeat.time'],
  ];
  test.each(refusals)('with %s is refused at its field', async (_, more, path) => {
    expect(refusal(await api.post('/v1/campaigns', { ...body, ...more }))).toEqual([422, 'invalid-field', path]);
  });
});

describe('a start', () => {
  it('counts down, takes the snapshot of text and gateway, and can be undone', async () => {
    const { body: template } = await api.post('/v1/templates', { name: 'Promo', text: 'Promo para {CLI_NAME}' });
    const id = await draft({ text: null, templateId: template.id });
    const started = (await act(id, 'start', { countdownSeconds: 60 })).body;
    expect(started).toMatchObject({
      state: 'countdown',
      countdownUntil: '2026-12-01T12:01:00.000Z',
      text: 'Promo para {CLI_NAME}',
      templateVersion: 1,
      gatewayId,
    });
    const undone = (await act(id, 'undo')).body;
    expect(undone).toMatchObject({ state: 'draft', countdownUntil: null, text: null, templateVersion: null, startedBy: null });
  });

  it('is remembered with what came before and after it, oldest first', async () => {
    const id = await draft();
    await act(id, 'start', { at: '2026-12-02T09:00:00Z' });
    await act(id, 'undo');
    await act(id, 'start', { at: '2026-12-02T10:00:00Z' });
    await act(id, 'pause');
    const { items } = (await api.get(`/v1/campaigns/${id}/history`)).body;
    expect(items.map(({ action, state }: Json) => `${action}: ${state}`)).toEqual([
      ...['created: draft', 'started: scheduled', 'undone: draft', 'started: scheduled', 'paused: paused'],
    ]);
    expect(items[0].at).toMatch(/^2026-12-01T12:/);
    expect((await api.get('/v1/campaigns/nada/history')).status).toBe(404);
  });

  it('at an hour to come waits for it', async () => {
    const id = await draft();
    const { body: started } = await act(id, 'start', { at: '2026-12-02T09:00:00-04:00' });
    expect(started).toMatchObject({ state: 'scheduled', startAt: '2026-12-02T13:00:00.000Z', countdownUntil: null });
    expect((await act(id, 'cancel')).body.state).toBe('cancelled');
  });

  it('in the past is refused', async () => {
    const answer = await act(await draft(), 'start', { at: '2026-12-01T11:59:00Z' });
    expect(refusal(answer)).toEqual([422, 'invalid-field', 'at']);
  });

  it('with nobody to text is refused, and waits for its hour where it has one', async () => {
    const id = await draft({ audiences: [{ permission: 'marketing', customerStatus: ['lead'] }] });
    expect(refusal(await act(id, 'start'))).toEqual([409, 'empty-audience', undefined]);
    expect((await act(id, 'start', { at: '2026-12-02T09:00:00Z' })).body.state).toBe('scheduled');
  });

  it('while the service is off, without a gateway, or with a window that never opens is refused', async () => {
    const id = await draft();
    await api.patch('/v1/settings', { service: 'off' });
    expect(refusal(await act(id, 'start'))).toEqual([409, 'service-off', undefined]);
    await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: null } });
    expect(refusal(await act(id, 'start'))).toEqual([409, 'no-gateway', undefined]);
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], holiday: [] };
    await api.patch('/v1/settings', { defaultGateways: { campaigns: gatewayId }, windows: { marketing: closed } });
    expect(refusal(await act(id, 'start'))).toEqual([409, 'window-closed', undefined]);
    const open = Object.fromEntries(Object.keys(closed).map((day) => [day, ['08:00-21:00']]));
    await api.patch('/v1/settings', { windows: { marketing: open } });
  });

  it('by two people at once happens once', async () => {
    const id = await draft();
    const answers = await Promise.all([act(id, 'start'), act(id, 'start')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('campaign-state');
  });

  it('repeated with its Idempotency-Key answers the same again', async () => {
    const id = await draft();
    const headers = { 'Idempotency-Key': 'start-1' };
    const first = await api.post(`/v1/campaigns/${id}/start`, {}, { headers });
    const again = await api.post(`/v1/campaigns/${id}/start`, {}, { headers });
    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([200, '1']);
    expect(again.body.state).toBe(first.body.state);
  });

  it('of a template that was disabled meanwhile is refused', async () => {
    const { body: template } = await api.post('/v1/templates', { name: 'Fora', text: 'Oi' });
    const id = await draft({ text: null, templateId: template.id });
    await api.put(`/v1/templates/${template.id}`, { name: 'Fora', text: 'Oi', enabled: false });
    expect(refusal(await act(id, 'start'))).toEqual([422, 'invalid-field', 'templateId']);
  });
});

describe('a large campaign', () => {
  it('waits for a second person, who is not the one who started it', async () => {
    await api.patch('/v1/settings', { campaignApprovalAbove: 2 });
    const id = await draft();
    expect((await act(id, 'start')).body).toMatchObject({ state: 'scheduled', approval: 'waiting' });
    expect(refusal(await act(id, 'approve'))).toEqual([409, 'approval-by-starter', undefined]);
    const other = await api.addKey('campaigns:send');
    expect((await act(id, 'approve', {}, other)).body).toMatchObject({ state: 'scheduled', approval: 'given' });
    expect(refusal(await act(id, 'approve', {}, other))).toEqual([409, 'campaign-state', undefined]);
  });

  it('up to the limit needs nobody', async () => {
    await api.patch('/v1/settings', { campaignApprovalAbove: 3 });
    expect((await act(await draft(), 'start')).body).toMatchObject({ state: 'countdown', approval: 'not-needed' });
  });
});

describe('what a state does not allow', () => {
  const refused: [action: string, state: string][] = [
    ['undo', 'draft'],
    ['approve', 'draft'],
    ['pause', 'draft'],
    ['resume', 'draft'],
    ['cancel', 'draft'],
    ['resend-failed', 'draft'],
    ['start', 'cancelled'],
    ['resume', 'cancelled'],
    ['pause', 'cancelled'],
    ['cancel', 'cancelled'],
    ['undo', 'cancelled'],
    ['resend-failed', 'cancelled'],
  ];
  test.each(refused)('%s of a %s one answers 409 with its state', async (action, state) => {
    const id = await draft();
    if (state === 'cancelled') {
      await act(id, 'start', { at: '2026-12-02T09:00:00Z' });
      await act(id, 'cancel');
    }
    const answer = await act(id, action);
    expect(refusal(answer)).toEqual([409, 'campaign-state', undefined]);
    expect(answer.body.detail).toContain(state);
  });

  it('a started one is neither replaced nor removed, and an ended one not tuned', async () => {
    const id = await draft();
    await act(id, 'start');
    expect(refusal(await api.put(`/v1/campaigns/${id}`, body))).toEqual([409, 'campaign-state', undefined]);
    expect(refusal(await api.delete(`/v1/campaigns/${id}`))).toEqual([409, 'campaign-state', undefined]);
    expect((await api.patch(`/v1/campaigns/${id}`, { ratePerSecond: 3 })).body.ratePerSecond).toBe(3);
    expect((await api.patch(`/v1/campaigns/${id}`, { ratePerSecond: 3 })).headers.get('Regua-Unchanged')).toBe('1');
    expect(refusal(await api.patch(`/v1/campaigns/${id}`, { gatewayId: 'x' }))).toEqual([422, 'invalid-field', 'gatewayId']);
    await act(id, 'undo');
    await act(id, 'start', { at: '2026-12-02T09:00:00Z' });
    await act(id, 'cancel');
    expect(refusal(await api.patch(`/v1/campaigns/${id}`, { ratePerSecond: 4 }))).toEqual([409, 'campaign-state', undefined]);
  });

  it('writing campaigns does not include sending them', async () => {
    const id = await draft();
    const writer = await api.addKey('campaigns:write');
    expect((await act(id, 'start', {}, writer)).status).toBe(403);
  });
});
