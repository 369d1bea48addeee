import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { queueMessages } from '../db/queries/messages.ts';
import { manualMessage } from '../test/manual-message.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, gateway, putProvider, reminder, template } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
/** Noon in UTC of 1 December, eight in the morning in Campo Grande. */
const now = '2026-12-01T12:00:00.000Z';
const sql = () => api.deps.db.sql;
const reminderKey = '3:2026-12-10';
const warningKey = '10:2026-12-10';

beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
  const templateId = (await api.post('/v1/templates', template)).body.id;
  const block = { time: '09:00', channels: ['sms'], templateId, late: 'send', window: 'always' };
  const rules = [
    { ...reminder(templateId), window: 'always' },
    { ...block, number: 10, event: 'block_warning', offset: { days: 5 } },
    { ...block, number: 12, event: 'total_block', offset: { days: 15 } },
  ];
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules });
  await api.post('/v1/rule-sets/default/publish');
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { notices: gatewayId } });
});
beforeEach(async () => {
  await sql()`truncate step_overrides, steps, messages, proofs, milestones, restorations, outbox cascade`;
});
afterAll(() => api.close());

const step = (key: string, call: string, body?: object) => api.post(`/v1/steps/768412~${key}/${call}`, body);
const called = async () => (await sql()`delete from outbox where kind = 'charge' returning target`).map(({ target }) => String(target));
const revision = async () => Number((await sql()`select revision from charges where id = '768412'`)[0]?.revision);
const choices = () => sql()`select key, at, reason, decided_by from step_overrides`;
const shownStep = async (number: number, chargeId = '768412') =>
  (await api.get(`/v1/charges/${chargeId}/timeline`)).body.steps.find(({ rule }: { rule: number }) => rule === number);
const audited = async () => (await api.get('/v1/audit?entity=charge&entityId=768412&limit=1')).body.items[0];

/** The step as the database has it, in this state. */
async function recorded(key: string, changed: object = {}) {
  const row = { state: 'waiting', action_state: null, action_requested_at: null, ...changed };
  const [known] = await sql()`
    insert into steps (charge_id, key, rule, event, due_date, state, planned_for, sends_at, send_until, moved, revision, action_state, action_requested_at, created_at, updated_at)
    values ('768412', ${key}, ${Number(key.split(':')[0])}, 'due', '2026-12-10', ${row.state}, ${now}, ${now}, ${now}, '[]', 1,
      ${row.action_state}, ${row.action_requested_at}, ${now}, ${now}) returning id`;
  return String(known?.id);
}

describe('a step answers to', () => {
  test('its charge and key while it is planned, and to its number as well once it is recorded', async () => {
    const ids = async () => (await api.get('/v1/charges/768412/timeline')).body.steps.map(({ stepId }: { stepId: string }) => stepId);
    expect(await ids()).toContain(`768412~${reminderKey}`);
    const number = await recorded(reminderKey, { state: 'held' });
    expect(await ids()).toContain(number);
    expect((await step(reminderKey, 'skip')).body).toMatchObject({ stepId: number, rule: 3, state: 'skipped' });
    expect((await api.post(`/v1/steps/${number}/skip`)).headers.get('Regua-Unchanged')).toBe('1');
  });

  test.each(['768412~3:2026-12-11', '768412~99', 'none~3:2026-12-10', '999999', 'x', '768412'])('nothing by the name %s', async (name) => {
    expect((await api.post(`/v1/steps/${name}/skip`)).status).toBe(404);
    expect((await api.post(`/v1/steps/${name}/send-now`)).status).toBe(404);
    expect([404, 409]).toContain((await api.post(`/v1/steps/${name}/result`, { outcome: 'done' })).status);
  });
});

describe('a decision about a step', () => {
  test('is recorded with who and why, raises the revision and calls the workflow', async () => {
    const before = await revision();
    expect(await step(reminderKey, 'skip', { reason: 'já falei com ele' })).toMatchObject({
      status: 200,
      body: { stepId: `768412~${reminderKey}`, state: 'skipped', reason: 'by-hand' },
    });
    expect(await choices()).toEqual([{ key: reminderKey, at: null, reason: 'já falei com ele', decided_by: 'key:key-1' }]);
    expect(await revision()).toBe(before + 1);
    expect(await called()).toEqual(['768412']);
    expect(await audited()).toMatchObject({
      action: 'step.skipped',
      actor: 'key:key-1',
      after: { step: reminderKey, reason: 'já falei com ele' },
    });
  });

  test('that is the same again changes nothing', async () => {
    await step(reminderKey, 'skip');
    await called();
    const before = await revision();
    const again = await step(reminderKey, 'skip', { reason: 'outra vez' });
    expect([again.headers.get('Regua-Unchanged'), await revision(), await called()]).toEqual(['1', before, []]);
  });

  test('that is refused leaves no trace', async () => {
    await recorded(reminderKey, { state: 'sent' });
    const before = await revision();
    expect(await step(reminderKey, 'skip')).toMatchObject({ status: 409, body: { code: 'step-over' } });
    expect([await revision(), await called(), await choices()]).toEqual([before, [], []]);
  });

  test('comes too late for a text that is on the wire, not for one that waits', async () => {
    const stepId = Number(await recorded(reminderKey));
    const message = manualMessage(now, { gatewayId, stepId, chargeId: '768412', chargeRevision: await revision() });
    await queueMessages(api.deps.db.db, [message], now);
    await sql()`update messages set state = 'sending', lease_until = ${now}`;
    expect(await step(reminderKey, 'skip')).toMatchObject({ status: 409, body: { code: 'step-over' } });
    await sql()`update messages set state = 'queued', lease_until = null`;
    expect((await step(reminderKey, 'skip')).status).toBe(200);
  });

  test('to send now says when the text goes, and opens a step that was passed over', async () => {
    const number = await recorded(warningKey, { state: 'skipped' });
    expect((await step(warningKey, 'send-now')).body).toMatchObject({ stepId: number, state: 'planned', sendsAt: now });
    expect(await sql()`select state, reason from steps`).toEqual([{ state: 'skipped', reason: 'charge-changed' }]);
    expect(await choices()).toMatchObject([{ key: warningKey, at: '2026-12-01 12:00:00+00' }]);
  });

  test('to send a block before its warning is refused in words', async () => {
    const refused = await step('12:2026-12-10', 'send-now');
    expect(refused).toMatchObject({ status: 409, body: { code: 'step-refused' } });
    expect(refused.body.detail).toContain('Não pode sair antes de 30/12/2026 às 09:00');
  });

  test('to send now is refused while the service is off', async () => {
    await api.patch('/v1/settings', { service: 'off' });
    expect(await step(warningKey, 'send-now')).toMatchObject({ status: 409, body: { code: 'service-off' } });
    await api.patch('/v1/settings', { service: 'on' });
  });

  test('to send now a step of a paid charge is refused', async () => {
    await api.put('/v1/charges/paid', charge);
    await api.post('/v1/charges/paid/payment', { paidAt: '2026-12-01', paidAmountCents: 100 });
    expect(await api.post(`/v1/steps/paid~${reminderKey}/send-now`)).toMatchObject({ status: 409, body: { code: 'charge-not-open' } });
  });

  test('for an earlier hour keeps it, and is taken back while the own hour is to come', async () => {
    expect((await step(warningKey, 'bring-forward', { at: '2026-12-11T10:00:00-04:00' })).body).toMatchObject({
      state: 'planned',
      sendsAt: '2026-12-11T14:00:00.000Z',
      moved: [{ by: 'person', to: '2026-12-11T14:00:00.000Z' }],
    });
    expect(await shownStep(10)).toMatchObject({
      choice: {
        at: '2026-12-11T14:00:00.000Z',
        decidedByName: 'chave 1',
        undone: { state: 'planned', sendsAt: '2026-12-15T13:00:00.000Z' },
      },
    });
    const undone = await api.delete(`/v1/steps/768412~${warningKey}/bring-forward`);
    expect(await shownStep(10)).toMatchObject({ choice: null, sendsAt: '2026-12-15T13:00:00.000Z' });
    expect(undone).toMatchObject({ status: 200, body: { state: 'planned', sendsAt: '2026-12-15T13:00:00.000Z' } });
    expect(await choices()).toEqual([]);
    expect((await audited()).action).toBe('step.choice-undone');
    expect((await api.delete(`/v1/steps/768412~${warningKey}/bring-forward`)).headers.get('Regua-Unchanged')).toBe('1');
  });

  test('for a later hour, or one that is past, is refused', async () => {
    for (const at of ['2026-12-15T13:00:00Z', '2026-12-01T11:59:59Z', '2026-12-11', 'amanhã']) {
      expect(await step(warningKey, 'bring-forward', { at })).toMatchObject({ status: 422, body: { errors: [{ path: 'at' }] } });
    }
    expect((await step(warningKey, 'bring-forward')).status).toBe(422);
  });

  test('to skip is taken back, also after the workflow has noted it', async () => {
    await step(reminderKey, 'skip');
    await recorded(reminderKey, { state: 'skipped' });
    await sql()`update steps set reason = 'by-hand'`;
    expect((await api.delete(`/v1/steps/768412~${reminderKey}/skip`)).body).toMatchObject({ state: 'planned' });
    expect(await sql()`select state, reason from steps`).toEqual([{ state: 'skipped', reason: 'charge-changed' }]);
    expect(await choices()).toEqual([]);
  });

  test('to skip is not taken back once the hour of the step is past', async () => {
    await api.put('/v1/charges/old', { ...charge, dueDate: '2026-12-02' });
    await sql()`insert into step_overrides (charge_id, key, decided_by, decided_at) values ('old', '3:2026-12-02', 'x', ${now})`;
    expect(await shownStep(3, 'old')).toMatchObject({ choice: { at: null, undone: null } });
    expect(await api.delete('/v1/steps/old~3:2026-12-02/skip')).toMatchObject({ status: 409, body: { code: 'step-over' } });
  });
});

describe('the result of a request', () => {
  const asked = () => recorded('12:2026-12-10', { action_state: 'requested', action_requested_at: now });
  const answered = () => sql()`select action_state, action_reason, action_answered_at from steps`;

  test('is recorded, the workflow called, and the same again is taken as known', async () => {
    const number = await asked();
    const refused = { outcome: 'refused', reason: 'linha em manutenção' };
    expect(await api.post(`/v1/steps/${number}/result`, refused)).toMatchObject({ status: 200, body: { ...refused, answeredAt: now } });
    expect(await answered()).toEqual([
      { action_state: 'refused', action_reason: 'linha em manutenção', action_answered_at: '2026-12-01 12:00:00+00' },
    ]);
    expect(await called()).toEqual(['768412']);
    expect(await shownStep(12)).toMatchObject({
      dueDate: '2026-12-10',
      action: { state: 'refused', reason: 'linha em manutenção', requestedAt: now, answeredAt: now },
    });
    const again = await step('12:2026-12-10', 'result', { outcome: 'refused' });
    expect([again.status, again.headers.get('Regua-Unchanged'), await called()]).toEqual([200, '1', []]);
  });

  test('that differs from the first is a conflict', async () => {
    const number = await asked();
    await api.post(`/v1/steps/${number}/result`, { outcome: 'done' });
    await called();
    expect(await api.post(`/v1/steps/${number}/result`, { outcome: 'failed' })).toMatchObject({
      status: 409,
      body: { code: 'result-mismatch' },
    });
    expect(await called()).toEqual([]);
  });

  test('that nobody waits for is refused', async () => {
    const number = await recorded('12:2026-12-10');
    expect(await api.post(`/v1/steps/${number}/result`, { outcome: 'done' })).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
    expect(await step('13:2026-12-10', 'result', { outcome: 'done' })).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
    expect((await api.post(`/v1/steps/${number}/result`, { outcome: 'maybe' })).status).toBe(422);
  });

  test('that comes after the time allowed still counts: the line is blocked', async () => {
    const number = await asked();
    await sql()`update steps set action_state = 'expired', action_answered_at = ${now}`;
    expect((await api.post(`/v1/steps/${number}/result`, { outcome: 'done' })).status).toBe(200);
    expect(await answered()).toMatchObject([{ action_state: 'done' }]);
  });

  test('of a restoration is recorded, and a person is told of a refusal until it is done', async () => {
    const rows = await sql()`
      insert into restorations (charge_id, due_date, payment_id, state, requested_at)
      select '768412', '2026-12-10', 'p' || n, 'requested', ${now} from generate_series(1, 2) n returning id`;
    const [first, second] = rows.map(({ id }) => `restore:${id}`);
    expect((await step(first ?? '', 'result', { outcome: 'done' })).body).toMatchObject({ outcome: 'done' });
    await step(second ?? '', 'result', { outcome: 'failed', reason: 'OLT fora' });
    expect(await sql()`select state, reason from restorations order by id`).toEqual([
      { state: 'done', reason: null },
      { state: 'failed', reason: 'OLT fora' },
    ]);
    expect((await api.get('/v1/charges/768412/timeline')).body.restorations).toMatchObject([
      { stepId: `768412~${first}`, paymentId: 'p1', state: 'done', requestedAt: now, answeredAt: now },
      { stepId: `768412~${second}`, paymentId: 'p2', state: 'failed', reason: 'OLT fora' },
    ]);
    expect((await api.get('/v1/alerts')).body.items).toMatchObject([{ kind: 'restoration-failed', subject: '768412' }]);
    expect((await step(first ?? '', 'result', { outcome: 'failed' })).status).toBe(409);
    expect((await step('restore:99999', 'result', { outcome: 'done' })).status).toBe(409);
  });
});

describe('what other systems say', () => {
  const proof = { number: 10, channel: 'letter', at: '2026-11-30T10:00:00-04:00', evidence: 'AR 123' };

  test('a proof is kept with who recorded it, once, and the ladder is told', async () => {
    const before = await revision();
    const created = await api.post('/v1/charges/768412/proofs', proof);
    const shown = {
      ...proof,
      at: '2026-11-30T14:00:00.000Z',
      dueDate: '2026-12-10',
      recordedBy: 'key:key-1',
      recordedByName: 'chave 1',
      recordedAt: now,
    };
    expect(created).toMatchObject({ status: 201, body: shown });
    expect([await revision(), await called()]).toEqual([before + 1, ['768412']]);
    const again = await api.post('/v1/charges/768412/proofs', { ...proof, evidence: 'outra' });
    expect([again.status, again.headers.get('Regua-Unchanged'), again.body, await called()]).toEqual([200, '1', shown, []]);
    expect((await api.post('/v1/charges/768412/proofs', { ...proof, channel: 'call' })).status).toBe(201);
    expect((await api.get('/v1/charges/768412/timeline')).body.proofs).toHaveLength(2);
  });

  test('a milestone is kept once; another time for it is a conflict', async () => {
    const milestone = { number: 12, at: '2026-11-30T10:00:00-04:00' };
    expect(await api.post('/v1/charges/768412/milestones', milestone)).toMatchObject({
      status: 201,
      body: { number: 12, dueDate: '2026-12-10' },
    });
    expect(await called()).toEqual(['768412']);
    expect((await api.post('/v1/charges/768412/milestones', milestone)).headers.get('Regua-Unchanged')).toBe('1');
    const other = await api.post('/v1/charges/768412/milestones', { ...milestone, at: '2026-11-30T11:00:00-04:00' });
    expect(other).toMatchObject({ status: 409, body: { code: 'result-mismatch' } });
    expect(await called()).toEqual([]);
    expect((await api.get('/v1/charges/768412/timeline')).body.milestones).toMatchObject([{ number: 12 }]);
  });

  test.each([
    ['proofs', { ...proof, at: '2026-12-01T12:00:01Z' }, 'at'],
    ['proofs', { ...proof, number: 9 }, 'number'],
    ['proofs', { ...proof, channel: 'pigeon' }, 'channel'],
    ['proofs', { ...proof, evidence: 'x'.repeat(1_001) }, 'evidence'],
    ['milestones', { number: 10, at: now }, 'number'],
    ['milestones', { number: 12, at: '2026-12-02T12:00:00Z' }, 'at'],
    ['milestones', { number: 12 }, 'at'],
  ])('%s with %j are refused', async (path, body, field) => {
    expect(await api.post(`/v1/charges/768412/${path}`, body)).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
  });

  test('of an unknown or a removed charge is refused', async () => {
    expect((await api.post('/v1/charges/none/proofs', proof)).status).toBe(404);
    await api.put('/v1/charges/gone', charge);
    await api.post('/v1/charges/gone/removal');
    expect(await api.post('/v1/charges/gone/milestones', { number: 12, at: now })).toMatchObject({
      status: 409,
      body: { code: 'charge-not-open' },
    });
  });
});

describe('of a customer whom no phone reaches', () => {
  const plan = async () => {
    const { blocksAt, nextStep, ladder } = (await api.get('/v1/charges/768412')).body;
    return {
      blocksAt,
      next: nextStep?.rule ?? null,
      ladder: ladder.map(({ rule, state, reason }: Record<string, unknown>) => [rule, state, reason]),
    };
  };
  const reached = { next: 3, ladder: [3, 10, 12].map((rule) => [rule, 'planned', null]) };

  test('every text lacks its address and the block the proof of its warning, until a phone serves again', async () => {
    expect(await plan()).toMatchObject(reached);
    await api.put('/v1/opt-outs/+5567999991234', { scope: 'wrong-person', customerId: 'C-1', reason: 'engano', source: 'console' });
    const ladder = [
      [3, 'held', 'no-address'],
      [10, 'held', 'no-address'],
      [12, 'held', 'warning-not-proven'],
    ];
    expect(await plan()).toEqual({ blocksAt: null, next: null, ladder });
    await api.post('/v1/charges/768412/proofs', { number: 10, channel: 'letter', at: '2026-12-01T10:00:00Z', evidence: null });
    expect((await plan()).ladder.at(-1)).toEqual([12, 'held', 'no-address']);
    await sql()`truncate proofs`;
    await api.delete('/v1/opt-outs/+5567999991234');
    expect(await plan()).toMatchObject(reached);
  });
});
