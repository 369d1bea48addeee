import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportApp, erpExport } from './fixtures/import-app.ts';

type App = Awaited<ReturnType<typeof createImportApp>>;
type Line = { line: number; severity: string; field: string; value: string; code: string };

let app: App;
beforeAll(async () => {
  app = await createImportApp();
});
afterAll(() => app.close());

const countBy = (lines: Line[], key: (line: Line) => string) => {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[key(line)] = (counts[key(line)] ?? 0) + 1;
  return counts;
};
const errorsOf = (lines: Line[]) => lines.filter(({ severity }) => severity === 'error');
const factTables = ['customers', 'customer_phones', 'accesses', 'panels', 'charges', 'payments', 'audit', 'outbox'];
const rowCounts = async () => Object.fromEntries(await Promise.all(factTables.map(async (table) => [table, await app.count(table)])));

describe("the ERP's export, as it is", () => {
  it('runs dry first: the same report, and nothing stored', async () => {
    const before = await rowCounts();
    const { body } = await app.post('customers?dryRun=1', await erpExport('clientes.csv'));
    expect(body).toMatchObject({ dryRun: true, created: 1987, rejected: 13 });
    expect(await rowCounts()).toEqual(before);
  });

  it('gives 1,987 customers; the 13 without a name are refused, odd dates and phones are warnings', async () => {
    const { status, body } = await app.post('customers', await erpExport('clientes.csv'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 1987, changed: 0, unchanged: 0, accepted: 1987, rejected: 13 });
    expect(countBy(errorsOf(body.lines), ({ field, code }) => `${field} ${code}`)).toEqual({ 'Nome required': 13 });
    const warnings = body.lines.filter(({ severity }: Line) => severity === 'warning');
    expect(warnings).toHaveLength(body.warnings);
    expect(countBy(warnings, ({ field, code }) => `${field} ${code}`)).toMatchInlineSnapshot(`
      {
        "Celular phone-landline": 96,
        "Celular phone-missing": 20,
        "Celular phone-unusable": 117,
        "Nascimento birth-date-missing": 59,
      }
    `);
    expect(await app.count('panels')).toBe(2);
  });

  it('gives 7,913 charges; 87 lines are refused: unknown or refused customer, impossible date, negative amount', async () => {
    const started = performance.now();
    const { body } = await app.post('charges', await erpExport('cobrancas.csv'));
    expect(performance.now() - started).toBeLessThan(12_000);
    expect(body).toMatchObject({ mode: 'takeover', created: 7913, accepted: 7913, rejected: 87, warnings: 0 });
    expect(countBy(body.lines, ({ field, code }) => `${field} ${code}`)).toEqual({
      'Cliente customer-unknown': 62,
      'Vencimento invalid-date': 15,
      'Valor negative-amount': 10,
    });
    const states = await app.sql`select status, count(*)::int as n from charges group by 1 order by 1`;
    expect(states.map(({ status, n }) => [status, n])).toMatchInlineSnapshot(`
      [
        [
          "open",
          3423,
        ],
        [
          "paid",
          4331,
        ],
        [
          "removed",
          159,
        ],
      ]
    `);
    expect(new Set(app.scheduled).size).toBe(7913);
    expect(await app.count('outbox')).toBe(0);
  });

  it('imported again changes nothing and writes nothing but its report', async () => {
    const before = await rowCounts();
    const [revisions] = await app.sql`select sum(revision)::int as sum, max(updated_at) as last from charges`;
    const customers = await app.post('customers', await erpExport('clientes.csv'));
    const charges = await app.post('charges', await erpExport('cobrancas.csv'));
    expect(customers.body).toMatchObject({ created: 0, changed: 0, unchanged: 1987, rejected: 13 });
    expect(charges.body).toMatchObject({ mode: 'daily', created: 0, changed: 0, unchanged: 7913, rejected: 87, warnings: 0 });
    expect(await rowCounts()).toEqual(before);
    expect(await app.sql`select sum(revision)::int as sum, max(updated_at) as last from charges`).toEqual([revisions]);
  });

  it('keeps names, dates, amounts and phones as the file means them', async () => {
    const [person] = await app.sql`select name, birth_date::text, panel_id, kind from customers where id = '1001'`;
    expect(person).toEqual({ name: "JÉSSICA D'ÁVILA FRANÇA", birth_date: '1977-01-12', panel_id: 'painel-b', kind: 'person' });
    const [phone] = await app.sql`select number, billing, marketing from customer_phones where customer_id = '1008'`;
    expect(phone).toMatchObject({ number: '+5516999419343' });
    const [charge] =
      await app.sql`select amount_cents::int, discounted_amount_cents::int, due_date::text, status, announce_created, code from charges where id = '800002'`;
    expect(charge).toEqual({
      amount_cents: 100000,
      discounted_amount_cents: 98000,
      due_date: '2026-11-30',
      status: 'paid',
      announce_created: false,
      code: '800002',
    });
    const [payment] = await app.sql`select paid_on::text, paid_amount_cents::int, announce from payments where charge_id = '800002'`;
    expect(payment).toEqual({ paid_on: '2026-11-22', paid_amount_cents: 100000, announce: false });
  });
});
