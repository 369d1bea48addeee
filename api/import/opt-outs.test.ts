import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createImportApp } from './fixtures/import-app.ts';

let app: Awaited<ReturnType<typeof createImportApp>>;
beforeAll(async () => {
  app = await createImportApp();
});
beforeEach(async () => {
  await app.sql`truncate opt_outs`;
});
afterAll(() => app.close());

const stored = () => app.sql`select phone, scope, customer_id as customer, reason, source from opt_outs order by id`;

it('a file of opt-outs is stored, and the same file again changes nothing', async () => {
  const file =
    'Telefone;Escopo;Cliente;Motivo;Data\n(67) 99999-1234;;;pediu;01/11/2026\n67988887777;Tudo;;;\n67 98888-7777;Pessoa errada;C-9;;\n';
  expect((await app.post('opt-outs', file)).body).toMatchObject({ kind: 'opt-outs', created: 3, rejected: 0 });
  expect((await app.post('opt-outs', file)).body).toMatchObject({ created: 0, unchanged: 3 });
  expect(await stored()).toEqual([
    { phone: '+5567999991234', scope: 'marketing', customer: null, reason: 'pediu', source: 'import' },
    { phone: '+5567988887777', scope: 'all', customer: null, reason: null, source: 'import' },
    { phone: '+5567988887777', scope: 'wrong-person', customer: 'C-9', reason: null, source: 'import' },
  ]);
});

it('a smaller "no" of a file never weakens a known one', async () => {
  await app.post('opt-outs', 'Telefone;Escopo\n67988887777;Tudo\n');
  expect((await app.post('opt-outs', 'Telefone;Escopo\n67988887777;Marketing\n')).body).toMatchObject({ unchanged: 1 });
  expect(await stored()).toMatchObject([{ scope: 'all' }]);
});

it('NDJSON brings the fields of the API', async () => {
  const lines = [{ phone: '67988887777', scope: 'wrong-person', customerId: 'C-1', at: '2026-11-01T10:00:00-04:00' }, { phone: '123' }];
  const answer = await app.post('opt-outs', lines.map((line) => JSON.stringify(line)).join('\n'), {
    'Content-Type': 'application/x-ndjson',
  });
  expect(answer.body).toMatchObject({ created: 1, rejected: 1, lines: [{ line: 2, field: 'phone', value: '123' }] });
  expect(await stored()).toMatchObject([{ scope: 'wrong-person', customer: 'C-1' }]);
});

it('a bad line is told with its field, and the good ones are kept', async () => {
  const file = 'Telefone;Escopo\n99999-1234;Tudo\n67988887777;Talvez\n67988887776;Tudo\n67 98888-7776;Marketing\n';
  const answer = await app.post('opt-outs', file);
  expect(answer.body).toMatchObject({ created: 1, rejected: 3 });
  expect(answer.body.lines).toMatchObject([
    { line: 2, field: 'Telefone', value: '99999-1234', code: 'phone-unusable' },
    { line: 3, field: 'Escopo', value: 'Talvez', code: 'unknown-word' },
    { line: 5, field: 'Telefone', value: '+5567988887776', code: 'repeated' },
  ]);
});
