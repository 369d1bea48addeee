import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImportApp } from './fixtures/import-app.ts';

let app: Awaited<ReturnType<typeof createImportApp>>;
beforeAll(async () => {
  app = await createImportApp();
});
afterAll(() => app.close());
beforeEach(() => app.empty());

const customers = 'Código;Nome;Unidade;Celular\n1;Ana Lima;matriz;(67) 99999-1234\n';
const chargeHeader = 'Código;Cliente;Valor;Vencimento;Pagamento;Valor pago;Situação\n';
const putAna = () => app.post('customers', customers);
const ndjson = { 'Content-Type': 'application/x-ndjson' };
const finding = (answer: Awaited<ReturnType<typeof app.post>>, index = 0) => answer.body.lines[index];

describe('a clean file', () => {
  it('of commas and the fields of the API is taken like the export of an ERP', async () => {
    const csv = 'id,name,unit,phones,billing,birthDate,status\nC-1,"Lima, Ana",matriz,67999991234|6733334444,true,1990-05-23,lead\n';
    expect((await app.post('customers', csv)).body).toMatchObject({ created: 1, rejected: 0 });
    const [row] = await app.sql`select name, status, birth_date::text from customers`;
    expect(row).toEqual({ name: 'Lima, Ana', status: 'lead', birth_date: '1990-05-23' });
    expect(await app.count('customer_phones')).toBe(2);
    const charges = 'id,customerId,amountCents,dueDate,type\n768412,C-1,14637,2026-12-05,one_off\n';
    expect((await app.post('charges', charges)).body).toMatchObject({ created: 1 });
    expect((await app.sql`select amount_cents::int as cents, type from charges`)[0]).toEqual({ cents: 14637, type: 'one_off' });
  });

  it('of NDJSON brings the fields of a PUT, and refuses unknown ones by their path', async () => {
    const good = {
      id: 'C-1',
      name: 'Ana',
      unit: 'matriz',
      phones: [{ number: '67 99999-1234' }],
      accesses: [{ id: 'a', status: 'blocked' }],
    };
    const lines = [good, { ...good, id: 'C-2', phones: [{ number: 7 }] }, { ...good, id: 'C-3', nome: 'x' }];
    const answer = await app.post('customers', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"id":`, ndjson);
    expect(answer.body).toMatchObject({ created: 1, rejected: 3 });
    expect(answer.body.lines).toMatchObject([
      { line: 2, field: 'phones.0.number', value: '7', code: 'invalid-field' },
      { line: 3, field: 'nome', code: 'invalid-field' },
      { line: 4, code: 'malformed-json' },
    ]);
  });

  it('that lacks a column leaves the field alone', async () => {
    await app.post('customers', 'id,name,unit,plan\n1,Ana,matriz,fibra\n');
    expect((await app.post('customers', 'id,name,unit\n1,Ana,matriz\n')).body).toMatchObject({ unchanged: 1 });
    expect((await app.sql`select plan from customers`)[0]).toEqual({ plan: 'fibra' });
  });
});

describe('a file that cannot be read', () => {
  it('because it is empty or lacks a column is refused whole, with what is missing', async () => {
    expect(await app.post('customers', '')).toMatchObject({ status: 422, body: { code: 'invalid-field', errors: [{ path: 'body' }] } });
    const missing = await app.post('charges', 'Código;Cliente\n1;1\n');
    expect(missing).toMatchObject({ status: 422, body: { errors: [{ path: 'amountCents' }, { path: 'dueDate' }] } });
    const twice = await app.post('customers', 'id;codigo;nome;unidade\n');
    expect(twice).toMatchObject({ status: 422, body: { errors: [{ path: 'codigo' }] } });
    expect(await app.count('imports')).toBe(0);
  });

  it('because it is a form, or of an unknown kind, is refused', async () => {
    expect(await app.post('customers', '--x', { 'Content-Type': 'multipart/form-data; boundary=x' })).toMatchObject({ status: 415 });
    expect(await app.post('panels', customers)).toMatchObject({ status: 422, body: { errors: [{ path: 'kind' }] } });
    expect(await app.post('customers?mode=always', customers)).toMatchObject({ status: 422, body: { errors: [{ path: 'mode' }] } });
  });
});

describe('a bad line', () => {
  it('names line, column, value and what is expected, all its errors at once, and the good lines stay', async () => {
    await putAna();
    const answer = await app.post('charges', `${chargeHeader}1;1;10,00;05/12/2026;;;Aberto\n2;1;dez;31/02/2026;;;Em aberto\n`);
    expect(answer.body).toMatchObject({ created: 1, rejected: 1 });
    expect(answer.body.lines).toMatchObject([
      { line: 3, field: 'Valor', value: 'dez', code: 'invalid-amount', message: expect.stringContaining('1.234,56') },
      { line: 3, field: 'Vencimento', value: '31/02/2026', code: 'invalid-date', message: expect.stringContaining('dd/mm/aaaa') },
      { line: 3, field: 'Situação', value: 'Em aberto', code: 'unknown-word', message: expect.stringContaining('Aberto') },
    ]);
  });

  it('of a unit that was not put before is refused; a new panel is made from its name', async () => {
    const csv = 'Código;Nome;Unidade;Painel\n1;Ana;BrByte SP;Torre Norte\n2;Bia;lua;Torre Sul\n';
    const answer = await app.post('customers', csv);
    expect(answer.body).toMatchObject({ created: 1, rejected: 1 });
    expect(finding(answer)).toMatchObject({ line: 3, field: 'Unidade', value: 'lua', code: 'unit-unknown' });
    expect(await app.sql`select c.unit_id, p.id, p.name from customers c join panels p on p.id = c.panel_id`).toEqual([
      { unit_id: 'filial-sp', id: 'torre-norte', name: 'Torre Norte' },
    ]);
    expect(await app.count('panels')).toBe(1);
  });

  it('that repeats a code of the same file is refused, also far behind', async () => {
    const many = Array.from({ length: 700 }, (_, index) => `${index};Ana;matriz;67999991234`).join('\n');
    const answer = await app.post('customers', `Código;Nome;Unidade;Celular\n${many}\n3;Bia;matriz;67999991234\n`);
    expect(answer.body).toMatchObject({ created: 700, rejected: 1 });
    expect(finding(answer)).toMatchObject({ line: 702, field: 'Código', value: '3', code: 'repeated' });
  });

  it('that is endless, or opens a quote and never closes it, is lost alone', async () => {
    const long = `2;${'x'.repeat(300_000)};matriz;`;
    const rest = Array.from({ length: 40 }, (_, index) => `${index + 10};Ana;matriz;67999991234`).join('\n');
    const answer = await app.post('customers', `Código;Nome;Unidade;Celular\n${long}\n3;"Bar do Zé;matriz;\n${rest}\n`);
    expect(answer.body).toMatchObject({ created: 40, rejected: 2 });
    expect(answer.body.lines).toMatchObject([
      { line: 2, code: 'line-too-long' },
      { line: 3, code: 'quote-unclosed' },
    ]);
  });

  it('a column that nobody knows is said to be passed over', async () => {
    const answer = await app.post('customers', 'Código;Nome;Unidade;Celular;Signo\n1;Ana;matriz;67999991234;Touro\n');
    expect(answer.body).toMatchObject({
      created: 1,
      warnings: 1,
      lines: [{ severity: 'warning', field: 'Signo', code: 'column-ignored' }],
    });
  });
});

describe('letters', () => {
  it('of UTF-8 with a BOM and of ISO-8859-1 both arrive', async () => {
    await app.post('customers', '\uFEFFCódigo;Nome;Unidade\n1;José;matriz\n');
    await app.post('customers', new Uint8Array(Buffer.from('Código;Nome;Unidade\r\n3;Conceição;matriz\r\n', 'latin1')));
    expect((await app.sql`select name from customers order by id`).map(({ name }) => name)).toEqual(['José', 'Conceição']);
  });
});

describe('a daily file', () => {
  beforeEach(async () => {
    await putAna();
    await app.post('charges?mode=takeover', `${chargeHeader}1;1;10,00;05/12/2026;;;Aberto\n2;1;10,00;05/12/2026;;;Aberto\n`);
    app.scheduled.length = 0;
  });

  it('tells the planner of new charges only, and confirms a payment that is news', async () => {
    const answer = await app.post('charges', `${chargeHeader}1;1;10,00;05/12/2026;21/11/2026;10,00;Pago\n3;1;10,00;05/12/2026;;;Aberto\n`);
    expect(answer.body).toMatchObject({ mode: 'daily', created: 1, changed: 1 });
    expect(app.scheduled).toEqual(['3']);
    expect((await app.sql`select target from outbox`).map(({ target }) => target)).toEqual(['1']);
    expect((await app.sql`select announce_created as yes from charges where id = '3'`)[0]).toEqual({ yes: true });
  });

  it('that shows a paid charge as open does not get anybody chased', async () => {
    const paid = `${chargeHeader}1;1;10,00;05/12/2026;21/11/2026;10,00;Pago\n2;1;10,00;05/12/2026;;;Removido\n`;
    expect((await app.post('charges', paid)).body).toMatchObject({ changed: 2, warnings: 0 });
    const older = await app.post('charges', `${chargeHeader}1;1;10,00;05/12/2026;;;Aberto\n2;1;10,00;05/12/2026;;;Atrasado\n`);
    expect(older.body).toMatchObject({ unchanged: 2, rejected: 0, warnings: 2 });
    expect(finding(older)).toMatchObject({ severity: 'warning', field: 'Situação', code: 'not-reopened' });
    expect((await app.sql`select status from charges order by id`).map(({ status }) => status)).toEqual(['paid', 'removed']);
  });

  it('that says a charge is paid without saying when is refused on that line', async () => {
    const answer = await app.post('charges', `${chargeHeader}1;1;10,00;05/12/2026;;;Pago\n`);
    expect(answer.body.lines).toMatchObject([
      { field: 'Pagamento', code: 'required' },
      { field: 'Valor pago', code: 'required' },
    ]);
  });

  it('of payments settles charges, and refuses those of unknown ones', async () => {
    const answer = await app.post('payments', 'Cobrança;Data;Valor pago\n1;21/11/2026;10,00\n9;21/11/2026;10,00\n');
    expect(answer.body).toMatchObject({ created: 1, rejected: 1, lines: [{ line: 3, code: 'charge-unknown', value: '9' }] });
    expect((await app.post('payments', 'Cobrança;Data;Valor pago\n1;21/11/2026;10,00\n')).body).toMatchObject({ unchanged: 1 });
    const paid = await app.post('charges', `${chargeHeader}1;1;10,00;05/12/2026;21/11/2026;10,00;Pago\n`);
    expect(paid.body).toMatchObject({ unchanged: 1, warnings: 0 });
  });

  it('in part leaves the charge open', async () => {
    await app.post('charges', `${chargeHeader}1;1;10,00;05/12/2026;21/11/2026;4,00;Aberto\n`);
    expect((await app.sql`select status from charges where id = '1'`)[0]).toEqual({ status: 'open' });
    expect(await app.count('payments')).toBe(1);
  });
});

describe('the report', () => {
  it('is found again by its id, and its lines as CSV for a spreadsheet', async () => {
    const answer = await app.post('customers', 'Código;Nome;Unidade;Celular\n1;=cmd();lua;"67;1"\n');
    const { importId } = answer.body;
    const again = await app.get(`/v1/imports/${importId}`);
    expect(await again.json()).toEqual(answer.body);
    const csv = await app.get(`/v1/imports/${importId}/lines.csv`);
    expect(csv.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await csv.arrayBuffer()).toString('utf8');
    expect(bytes).toMatch(/^\uFEFFLinha;Tipo;Campo;Valor;Código;O que houve\r\n2;Recusada;Unidade;lua;unit-unknown;/);
    expect((await (await app.get(`/v1/imports/${importId}/lines.csv?csv=iso`)).text()).split('\r\n')[0]).toContain('line,severity,');
    expect((await app.get('/v1/imports/none')).status).toBe(404);
  });

  it('of every import stands in a list, the newest first, dry runs told apart', async () => {
    await app.post('customers?dryRun=1', customers);
    app.clock.advanceBy(1_000);
    const { body } = await app.post('customers', `${customers}2;;matriz;\n`);
    const page = async (query: string) => JSON.parse(await (await app.get(`/v1/imports?${query}`)).text());
    const first = await page('limit=1');
    expect(first.items).toMatchObject([{ importId: body.importId, state: 'finished', dryRun: false, created: 1, rejected: 1 }]);
    expect(first.items[0]).not.toHaveProperty('lines');
    const rest = await page(`limit=1&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ kind: 'customers', dryRun: true, created: 1, rejected: 0 }], nextCursor: null });
  });

  it('never shows a password', async () => {
    const answer = await app.post('customers', `Código;Nome;Unidade;Senha\n1;Ana;matriz;${'segredo'.repeat(50)}\n`);
    expect(JSON.stringify(answer.body)).not.toContain('segredo');
    expect(finding(answer)).toMatchObject({ field: 'Senha', value: '***', code: 'too-long' });
  });

  it('of a file that breaks off says failed, and what came before is stored', async () => {
    const lines = Array.from({ length: 600 }, (_, index) => `${index};Ana;matriz\n`).join('');
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from(`Código;Nome;Unidade\n${lines}`)),
      pull: (controller) => controller.error(new Error('cut')),
    });
    expect((await app.postStream('customers', broken)).status).toBe(500);
    expect(await app.sql`select state, (counts->>'created')::int as created from imports`).toEqual([{ state: 'failed', created: 500 }]);
    expect(await app.count('customers')).toBe(500);
  });
});
