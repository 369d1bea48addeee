import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway, putProvider, reminder, template } from './fixtures/provider.ts';

let api: TestApp;
let templateId: string;
const cleanUp: (() => Promise<void>)[] = [];

/** Tuesday 1 December 2026, eight in the morning in Campo Grande; the charge 768412 is due on the tenth. */
beforeEach(async () => {
  for (const close of cleanUp.splice(0)) await close();
  api = await createTestApp();
  cleanUp.push(api.close);
  await putProvider(api);
  const gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
  templateId = (await api.post('/v1/templates', template)).body.id;
  const rules = [
    reminder(templateId),
    { ...reminder(templateId), number: 20, offset: { days: -2 }, late: 'merge' },
    { ...reminder(templateId), number: 21, offset: { days: -1 }, late: 'merge' },
  ];
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules });
  await api.post('/v1/rule-sets/default/publish');
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { notices: gatewayId, manual: gatewayId } });
  await api.deps.db
    .sql`insert into charge_wakes (charge_id, wake_at, step_at) values ('768412', '2026-12-07T13:00Z', '2026-12-07T13:00Z') on conflict do nothing`;
  await api.deps.db.sql`delete from outbox`;
  await api.deps.db.sql`delete from surveys`;
});
afterAll(async () => {
  for (const close of cleanUp.splice(0)) await close();
});

const sql = () => api.deps.db.sql;
const called = async () => (await sql()`delete from outbox returning kind, target`).map(({ kind, target }) => `${kind} ${target}`);
const preview = async () => (await api.get('/v1/settings/pause')).body.onResume;
const surveys = async () => (await sql()`delete from surveys returning kind`).map(({ kind }) => kind);

describe('pausing everything', () => {
  test('by the settings is the same as by its own call, and changes no charge', async () => {
    const paused = await api.patch('/v1/settings', { paused: true });
    expect(paused.body).toMatchObject({ paused: true, pausedAt: '2026-12-01T12:00:00.000Z', pausedBy: 'key:key-1', service: 'on' });
    const again = await api.patch('/v1/settings', { paused: true });
    expect([again.headers.get('Regua-Unchanged'), (await api.post('/v1/settings/pause')).headers.get('Regua-Unchanged')]).toEqual([
      '1',
      '1',
    ]);
    expect([await called(), await surveys()]).toEqual([[], []]);
    expect((await api.get('/v1/audit?entity=settings&limit=1')).body.items).toMatchObject([{ action: 'settings.paused' }]);
  });

  test('and going on calls whoever may wait and every gateway, and is no new first moment', async () => {
    const since = (await api.get('/v1/settings')).body.serviceOnSince;
    await api.patch('/v1/settings', { paused: true });
    // Its first step came due; it wakes for the next one, which is to come.
    api.clock.advanceTo('2026-12-08T12:00:00.000Z');
    await sql()`update charge_wakes set wake_at = '2026-12-08T13:00Z', step_at = '2026-12-08T13:00Z'`;
    await called();
    const resumed = await api.patch('/v1/settings', { paused: false });
    expect(resumed.body).toMatchObject({ paused: false, pausedAt: null, pausedBy: null, serviceOnSince: since });
    expect(await called()).toEqual(['charge 768412', expect.stringMatching(/^gateway /)]);
    expect((await api.patch('/v1/settings', { paused: false })).headers.get('Regua-Unchanged')).toBe('1');
  });

  test('says before going on what would leave, come too late, or give way to a newer text', async () => {
    await api.patch('/v1/settings', { paused: true });
    expect(await preview()).toMatchObject({ leave: 0, skipped: 0, merged: 0 });
    api.clock.advanceTo('2026-12-07T14:00:00.000Z');
    expect(await preview()).toMatchObject({ leave: 1, skipped: 0, merged: 0 });
    api.clock.advanceTo('2026-12-08T14:00:00.000Z');
    expect(await preview()).toMatchObject({ leave: 1, skipped: 1, merged: 0 });
    api.clock.advanceTo('2026-12-09T14:00:00.000Z');
    expect(await preview()).toMatchObject({ leave: 1, skipped: 1, merged: 1 });
    await api.post('/v1/charges/768412/payment', { paidAt: '2026-12-07', paidAmountCents: 14_637 });
    expect(await preview()).toMatchObject({ leave: 0, skipped: 0, merged: 0 });
  });
});

describe('watching only', () => {
  test('begins with a first moment of its own and has every charge planned', async () => {
    await api.patch('/v1/settings', { service: 'off' });
    await surveys();
    api.clock.advanceBy(3_600_000);
    const watching = await api.patch('/v1/settings', { service: 'shadow' });
    expect(watching.body).toMatchObject({ service: 'shadow', serviceOnSince: '2026-12-01T13:00:00.000Z' });
    expect(await surveys()).toEqual(['replan']);
    api.clock.advanceBy(3_600_000);
    expect((await api.patch('/v1/settings', { service: 'on' })).body.serviceOnSince).toBe('2026-12-01T14:00:00.000Z');
  });
});

describe('the rules of the house', () => {
  const rules = {
    caps: { collectionPerCharge: 2, perCustomer: 5, perPhone: 4 },
    grouping: true,
    noticeProof: 'delivered',
    stepDone: 'delivered',
    actionHours: 48,
    settlementDays: 3,
    promises: { mostDays: 15, perCustomer: 3, withinDays: 60, reminderTime: '09:30', reminderTemplateId: null },
  };

  test('are changed one by one, what is not named stays, and every plan is made anew', async () => {
    expect((await api.patch('/v1/settings', rules)).body).toMatchObject(rules);
    expect(await surveys()).toEqual(['replan']);
    const changed = await api.patch('/v1/settings', { caps: { perPhone: 2 }, promises: { mostDays: 20 } });
    expect(changed.body).toMatchObject({ caps: { ...rules.caps, perPhone: 2 }, promises: { ...rules.promises, mostDays: 20 } });
    expect((await api.patch('/v1/settings', { grouping: true })).headers.get('Regua-Unchanged')).toBe('1');
  });

  test('a template that reminds of promises is an enabled one for SMS, and is not removed', async () => {
    expect((await api.patch('/v1/settings', { promises: { reminderTemplateId: templateId } })).status).toBe(200);
    const email = (await api.post('/v1/templates', { ...template, name: 'E-mail', channel: 'email', subject: 'Fatura' })).body.id;
    const { body } = await api.post('/v1/templates', { ...template, name: 'Promessa' });
    await api.patch('/v1/settings', { promises: { reminderTemplateId: body.id } });
    expect(await api.delete(`/v1/templates/${body.id}`)).toMatchObject({ status: 409, body: { code: 'in-use' } });
    for (const unfit of [email, 'none']) {
      expect(await api.patch('/v1/settings', { promises: { reminderTemplateId: unfit } })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'promises.reminderTemplateId', given: unfit }] },
      });
    }
  });

  test.each([
    [{ caps: { perCustomer: 0 } }, 'caps.perCustomer'],
    [{ caps: { collectionPerCharge: -1 } }, 'caps.collectionPerCharge'],
    [{ caps: { perDay: 1 } }, 'caps.perDay'],
    [{ grouping: 'yes' }, 'grouping'],
    [{ noticeProof: 'read' }, 'noticeProof'],
    [{ actionHours: 0 }, 'actionHours'],
    [{ settlementDays: 11 }, 'settlementDays'],
    [{ promises: { reminderTime: '24:00' } }, 'promises.reminderTime'],
    [{ promises: { mostDays: 0 } }, 'promises.mostDays'],
    [{ paused: 'now' }, 'paused'],
  ])('%j is refused', async (body, path) => {
    expect(await api.patch('/v1/settings', body)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });
});
