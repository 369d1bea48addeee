import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, gateway, putProvider, reminder, startService, template, unit } from './fixtures/provider.ts';

let api: TestApp;
let templateId: string;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  ({ templateId } = await startService(api));
});
afterAll(() => api.close());

/** What a refusal must leave as it was: every write is audited, queued for Temporal or a message. */
const footprint = async () => {
  const [row] = await api.deps.db.sql`
    select (select count(*) from audit) as audit, (select count(*) from outbox) as outbox, (select count(*) from messages) as messages,
      (select count(*) from idempotency_keys) as keys, (select sum(revision) from charges) as revisions`;
  return row;
};

type Case = [name: string, method: string, path: string, body: unknown, error: { path: string; given?: unknown; expected?: unknown }];
const containing = (text: string) => expect.stringContaining(text);

const mark = (key: string, id: string) => Buffer.from(JSON.stringify([key, id])).toString('base64url');

const cases: Case[] = [
  ['a body that is no object', 'PUT', '/v1/units/x', [], { path: '', expected: 'um objeto' }],
  ['a missing name', 'PUT', '/v1/units/x', { timeZone: 'America/Manaus' }, { path: 'name', expected: 'um texto' }],
  ['an unknown field', 'PUT', '/v1/units/x', { ...unit, fax: '1' }, { path: 'fax', given: '1', expected: containing('timeZone') }],
  [
    'an unknown time zone',
    'PUT',
    '/v1/units/x',
    { ...unit, timeZone: 'Brasília' },
    { path: 'timeZone', given: 'Brasília', expected: containing('IANA') },
  ],
  ['a state that is none', 'PUT', '/v1/units/x', { ...unit, state: 'XX' }, { path: 'state', given: 'XX' }],
  ['an area code that is none', 'PUT', '/v1/units/x', { ...unit, areaCode: '10' }, { path: 'areaCode', given: '10' }],
  ['a CNPJ that is none', 'PUT', '/v1/units/x', { ...unit, taxId: '123' }, { path: 'taxId', given: '123', expected: containing('CNPJ') }],
  [
    'a CEP that is none',
    'PUT',
    '/v1/units/x',
    { ...unit, postalCode: 'x' },
    { path: 'postalCode', given: 'x', expected: containing('oito') },
  ],
  ['a phone that is none', 'PUT', '/v1/units/x', { ...unit, phone: 'abc' }, { path: 'phone', given: 'abc', expected: containing('0800') }],
  ['a website that is none', 'PUT', '/v1/units/x', { ...unit, website: 'não é site' }, { path: 'website', expected: containing('www.') }],
  ['an id with a space', 'PUT', '/v1/units/a%20b', unit, { path: 'id', given: 'a b', expected: containing('1 a 64') }],
  [
    'an impossible date',
    'PUT',
    '/v1/charges/c1',
    { ...charge, dueDate: '2026-02-30' },
    { path: 'dueDate', given: '2026-02-30', expected: containing('data que existe') },
  ],
  [
    'an impossible birth date',
    'PUT',
    '/v1/customers/c1',
    { ...customer, birthDate: '1990-13-01' },
    { path: 'birthDate', given: '1990-13-01' },
  ],
  [
    'a charge of an unknown customer',
    'PUT',
    '/v1/charges/c1',
    { ...charge, customerId: 'nobody' },
    { path: 'customerId', given: 'nobody' },
  ],
  [
    'a negative amount',
    'PUT',
    '/v1/charges/c1',
    { ...charge, amountCents: -1 },
    { path: 'amountCents', given: '-1', expected: 'no mínimo 0' },
  ],
  [
    'an amount with a fraction',
    'PATCH',
    '/v1/charges/768412',
    { amountCents: 10.5 },
    { path: 'amountCents', given: '10.5', expected: 'um número inteiro' },
  ],
  ['a status in a PUT', 'PUT', '/v1/charges/c1', { ...charge, status: 'paid' }, { path: 'status', given: 'paid' }],
  [
    'a phone that cannot be one',
    'PUT',
    '/v1/customers/c1',
    { ...customer, phones: [{ number: '99999-9999' }] },
    { path: 'phones.0.number', given: '99999-9999', expected: containing('celular') },
  ],
  ['an unknown unit', 'PUT', '/v1/customers/c1', { ...customer, unit: 'lua' }, { path: 'unit', given: 'lua' }],
  ['an unknown panel', 'PATCH', '/v1/customers/C-1', { panel: 'lua' }, { path: 'panel', given: 'lua' }],
  [
    'a payment in the future',
    'POST',
    '/v1/charges/768412/payment',
    { paidAt: '2027-01-01', paidAmountCents: 1 },
    { path: 'paidAt', given: '2027-01-01', expected: 'hoje ou antes' },
  ],
  [
    'a negative payment',
    'POST',
    '/v1/charges/768412/payment',
    { paidAt: '2026-12-01', paidAmountCents: -5 },
    { path: 'paidAmountCents', given: '-5' },
  ],
  [
    'an unknown variable',
    'POST',
    '/v1/templates',
    { ...template, name: 'x', text: 'Oi {CLI_NOME}' },
    { path: 'text', given: 'CLI_NOME', expected: containing('{CLI_NAME}') },
  ],
  [
    'a password in a text',
    'POST',
    '/v1/templates',
    { ...template, name: 'x', text: 'Senha {CLI_PASS}' },
    { path: 'text', given: 'CLI_PASS' },
  ],
  [
    'a rule for a variable that is none',
    'POST',
    '/v1/templates',
    { ...template, name: 'x', missing: { NADA: 'skip' } },
    { path: 'missing.NADA', given: 'NADA' },
  ],
  [
    'a gateway URL without the number',
    'POST',
    '/v1/gateways',
    { ...gateway, name: 'x', settings: { ...gateway.settings, path: '/send?m={m}' } },
    { path: 'settings.path', expected: containing('{d}') },
  ],
  [
    'a gateway URL without the text',
    'POST',
    '/v1/gateways',
    { ...gateway, name: 'x', settings: { ...gateway.settings, path: '/send?d={d}' } },
    { path: 'settings.path', expected: containing('{m}') },
  ],
  [
    'an unknown provider',
    'POST',
    '/v1/gateways',
    { ...gateway, name: 'x', service: 'pombo' },
    { path: 'service', given: 'pombo', expected: containing('generic') },
  ],
  ['a price that is none', 'POST', '/v1/gateways', { ...gateway, name: 'x', price: '0,065' }, { path: 'price', given: '0,065' }],
  [
    'hours that end before they start',
    'PATCH',
    '/v1/settings',
    { windows: { collection: { sat: ['13:00-10:00'] } } },
    { path: 'windows.collection.sat.0', given: '13:00-10:00' },
  ],
  [
    'a day that is none',
    'PATCH',
    '/v1/settings',
    { windows: { collection: { sab: [] } } },
    { path: 'windows.collection.sab', expected: containing('sat') },
  ],
  [
    'a default gateway that is none',
    'PATCH',
    '/v1/settings',
    { defaultGateways: { notices: 'nada' } },
    { path: 'defaultGateways.notices', given: 'nada' },
  ],
  [
    'a service that is neither on nor off nor watching',
    'PATCH',
    '/v1/settings',
    { service: 'half' },
    { path: 'service', given: 'half', expected: 'on, off, shadow' },
  ],
  ['a text to a landline', 'POST', '/v1/messages', { phone: '(67) 3333-4444', text: 'Oi' }, { path: 'phone', given: '(67) 3333-4444' }],
  ['a text to no number', 'POST', '/v1/messages', { phone: '123', text: 'Oi' }, { path: 'phone', given: '123' }],
  ['a message to nobody', 'POST', '/v1/messages', { text: 'Oi' }, { path: 'phone' }],
  ['an empty text', 'POST', '/v1/messages', { phone: '67999991234', text: '  ' }, { path: 'text', expected: 'algum texto' }],
  [
    'a text of too many parts',
    'POST',
    '/v1/messages',
    { phone: '67999991234', text: 'x'.repeat(1_000) },
    { path: 'text', expected: 'no máximo 160 caracteres e 3 partes' },
  ],
  ['text and template at once', 'POST', '/v1/messages', { phone: '67999991234', text: 'Oi', templateId: 'x' }, { path: 'text' }],
  ['a text to an unknown customer', 'POST', '/v1/messages', { customerId: 'nobody', text: 'Oi' }, { path: 'customerId', given: 'nobody' }],
  ['a list of zero', 'GET', '/v1/charges?limit=0', undefined, { path: 'limit', given: '0' }],
  ['a cursor that is none', 'GET', '/v1/charges?cursor=abc', undefined, { path: 'cursor', given: 'abc' }],
  ['a cursor of another list', 'GET', `/v1/audit?cursor=${mark('2026-12-01T12:00:00.000Z', 'x')}`, undefined, { path: 'cursor' }],
  ['a numbered cursor', 'GET', `/v1/units?cursor=${mark('', '7')}`, undefined, { path: 'cursor' }],
  ['a date before all others', 'PUT', '/v1/charges/c1', { ...charge, dueDate: '0000-01-01' }, { path: 'dueDate', given: '0000-01-01' }],
  ['NUL in the address', 'GET', '/v1/customers?q=%00', undefined, { path: 'url' }],
  [
    'NUL deep in a body',
    'POST',
    '/v1/gateways',
    { ...gateway, settings: { ...gateway.settings, user: 'a\0' } },
    { path: 'settings.user', expected: containing('NUL') },
  ],
  ['half a letter', 'PUT', '/v1/units/x', { ...unit, name: '\ud800' }, { path: 'name' }],
  ['a filter that does not exist', 'GET', '/v1/charges?colour=red', undefined, { path: 'colour', given: 'red' }],
];

test.each(cases)('%s is refused with its field and changes nothing', async (_name, method, path, body, error) => {
  const before = await footprint();
  const answer = await api.call(method, path, { body });
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'invalid-field', errors: expect.arrayContaining([expect.objectContaining(error)]) },
  });
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(await footprint()).toEqual(before);
});

test.each([
  ['a rule of an unknown template', { ...reminder('nada') }, { path: 'rules.0.templateId', given: 'nada' }],
  ['a rule whose number has another event', { number: 4, event: 'paid' }, { path: 'rules.0.event' }],
  ['a reminder after the due date under number 3', { offset: { days: 3 } }, { path: 'rules.0.offset' }],
  ['two units of offset', { offset: { days: -1, hours: 2 } }, { path: 'rules.0.offset' }],
  ['a time that is none', { time: '25:00' }, { path: 'rules.0.time', given: '25:00' }],
  ['a template of another channel', { channels: ['email'] }, { path: 'rules.0.channels', given: 'email', expected: containing('sms') }],
  ['an unknown gateway', { gatewayId: 'nada' }, { path: 'rules.0.gatewayId', given: 'nada' }],
])('a ladder with %s is refused and the draft stays as it was', async (_name, change, error) => {
  const before = await footprint();
  const rules = [{ ...reminder(templateId), ...change }];
  const answer = await api.put('/v1/rule-sets/default', { name: 'Padrão', rules });
  expect(answer).toMatchObject({ status: 422, body: { errors: expect.arrayContaining([expect.objectContaining(error)]) } });
  expect(await footprint()).toEqual(before);
});

test('only the rule set "default" may be for everybody', async () => {
  const answer = await api.put('/v1/rule-sets/outra', { name: 'Outra', rules: [reminder(templateId)] });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'appliesTo' }] } });
  expect((await api.get('/v1/rule-sets/outra')).status).toBe(404);
});

test('a refusal never repeats a secret', async () => {
  const answer = await api.post('/v1/gateways', {
    ...gateway,
    name: 'x',
    settings: { ...gateway.settings, password: { no: 'segredo-9' } },
  });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'settings.password', given: '***' }] } });
  expect(JSON.stringify(answer.body)).not.toContain('segredo-9');
});
