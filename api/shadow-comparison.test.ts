import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, unit } from './fixtures/provider.ts';

let api: TestApp;
const path = '/v1/reports/shadow-comparison';
const csv = { 'Content-Type': 'text/csv' };

beforeAll(async () => {
  api = await createTestApp();
  await api.put('/v1/units/matriz', unit);
  await api.put('/v1/customers/C-1', customer);
  await api.put('/v1/customers/C-test', { ...customer, test: true });
  for (const [id, customerId] of Object.entries({ 'B-1': 'C-1', 'B-2': 'C-1', 'B-test': 'C-test' }))
    await api.put(`/v1/charges/${id}`, { ...charge, customerId });
  // The last one is still of the sixth in Campo Grande; without an address nothing would have left.
  await watched('B-1', 3, '+5567999991234', 'Sua fatura vence em 10/12', '2026-12-07T13:00:00Z');
  await watched('B-1', 4, '+5567999991234', 'Sua fatura vence hoje', '2026-12-10T13:00:00Z');
  await watched('B-2', 3, '+5567999995678', 'Oi, (67) 99999-1234', '2026-12-07T03:30:00Z');
  await watched('B-2', 4, '', '', '2026-12-07T13:00:00Z');
  await watched('B-test', 3, '+5567988887777', 'Teste', '2026-12-07T13:00:00Z');
});
afterAll(() => api.close());

async function watched(chargeId: string, rule: number, address: string, text: string, sendsAt: string) {
  await api.deps.db.sql`
    insert into shadow_notices (charge_id, key, rule, customer_id, address, text, segments, planned_for, sends_at, recorded_at)
    select ${chargeId}, ${`${rule}:x`}, ${rule}, customer_id, ${address}, ${text}, 1, ${sendsAt}, ${sendsAt}, ${sendsAt} from charges where id = ${chargeId}`;
}
const list = [
  'Telefone;Data;Mensagem',
  '(67) 99999-1234;07/12/2026 09:03;SUA FATURA VENCE EM 10/12',
  '67999991234;11/12/2026;Sua fatura vence hoje',
  '67999990000;2026-12-07;Outro texto',
  '123;07/12/2026;Oi',
  '67999990000;31/02/2026;Oi',
  '',
].join('\n');
const compare = (query = '', options = {}) => api.call('POST', `${path}${query}`, { body: list, headers: csv, ...options });

test('what another system sent is held against what would have left here, by phone and local day', async () => {
  const { status, body } = await compare();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    from: '2026-12-07',
    to: '2026-12-11',
    counts: { same: 1, 'other-day': 1, 'only-there': 1, 'only-here': 0, 'other-words': 0 },
    unreadable: 2,
    findings: [
      { line: 5, field: 'Telefone', value: '123', code: 'invalid-phone' },
      { line: 6, field: 'Data', value: '31/02/2026', code: 'invalid-date' },
    ],
  });
  expect(body.items).toMatchObject([
    {
      kind: 'other-day',
      phone: '+5567999991234',
      there: { date: '2026-12-11', line: 3 },
      here: { date: '2026-12-10', chargeId: 'B-1', rule: 4 },
    },
    { kind: 'only-there', phone: '+5567999990000', there: { line: 4, text: 'Outro texto' }, here: null },
  ]);
  expect(body.same).toMatchObject([{ kind: 'same', there: { line: 2 }, here: { chargeId: 'B-1', rule: 3 } }]);
});

test('the days may be chosen; what would have left there alone is shown too', async () => {
  const { body } = await compare('?from=2026-12-06&to=2026-12-07');
  expect(body.counts).toMatchObject({ same: 1, 'only-there': 1, 'only-here': 1, 'other-day': 0 });
  expect(body.items).toContainEqual(expect.objectContaining({ kind: 'only-here', phone: '+5567999995678' }));
});

test('the differences are a table too', async () => {
  const answer = await compare('?format=csv');
  expect(answer.headers.get('Content-Type')).toContain('text/csv');
  expect(answer.body.split('\r\n').slice(0, 2)).toEqual([
    'Diferença;Telefone;Dia no antigo;Dia na Régua;Cobrança;Regra;Texto do antigo;Texto da Régua;Linha',
    'Em outro dia;+5567999991234;11/12/2026;10/12/2026;B-1;4;Sua fatura vence hoje;Sua fatura vence hoje;3',
  ]);
});

test('NDJSON is read as well', async () => {
  const body = '{"phone":"67999991234","date":"2026-12-07","chargeId":"B-1"}\n{"phone":"x","date":"2026-12-07"}\n';
  const answer = await api.call('POST', path, { body, headers: { 'Content-Type': 'application/x-ndjson' } });
  expect(answer.body).toMatchObject({ counts: { same: 1 }, unreadable: 1, findings: [{ line: 2, field: 'phone' }] });
});

test('whoever may not see phones reads their last digits, in texts as well', async () => {
  const viewer = await api.as({ role: 'viewer' });
  const { body } = await compare('?from=2026-12-06&to=2026-12-07', { cookie: viewer });
  expect(JSON.stringify(body.items)).not.toMatch(/9999\d-?\d|99999/);
});

test('a list without phones or days, a form, days that end before they begin, and staff limited to units are refused', async () => {
  const noPhones = await api.call('POST', path, { body: 'Nome;Data\nAna;07/12/2026\n', headers: csv });
  expect(noPhones).toMatchObject({ status: 422, body: { errors: [{ path: 'phone' }] } });
  expect((await api.call('POST', path, { body: '', headers: csv })).status).toBe(422);
  expect(await compare('?from=2026-12-08&to=2026-12-07')).toMatchObject({ status: 422, body: { errors: [{ path: 'from' }] } });
  expect((await compare('', { cookie: await api.as({ role: 'manager', units: ['matriz'] }) })).status).toBe(403);
});

test('a list larger than any other body is read, and one kind of difference hides no other', async () => {
  const long = `Telefone;Data;Mensagem\n${'67999990000;07/12/2026;Oi\n'.repeat(60_000)}`;
  const { body } = await api.call('POST', path, { body: long, headers: csv });
  expect(body.counts).toMatchObject({ 'only-there': 60_000, 'only-here': 1 });
  expect(body.items).toHaveLength(501);
  expect(body.items.at(-1)).toMatchObject({ kind: 'only-here' });
});
