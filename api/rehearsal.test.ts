import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, gateway, putProvider, reminder, startService, template } from './fixtures/provider.ts';

let api: TestApp;
let sandbox: string;

/** Noon in UTC of 1 December 2026; Campo Grande is four hours behind. */
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  const { templateId } = await startService(api);
  sandbox = (await api.post('/v1/gateways', { ...gateway, name: 'Sandbox' })).body.id;
  const thanks = (await api.post('/v1/templates', { ...template, name: 'Obrigado', text: 'Recebemos {COB_VAL_PAG}.' })).body.id;
  const collecting = { window: 'collection', channels: ['sms'], templateId };
  await api.put('/v1/rule-sets/default', {
    name: 'Padrão',
    rules: [
      { ...reminder(templateId), number: 2, event: 'created', offset: {}, time: null },
      reminder(templateId),
      { ...collecting, number: 10, event: 'block_warning', offset: { days: 5 }, time: '09:00' },
      { ...collecting, number: 12, event: 'total_block', offset: { days: 30 }, time: '09:00' },
      { number: 5, event: 'paid', offset: {}, time: null, channels: ['sms'], templateId: thanks },
    ],
  });
  await api.post('/v1/rule-sets/default/publish');
  await api.put('/v1/customers/C-test', { ...customer, test: true });
  await api.put('/v1/charges/T-1', { ...charge, customerId: 'C-test' });
});
afterAll(() => api.close());

type Step = { rule: number; state: string; sendsAt: string; text: { text: string } | null };
const hours = (items: Step[]) => items.map(({ rule, state, sendsAt }) => [rule, state, sendsAt]);

describe('the carrier of the tests', () => {
  test('is a setting that takes gateways of its channel only', async () => {
    expect(await api.patch('/v1/settings', { testGateways: { email: sandbox } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'testGateways.email', given: sandbox }] },
    });
    expect(await api.patch('/v1/settings', { testGateways: { sms: 'nenhum' } })).toMatchObject({ status: 422 });
  });

  test('a text by hand to a test customer is refused while there is none, and by every other gateway', async () => {
    const text = { customerId: 'C-test', text: 'Oi' };
    expect(await api.post('/v1/messages', text)).toMatchObject({ status: 409, body: { code: 'no-gateway' } });
    await api.patch('/v1/settings', { testGateways: { sms: sandbox } });
    expect(await api.post('/v1/messages', text)).toMatchObject({ status: 201, body: { gatewayId: sandbox, test: true } });
    const { notices } = (await api.get('/v1/settings')).body.defaultGateways;
    expect(await api.post('/v1/messages', { ...text, gatewayId: notices })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'gatewayId' }] },
    });
  });

  test('cannot be removed while it is chosen', async () => {
    const spare = (await api.post('/v1/gateways', { ...gateway, name: 'Reserva' })).body.id;
    await api.patch('/v1/settings', { testGateways: { sms: spare } });
    expect(await api.delete(`/v1/gateways/${spare}`)).toMatchObject({ status: 409 });
    await api.patch('/v1/settings', { testGateways: { sms: sandbox } });
    expect(await api.delete(`/v1/gateways/${spare}`)).toMatchObject({ status: 204 });
  });
});

describe('a rehearsal', () => {
  test('gives every text of the charge with its hour, as if it were first seen then', async () => {
    const { body } = await api.post('/v1/charges/T-1/rehearse', { now: '2026-11-20T10:00:00-04:00' });
    expect(hours(body.items)).toEqual([
      [2, 'planned', '2026-11-20T14:00:00.000Z'],
      [3, 'planned', '2026-12-07T13:00:00.000Z'],
      [10, 'planned', '2026-12-15T13:00:00.000Z'],
      [12, 'planned', expect.stringMatching(/^2027-01/)],
    ]);
    expect(body.items[1]).toMatchObject({ to: ['+5567999991234'], gatewayId: sandbox, text: { segments: 1, cost: '0.0650' } });
    expect(body.items[1].text.text).toBe('Marcos, sua fatura de R$146,37 vence em 10/12/2026.');
  });

  test('shows what would be too late at its first moment', async () => {
    const { body } = await api.post('/v1/charges/T-1/rehearse', { now: '2026-12-09T10:00:00-04:00' });
    expect(hours(body.items).slice(0, 2)).toEqual([
      [3, 'before-our-time', '2026-12-07T13:00:00.000Z'],
      [2, 'planned', '2026-12-09T14:00:00.000Z'],
    ]);
  });

  test('ends with the thanks where somebody pays', async () => {
    const paid = { now: '2026-11-20T10:00:00-04:00', paidAt: '2026-12-11T11:00:00-04:00' };
    const { body } = await api.post('/v1/charges/T-1/rehearse', paid);
    expect(body.items.map(({ rule, text }: Step) => [rule, text?.text])).toEqual([
      [2, expect.any(String)],
      [3, expect.any(String)],
      [5, 'Recebemos R$146,37.'],
    ]);
  });

  test('begins now where no moment is named, and writes nothing', async () => {
    const before = (await api.get('/v1/charges/T-1')).body;
    const { body } = await api.post('/v1/charges/T-1/rehearse');
    expect(body).toMatchObject({ now: '2026-12-01T12:00:00.000Z', paidAt: null });
    expect((await api.get('/v1/charges/T-1')).body).toEqual(before);
  });

  test('hides phones from who may not see them', async () => {
    const cookie = await api.as({ role: 'viewer' });
    expect((await api.post('/v1/charges/T-1/rehearse', {}, { cookie })).body.items[0].to).toEqual(['+*********1234']);
  });

  test('is refused for a customer who is no test, for a payment before it begins, and for what is not there', async () => {
    expect(await api.post('/v1/charges/768412/rehearse')).toMatchObject({ status: 409, body: { code: 'not-a-test' } });
    const early = { now: '2026-12-02T10:00:00Z', paidAt: '2026-12-01T10:00:00Z' };
    expect(await api.post('/v1/charges/T-1/rehearse', early)).toMatchObject({ status: 422, body: { errors: [{ path: 'paidAt' }] } });
    expect(await api.post('/v1/charges/nada/rehearse')).toMatchObject({ status: 404 });
    expect(await api.post('/v1/charges/T-1/rehearse', { now: '2026-12-01' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'now' }] },
    });
  });
});
