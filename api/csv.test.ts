import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { answerCsv, byteOrderMark, type Cell, csvRow } from './csv.ts';

const cells: Cell[] = [
  'Ana; "a boa"',
  null,
  3,
  1.5,
  { decimal: '0.0650' },
  { date: '2026-12-05' },
  { at: '2026-12-05T02:30:00.000Z', timeZone: 'America/Campo_Grande' },
];

test('for a spreadsheet here: semicolons, decimal comma, dates and hours of the place', () => {
  expect(csvRow(cells, 'br')).toBe('"Ana; ""a boa""";;3;1,5;0,0650;05/12/2026;04/12/2026 22:30\r\n');
});

test('for programs: commas and ISO forms', () => {
  expect(csvRow(cells, 'iso')).toBe('"Ana; ""a boa""",,3,1.5,0.0650,2026-12-05,2026-12-05T02:30:00.000Z\r\n');
});

test('a code is said in words to people, and given to programs as it is', () => {
  const refused: Cell = { code: 'refused', said: 'Recusada pela operadora' };
  expect([csvRow([refused], 'br'), csvRow([refused], 'iso')]).toEqual(['Recusada pela operadora\r\n', 'refused\r\n']);
});

test('a cell that a spreadsheet would run is shown as text', () => {
  expect(csvRow(['=cmd()', '@x', '-5', '+5567999991234', '+********1234', '-0,5'], 'iso')).toBe(
    `'=cmd(),'@x,-5,+5567999991234,+********1234,"-0,5"\r\n`,
  );
  expect(csvRow(['-2+3', "+cmd|'/C calc'!A0", ' =1+1', '\t@x', '\r=x'], 'br')).toBe(`'-2+3;'+cmd|'/C calc'!A0;' =1+1;'\t@x;"'\r=x"\r\n`);
  expect(csvRow([{ code: 'g-1', said: '=1+1' }], 'br')).toBe("'=1+1\r\n");
});

/** Asks for a table of these pages. */
function ask(pages: AsyncIterable<Cell[][]>) {
  return new Hono().get('/', (c) => answerCsv(c, { name: 'tabela', form: 'iso', headers: ['Nome'], pages })).request('/');
}

test('a table that cannot be read to its end breaks off: a part is never taken for the whole', async () => {
  async function* pages() {
    yield [['Ana']];
    throw new Error('the database is gone');
  }
  await expect((await ask(pages())).text()).rejects.toThrow('the database is gone');
});

test('who leaves in the middle of a table ends the reading', async () => {
  let read = 0;
  async function* pages() {
    for (;;) yield [[String(read++)]];
  }
  const reader = (await ask(pages())).body?.getReader();
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode((await reader?.read())?.value)).toBe(`${byteOrderMark}Nome\r\n`);
  await reader?.read();
  await reader?.cancel();
  expect(read).toBe(1);
});
