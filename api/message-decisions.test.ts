import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queueMessages } from '../db/queries/messages.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs } from '../domain/instants.ts';
import { manualMessage } from '../test/manual-message.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway, putProvider, startService } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  ({ gatewayId } = await startService(api));
});
beforeEach(async () => {
  await api.deps.db.sql`truncate messages, message_events, steps, outbox, audit cascade`;
  await api.deps.db.sql`update charges set status = 'open'`;
});
afterAll(() => api.close());

type Row = Parameters<typeof manualMessage>[1];

async function message(state: string, more: Row = {}): Promise<string> {
  const now = nowOf(api.clock);
  const [id = 0] = await queueMessages(api.deps.db.db, [manualMessage(now, { gatewayId, customerId: 'C-1', ...more })], now);
  await api.deps.db.sql`update messages set state = ${state} where id = ${id}`;
  return String(id);
}

/** The reminder of the charge, unknown, with its step. */
async function unknownReminder(): Promise<{ id: string; stepId: number }> {
  const now = nowOf(api.clock);
  const [step] = await api.deps.db.sql`
    insert into steps (charge_id, key, rule, event, due_date, state, reason, planned_for, sends_at, send_until, moved, revision, created_at, updated_at)
    values ('768412', '3:2026-12-10', 3, 'due', '2026-12-10', 'unknown', 'no-answer', ${now}, ${now}, ${addMs(now, 1_000)}, '[]', 1, ${now}, ${now})
    returning id::float8 as id`;
  const [charge] = await api.deps.db.sql`select revision from charges where id = '768412'`;
  const chargeRevision = charge?.revision;
  const id = await message('unknown', {
    kind: 'notice',
    priority: 1,
    stepId: step?.id,
    chargeId: '768412',
    chargeRevision,
    rule: 3,
    text: 'Como foi',
  });
  return { id, stepId: step?.id };
}
const stepState = async () => (await api.deps.db.sql`select state from steps`)[0]?.state;

describe('a person decides on an unknown text', () => {
  it('that it went: its step is looked at again, its charge told, and the decision is on record', async () => {
    const { id } = await unknownReminder();
    const { status, body } = await api.post(`/v1/messages/${id}/decide`, { as: 'sent', reason: 'o cliente confirmou' });
    expect([status, body]).toMatchObject([
      200,
      { state: 'accepted', decision: 'sent', reason: 'decided:sent', sentAt: expect.any(String) },
    ]);
    expect(body.events.at(-1)).toMatchObject({ state: 'accepted', detail: { by: expect.stringContaining('key:') } });
    expect(await stepState()).toBe('waiting');
    expect(await api.deps.db.sql`select kind, target from outbox`).toEqual([{ kind: 'charge', target: '768412' }]);
    expect((await api.get('/v1/audit?entity=message')).body.items).toMatchObject([
      { action: 'message.decided', entityId: id, after: { as: 'sent', reason: 'o cliente confirmou' } },
    ]);
  });

  it('that it never went', async () => {
    const { id } = await unknownReminder();
    expect((await api.post(`/v1/messages/${id}/decide`, { as: 'not-sent' })).body).toMatchObject({
      state: 'refused',
      decision: 'not-sent',
    });
  });

  it('to send it once more: a new generation goes, linked to the old one, which stays unknown and waits for nobody', async () => {
    const { id, stepId } = await unknownReminder();
    expect((await api.post(`/v1/messages/${id}/decide`, { as: 'resend' })).body).toMatchObject({ state: 'unknown', decision: 'resend' });
    const { items } = (await api.get('/v1/messages?chargeId=768412')).body;
    expect(items).toMatchObject([
      { state: 'queued', generation: 2, resendOf: id, stepId: String(stepId), text: 'Como foi', rule: 3 },
      { id, state: 'unknown' },
    ]);
    expect((await api.get('/v1/messages?undecided=1')).body.items).toEqual([]);
    expect(await stepState()).toBe('waiting');
  });

  it('once: a second decision is told 409', async () => {
    const { id } = await unknownReminder();
    await api.post(`/v1/messages/${id}/decide`, { as: 'resend' });
    const again = await api.post(`/v1/messages/${id}/decide`, { as: 'sent' });
    expect(again).toMatchObject({ status: 409, body: { code: 'message-not-unknown' } });
    const known = await message('accepted');
    expect((await api.post(`/v1/messages/${known}/decide`, { as: 'sent' })).status).toBe(409);
  });

  it('on many at once, each on record, and what cannot be sent again is told one by one', async () => {
    const ids = [
      await message('unknown'),
      await message('unknown'),
      await message('unknown', { gatewayId: 'gone' }).catch(() => ''),
    ].filter(Boolean);
    await api.deps.db.sql`update charges set status = 'paid'`;
    const paid = (await unknownReminder()).id;
    const all = { as: 'resend', gatewayId };
    const { body } = await api.post('/v1/messages/decide', all);
    expect(body).toMatchObject({ decided: ids.length, refused: [{ id: paid, code: 'charge-not-open' }], left: 1 });
    expect((await api.get('/v1/audit?entity=message')).body.items).toHaveLength(ids.length);
    expect((await api.post('/v1/messages/decide', { as: 'sent', ids: [paid] })).body).toMatchObject({ decided: 1, left: 0 });
  });

  it.each([
    ['without saying which', { as: 'sent' }, { path: 'ids' }],
    ['with a word that is none', { as: 'talvez', gatewayId: 'x' }, { path: 'as', given: 'talvez', expected: 'resend, sent, not-sent' }],
    ['with an id that is none', { as: 'sent', ids: ['x'] }, { path: 'ids.0', given: 'x' }],
    ['with no id at all', { as: 'sent', ids: [] }, { path: 'ids' }],
  ])('%s is refused', async (_name, body, error) => {
    expect(await api.post('/v1/messages/decide', body)).toMatchObject({ status: 422, body: { errors: [error] } });
  });
});

describe('a text sent once more', () => {
  it('keeps its words while its charge is as it was, and takes today’s when that changed', async () => {
    const { id } = await unknownReminder();
    expect((await api.post(`/v1/messages/${id}/resend`)).body).toMatchObject({ text: 'Como foi', resendOf: id, state: 'queued' });
    await api.patch('/v1/charges/768412', { amountCents: 20_000 });
    const fresh = await api.post(`/v1/messages/${id}/resend`, {});
    expect(fresh).toMatchObject({ status: 201, body: { text: 'Marcos, sua fatura de R$200,00 vence em 10/12/2026.', generation: 3 } });
  });

  it('leaves in the window of its rule', async () => {
    const { id } = await unknownReminder();
    api.clock.advanceTo('2026-12-02T02:30:00.000Z');
    const { body } = await api.post(`/v1/messages/${id}/resend`);
    expect(body).toMatchObject({ notBefore: '2026-12-02T12:00:00.000Z' });
  });

  it('is sent once, however often its call is repeated', async () => {
    const id = await message('refused');
    const headers = { 'Idempotency-Key': 'again-1' };
    const first = await api.post(`/v1/messages/${id}/resend`, {}, { headers });
    expect((await api.post(`/v1/messages/${id}/resend`, {}, { headers })).body.id).toBe(first.body.id);
    expect((await api.get('/v1/messages')).body.items).toHaveLength(2);
  });

  it('may go by another gateway, written as that one carries it', async () => {
    const { body: other } = await api.post('/v1/gateways', { ...gateway, name: 'Outro', price: '0.1', accents: 'ascii' });
    const id = await message('undelivered', { text: 'Olá' });
    const { body } = await api.post(`/v1/messages/${id}/resend`, { gatewayId: other.id });
    expect(body).toMatchObject({ gatewayId: other.id, text: 'Ola', cost: '0.1000' });
  });

  it('is refused while the first is still under way', async () => {
    const id = await message('queued');
    expect(await api.post(`/v1/messages/${id}/resend`)).toMatchObject({ status: 409, body: { code: 'message-under-way' } });
  });

  it('is refused for who has paid, by a gateway of another channel, and for a message that is not there', async () => {
    const { id } = await unknownReminder();
    await api.deps.db.sql`update charges set status = 'paid'`;
    expect(await api.post(`/v1/messages/${id}/resend`)).toMatchObject({ status: 409, body: { code: 'charge-not-open' } });
    const manual = await message('refused');
    const wrong = await api.post(`/v1/messages/${manual}/resend`, { gatewayId: 'nada' });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'gatewayId', given: 'nada' }] } });
    expect((await api.post('/v1/messages/999999/resend')).status).toBe(404);
    expect((await api.post('/v1/messages/abc/resend')).status).toBe(404);
  });
});
