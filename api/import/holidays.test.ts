import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createImportApp } from './fixtures/import-app.ts';

let app: Awaited<ReturnType<typeof createImportApp>>;
beforeAll(async () => {
  app = await createImportApp();
});
beforeEach(async () => {
  await app.empty();
  await app.sql`truncate holidays`;
});
afterAll(() => app.close());

const file = `Data;Nome;Cidade;Estado;Unidade;Escopo;Anual
26/08/2026;Aniversário;Campo Grande;MS;;;S
13/06/2026;Santo Antônio;Campo Grande;MS;;;
24/12/2026;Recesso;;;BrByte SP;;
20/11/2026;Consciência Negra;;;;País;
`;
const stored = () => app.sql`select date::text, name, scope, yearly from holidays order by date`;

it('a file of holidays is stored, a unit found by its name, and the same file again changes nothing', async () => {
  expect((await app.post('holidays', file)).body).toMatchObject({ kind: 'holidays', created: 4, rejected: 0 });
  expect(await stored()).toEqual([
    { date: '2026-06-13', name: 'Santo Antônio', scope: { city: 'Campo Grande', state: 'MS' }, yearly: false },
    { date: '2026-08-26', name: 'Aniversário', scope: { city: 'Campo Grande', state: 'MS' }, yearly: true },
    { date: '2026-11-20', name: 'Consciência Negra', scope: 'country', yearly: false },
    { date: '2026-12-24', name: 'Recesso', scope: { unit: 'filial-sp' }, yearly: false },
  ]);
  expect((await app.post('holidays', file)).body).toMatchObject({ created: 0, unchanged: 4, rejected: 0 });
});

it('a line without an id changes the entry of its day and place', async () => {
  await app.post('holidays', file);
  const renamed = 'Data;Nome;Cidade;Estado;Vencimentos\n13/06/2026;Padroeiro;CAMPO GRANDE;MS;N\n';
  expect((await app.post('holidays', renamed)).body).toMatchObject({ created: 0, changed: 1 });
  expect((await app.sql`select business from holidays where name = 'Padroeiro'`)[0]).toEqual({ business: false });
});

it('a dry run reports the same and stores nothing', async () => {
  expect((await app.post('holidays?dryRun=1', file)).body).toMatchObject({ dryRun: true, created: 4 });
  expect(await stored()).toEqual([]);
});

it('a bad line is told with its field, and the good ones are kept', async () => {
  const bad = `Código;Data;Nome;Cidade;Estado;Unidade;Escopo
a;31/02/2026;Nada;;;;País
b;26/08/2026;Aniversário;Campo Grande;;;
c;26/08/2026;Recesso;;;Lua;
d;26/08/2026;Nada;;;;
e;26/08/2026;Aniversário;Campo Grande;MS;;
f;26/08/2026;De novo;CAMPO GRANDE;MS;;
e;27/08/2026;Outra vez;Campo Grande;MS;;
`;
  const answer = await app.post('holidays', bad);
  expect(answer.body).toMatchObject({ created: 1, rejected: 6 });
  expect(answer.body.lines).toMatchObject([
    { line: 2, field: 'Data', value: '31/02/2026', code: 'invalid-date' },
    { line: 3, field: 'Estado', code: 'required' },
    { line: 4, field: 'Unidade', value: 'Lua', code: 'unit-unknown' },
    { line: 5, field: 'Escopo', code: 'required' },
    { line: 7, field: 'Data', code: 'repeated' },
    { line: 8, field: 'Data', code: 'repeated' },
  ]);
});

it('NDJSON brings the fields of a PUT', async () => {
  const lines = [
    { id: 'natal', date: '2026-12-25', name: 'Trabalhamos', scope: 'country', business: false, sending: false },
    { date: '2026-08-26', name: 'Aniversário', scope: { city: 'Campo Grande' } },
  ];
  const body = lines.map((line) => JSON.stringify(line)).join('\n');
  const answer = await app.post('holidays', body, { 'Content-Type': 'application/x-ndjson' });
  expect(answer.body).toMatchObject({ created: 1, rejected: 1, lines: [{ line: 2, field: 'scope', code: 'invalid-field' }] });
  expect((await app.sql`select id from holidays`)[0]).toEqual({ id: 'natal' });
});
