import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimMessages } from '../db/queries/claim-messages.ts';
import { addMs, type Instant } from '../domain/instants.ts';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, putProvider, startService } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
const sql = () => api.deps.db.sql;
const now: Instant = '2026-12-01T12:00:00.000Z';
const phone = '+5567999991234';
const words = [
  'Marcos',
  'Valas',
  '999991234',
  '99999-1234',
  'marcosv',
  'm@example.com',
  '1990-05-23',
  '12345678909',
  'Doente',
  'Mudei',
  'pagar.example',
];

beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  ({ gatewayId } = await startService(api));
  const birth = { birthDate: '1990-05-23', taxId: '123.456.789-09'.replace(/\D/g, ''), login: 'marcosv', email: 'm@example.com' };
  await api.put('/v1/customers/C-1', { ...customer, ...birth, password: 'segredo-do-wifi' });
  await api.put('/v1/customers/C-2', { ...customer, name: 'Outra Pessoa', phones: [{ number: '(67) 99999-7777' }] });
  await api.put('/v1/charges/768412', { ...charge, paymentUrl: 'https://pagar.example/768412', pixCode: '00020126', sourceVersion: 1 });
  await api.post('/v1/charges/768412/payment', { paymentId: 'p1', paidAt: '2026-11-30', paidAmountCents: 1_000, settles: false });
  await api.post('/v1/charges/768412/proofs', { number: 10, channel: 'letter', at: now, evidence: 'AR 123456' });
  await api.post('/v1/holds', { scope: { chargeId: '768412' }, kind: 'contested', reason: 'Doente, ligar depois' });
  await api.post('/v1/webhooks', { url: 'https://erp.example.com/', events: ['opt-out.changed'], detail: 'full' });
  await api.put(`/v1/opt-outs/${encodeURIComponent(phone)}`, {
    scope: 'marketing',
    customerId: 'C-1',
    reason: 'Marcos pediu',
    source: 'balcão',
  });
  await api.post('/v1/messages', { customerId: 'C-1', text: 'Oi Marcos Valas' });
  await api.post('/v1/messages', { phone, text: 'Oi de novo, Marcos' });
  await api.post('/v1/messages', { customerId: 'C-2', text: 'Oi Outra' });
  await api.patch('/v1/settings', { defaultGateways: { campaigns: gatewayId } });
  const draft = { name: 'Feira', class: 'informative', text: 'Oi {CLI_NAME_FULL}', audiences: [{ permission: 'billing' }] };
  const { body: campaign } = await api.post('/v1/campaigns', draft);
  const tried = await api.post(`/v1/campaigns/${campaign.id}/test`, { phones: ['(67) 98888-7777'], customerId: 'C-1' });
  expect([tried.status, tried.body.items?.[0]?.text]).toEqual([201, 'Oi Marcos Valas']);
  const saved = { list: 'messages', name: 'Do balcão', query: { phone: '(67) 99999-1234' } };
  expect((await api.post('/v1/me/filters', saved, { cookie: await api.as({ role: 'operator' }) })).status).toBe(201);
  const { body: list } = await api.post('/v1/lists', { name: 'Feira' });
  const file = 'Celular;Nome\n(67) 99999-1234;Marcos Valas\n67999991234;De novo\n(67) 99999-7777;Outra Pessoa\n';
  await api.post(`/v1/lists/${list.id}/rows`, file, { headers: { 'Content-Type': 'text/csv' } });
  await sql()`
    insert into campaign_entries (campaign_id, page, line, phone, own)
    values (${campaign.id}, 0, 0, ${phone}, ${JSON.stringify({ unitId: 'matriz', values: { LISTA_NOME: 'Marcos' } })}::text::jsonb)`;
  await sql()`
    insert into replies (gateway_id, phone, text, received_at, intent, customer_id) values (${gatewayId}, ${phone}, 'Mudei daqui', now(), 'opt-out', 'C-1')`;
});
afterAll(() => api.close());

/** All that the database holds, but for what is the other customer's. */
async function everything(): Promise<string> {
  const tables = await sql()<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const rows = await Promise.all(tables.map(({ name }) => sql()`select to_jsonb(t)::text as row from ${sql()(name)} t`));
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n');
}
const found = async (given = words) => {
  const all = await everything();
  return given.filter((word) => all.includes(word));
};

describe('an export', () => {
  test('gives everything known of a person, and no secret', async () => {
    const { body, headers } = await api.get('/v1/customers/C-1/export');
    expect(headers.get('Content-Disposition')).toContain('cliente-C-1.json');
    expect(body).toMatchObject({
      generatedAt: now,
      customer: { id: 'C-1', name: 'Marcos Valas', birthDate: '1990-05-23' },
      charges: [{ id: '768412', amountCents: 14_637 }],
      payments: [{ id: 'p1', paidAmountCents: 1_000 }],
      proofs: [{ evidence: 'AR 123456' }],
      holds: [{ reason: 'Doente, ligar depois' }],
      messages: [{ text: 'Oi Marcos Valas', address: phone }],
      messageEvents: [{ state: 'queued' }],
      lists: [{ name: 'Feira', phone, own: { LISTA_NOME: 'Marcos Valas' } }],
      replies: [{ text: 'Mudei daqui' }],
      optOuts: [{ phone, scope: 'marketing' }],
    });
    expect(body.changes.map(({ action }: { action: string }) => action)).toContain('customer.created');
    expect(JSON.stringify(body)).not.toMatch(/segredo|passwordSealed|sourceView|Outra/);
  });

  test('is recorded with who asked', async () => {
    const { items } = (await api.get('/v1/audit?entity=customer&entityId=C-1')).body;
    expect(items[0]).toMatchObject({ action: 'customer.exported', actor: expect.stringMatching(/^key:/) });
  });

  test('needs its grant, keeps to the caller’s units, and masks phones for who may not see them', async () => {
    expect((await api.get('/v1/customers/C-1/export', { cookie: await api.as({ role: 'administrator' }) })).status).toBe(403);
    const elsewhere = await api.as({ role: 'viewer', grants: ['export-personal-data'], units: ['filial'] });
    expect((await api.get('/v1/customers/C-1/export', { cookie: elsewhere })).status).toBe(404);
    const viewer = await api.as({ role: 'viewer', grants: ['export-personal-data'] });
    const { body } = await api.get('/v1/customers/C-1/export', { cookie: viewer });
    expect(body.messages[0].address).toBe('+*********1234');
    expect(JSON.stringify(body)).not.toMatch(/999991234|99999-1234/);
  });
});

describe('the table of a list', () => {
  let granted: { cookie: string };
  let elsewhere: { cookie: string };
  let masked: { cookie: string };
  beforeAll(async () => {
    const by = async (rights: Parameters<typeof api.as>[0]) => ({ cookie: await api.as({ grants: ['export-personal-data'], ...rights }) });
    granted = await by({ role: 'manager' });
    elsewhere = await by({ role: 'manager', units: ['filial'] });
    masked = await by({ role: 'viewer' });
  });
  const rowsOf = ({ body }: { body: string }) => body.trim().split('\r\n');

  test('has the charges that fit the filter, each as the page shows it', async () => {
    await api.put('/v1/charges/768413', { ...charge, customerId: 'C-2', code: 'F-2', dueDate: '2026-12-05' });
    const { headers, body } = await api.get('/v1/charges.csv?dueTo=2026-12-06', granted);
    expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="cobrancas-2026-12-01.csv"');
    expect(rowsOf({ body })).toEqual([
      'Cobrança;Código;Tipo;Cliente;Nome;Unidade;Valor;Vencimento;Vencimento que vale;Situação;Suspensão;Próxima etapa;Estado da etapa;Sai em',
      '768413;F-2;Internet;C-2;Outra Pessoa;Matriz;146,37;05/12/2026;07/12/2026;Aberto;;3;Planejado;02/12/2026 09:00',
    ]);
    const held = await api.get('/v1/charges.csv?held=contested&csv=iso', granted);
    expect(rowsOf(held)).toEqual([
      'id,code,type,customerId,customerName,unit,amount,dueDate,effectiveDueDate,status,hold,nextRule,nextState,sendsAt',
      '768412,,internet,C-1,Marcos Valas,matriz,146.37,2026-12-10,2026-12-10,open,contested,3,held,',
    ]);
    const english = rowsOf(await api.get('/v1/charges.csv?held=contested&language=en', granted));
    expect(english[0]).toMatch(/^Charge;Code;Kind;Customer;Name;/);
    expect(english[1]).toBe('768412;;Internet;C-1;Marcos Valas;Matriz;146,37;10/12/2026;10/12/2026;Open;Contested;3;On hold;');
    expect(rowsOf(await api.get('/v1/charges.csv?status=overdue', granted))).toHaveLength(1);
  });

  test('has the customers that fit the filter; a name that a spreadsheet would run stays a text', async () => {
    await api.put('/v1/customers/C-3', { ...customer, name: '=1+1', tradeName: '@loja', phones: [{ number: '(67) 3333-4444' }] });
    const { body } = await api.get('/v1/customers.csv?q=C-3', granted);
    expect(rowsOf({ body })).toEqual([
      'Cliente;Nome;Nome fantasia;Situação;Telefone;O que há com o telefone;Plano;Cidade;UF;Unidade',
      expect.stringMatching(/^C-3;'=1\+1;'@loja;Habilitado;\+556733334444;.*fixo.*;;;;Matriz$/),
    ]);
  });

  test('has what people answered and the phones that said no', async () => {
    const noon = '01/12/2026 08:00'; // in Campo Grande
    await sql()`update replies set received_at = ${now}`;
    const replies = await api.get('/v1/replies.csv?intent=opt-out&customerId=C-1', granted);
    expect(rowsOf(replies)).toEqual([
      'Número;Quando;De;Cliente;Nome;Resposta;Pedido;Mensagem;Respondeu a;Lida em;Lida por',
      `1;${noon};${phone};C-1;Marcos Valas;Mudei daqui;Pediu para sair;;;;`,
    ]);
    expect(rowsOf(await api.get('/v1/replies.csv?phone=67988887777', granted))).toHaveLength(1);
    expect(rowsOf(await api.get('/v1/opt-outs.csv?scope=marketing', granted))).toEqual([
      'Telefone;Desde;Não recebe;Cliente;Como soubemos;Motivo',
      `${phone};${noon};Marketing;C-1;balcão;Marcos pediu`,
    ]);
    expect(rowsOf(await api.get('/v1/opt-outs.csv?scope=all', granted))).toHaveLength(1);
  });

  test('has the phones that customers of the whole house share, and is closed to whoever is limited to units', async () => {
    const shared = { ...customer, name: 'Escritório', phones: [{ number: '(67) 98888-0000' }] };
    for (let id = 1; id <= 6; id++) await api.put(`/v1/customers/S-${id}`, shared);
    expect(rowsOf(await api.get('/v1/suspect-phones.csv', masked))).toEqual([
      'Telefone;Clientes;Os primeiros',
      '+*********0000;6;S-1 S-2 S-3 S-4 S-5 S-6',
    ]);
    expect((await api.get('/v1/suspect-phones.csv', elsewhere)).status).toBe(403);
    const { items } = (await api.get('/v1/audit?entity=suspect-phone')).body;
    expect(items).toMatchObject([{ action: 'suspect-phones.exported', entityId: 'csv' }]);
  });

  test.each([
    ['/v1/replies.csv?intent=opt-out', 'reply', 'replies.exported', { intent: 'opt-out' }],
    ['/v1/opt-outs.csv?scope=marketing', 'opt-out', 'opt-outs.exported', { scope: 'marketing' }],
    ['/v1/charges.csv?q=768413', 'charge', 'charges.exported', { q: '768413' }],
    ['/v1/customers.csv?status=enabled&q=C-2&csv=iso&language=en', 'customer', 'customers.exported', { status: 'enabled', q: 'C-2' }],
  ])('%s keeps to the caller’s units, masks phones, and is recorded with what was asked for', async (path, entity, action, after) => {
    expect(rowsOf(await api.get(path, elsewhere))).toHaveLength(1);
    const { body } = await api.get(path, masked);
    expect([rowsOf({ body }).length, /99999-?(7777|1234)/.test(body)]).toEqual([2, false]);
    const { items } = (await api.get(`/v1/audit?entity=${entity}&entityId=csv`)).body;
    expect(items[0]).toMatchObject({ action, actor: expect.stringMatching(/^user:/), after });
  });

  test('is refused with what it does not know', async () => {
    const refused = await api.get('/v1/charges.csv?status=late&limit=10', granted);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'status', given: 'late' }, { path: 'limit' }] } });
  });
});

describe('an erasure', () => {
  test('waits for a text that is on the wire', async () => {
    await sql()`insert into gateway_pacing (gateway_id, next_slot_us) values (${gatewayId}, 0) on conflict do nothing`;
    const [{ revision }] = (await sql()`select revision from gateways where id = ${gatewayId}`) as unknown as [{ revision: number }];
    const claim = { gatewayId, gatewayRevision: revision, processId: 'a', limit: 1, now, leaseUntil: addMs(now, 30_000), pace: null };
    expect((await claimMessages(sql(), claim)).claimed).toHaveLength(1);
    expect(await api.post('/v1/customers/C-1/erasure')).toMatchObject({ status: 409, body: { code: 'message-under-way' } });
    await sql()`update messages set state = 'queued', claimed_by = null, lease_until = null where state = 'sending'`;
  });

  test('leaves nothing by which the person could be known, in any table', async () => {
    await api.patch('/v1/customers/C-1', { name: 'Marcos Valas Filho' });
    await sql()`update customers set name = 'Marcos Souza' where id = 'C-1'`;
    for (const looked of ['customers.csv?q=valas%20filho&status=enabled', 'messages.csv?phone=(67) 99999-1234', 'customers.csv?q=outra'])
      expect((await api.get(`/v1/${looked}`)).status).toBe(200);
    expect(await found()).toEqual(words);
    const answer = await api.post('/v1/customers/C-1/erasure');
    expect(answer).toMatchObject({ status: 200, body: { customerId: 'C-1', erasedAt: now } });
    // The wish of a phone that said no outlives everything: without the number it could not be kept.
    await sql()`delete from opt_outs`;
    await sql()`delete from audit where entity = 'opt-out'`;
    expect(await found()).toEqual([]);
    const taken = await sql()`select after from audit where action like '%.exported' and entity_id = 'csv' order by id desc limit 3`;
    expect(taken.map(({ after }) => after)).toEqual([{ q: 'outra' }, { phone: 'apagado' }, { q: 'apagado', status: 'enabled' }]);
    expect(await found(['Outra Pessoa', '999997777', 'Oi Outra'])).toHaveLength(3);
    expect(await sql()`select l.phones, r.phone from recipient_lists l join recipient_list_rows r on r.list_id = l.id`).toEqual([
      { phones: 1, phone: '+5567999997777' },
    ]);
  });

  test('takes the values out of a text that was tried out with them at a phone of the house', async () => {
    expect(await sql()`select text, state, reason from messages where kind = 'test'`).toEqual([
      { text: 'apagado', state: 'cancelled', reason: 'erased' },
    ]);
  });

  test('keeps amounts, dates, payments and proofs, and who did what', async () => {
    expect((await api.get('/v1/charges/768412')).body).toMatchObject({
      amountCents: 14_637,
      dueDate: '2026-12-10',
      customerName: 'apagado',
      paymentUrl: null,
      payments: [{ paymentId: 'p1' }],
    });
    expect((await api.get('/v1/charges/768412/timeline')).body.proofs).toMatchObject([{ evidence: 'AR 123456' }]);
    const { items } = (await api.get('/v1/audit?entity=customer&entityId=C-1')).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual(expect.arrayContaining(['customer.erased', 'customer.created']));
  });

  test('ends the ladder and takes back what waited', async () => {
    expect(await sql()`select distinct state, reason from messages where customer_id = 'C-1'`).toEqual([
      { state: 'cancelled', reason: 'erased' },
    ]);
    const { steps } = (await api.get('/v1/charges/768412/timeline')).body;
    expect(steps.filter(({ state }: { state: string }) => state === 'planned')).toEqual([]);
  });

  test('is done once: a repetition changes nothing', async () => {
    api.clock.advanceBy(60_000);
    const again = await api.post('/v1/customers/C-1/erasure');
    expect([again.status, again.headers.get('Regua-Unchanged'), again.body.erasedAt]).toEqual([200, '1', now]);
  });

  test('is for good: neither a PUT nor a file brings the person back', async () => {
    const refused = await api.put('/v1/customers/C-1', customer);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'id', given: 'C-1' }] } });
    expect((await api.patch('/v1/customers/C-1', { name: 'Marcos Valas' })).status).toBe(422);
    const file = `${JSON.stringify({ id: 'C-1', ...customer })}\n`;
    const headers = { 'Content-Type': 'application/x-ndjson' };
    const imported = await api.post('/v1/import/customers', file, { headers });
    expect(imported.body).toMatchObject({ rejected: 1, lines: [{ code: 'customer-erased' }] });
    expect(await found()).toEqual([]);
    expect((await api.get('/v1/customers/C-1')).body).toMatchObject({ name: 'apagado', status: 'removed', phones: [], erasedAt: now });
  });

  test('is an administrator’s, and of a customer that is there', async () => {
    expect((await api.post('/v1/customers/C-2/erasure', undefined, { cookie: await api.as({ role: 'manager' }) })).status).toBe(403);
    expect((await api.post('/v1/customers/nada/erasure')).status).toBe(404);
  });
});

test('a text that somehow waits for an erased phone is never sent', async () => {
  await sql()`update messages set state = 'queued', address = 'apagado:9' where id = (select max(id) from messages where customer_id = 'C-1')`;
  const [{ revision }] = (await sql()`select revision from gateways where id = ${gatewayId}`) as unknown as [{ revision: number }];
  const at = '2026-12-01T12:01:00.000Z';
  const claim = { gatewayId, gatewayRevision: revision, processId: 'a', limit: 10, now: at, leaseUntil: addMs(at, 30_000), pace: null };
  const { claimed } = await claimMessages(sql(), claim);
  expect(claimed.map(({ text }) => text)).toEqual(['Oi Outra']);
});
