import { describe, expect, it } from 'vitest';
import { idFromName } from './import-names.ts';
import { readDate, readMoney, readPaidAt, readSourceVersion, readWord, readYesNo } from './import-values.ts';

const value = <T>(reading: { ok: true; value: T } | { ok: false; code: string }) => (reading.ok ? reading.value : reading.code);

describe('a cell', () => {
  it.each([
    ['23/05/2018', '2018-05-23'],
    ['3/5/2018', '2018-05-03'],
    ['2018-05-23', '2018-05-23'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', 'invalid-date'],
    ['31/02/2026', 'invalid-date'],
    ['00/00/0000', 'invalid-date'],
    ['2026-13-01', 'invalid-date'],
    ['05-12-2026', 'invalid-date'],
    ['amanhã', 'invalid-date'],
  ])('with the date %s is %s', (text, expected) => expect(value(readDate(text, ''))).toBe(expected));

  it.each([
    ['1.234,56', 'Valor', 123456],
    ['R$ 74,22', 'Valor', 7422],
    ['0,05', 'Valor', 5],
    ['-10,00', 'Valor', 'negative-amount'],
    ['1.234', 'Valor', 'invalid-amount'],
    ['dez', 'Valor', 'invalid-amount'],
    ['14637', 'amountCents', 14637],
    ['146,37', 'amountCents', 'invalid-amount'],
    ['999999999999999', 'Valor', 'invalid-amount'],
  ])('with the amount %s under %s is %s', (text, header, expected) => expect(value(readMoney(text, header))).toBe(expected));

  it('with a moment of payment gives the date where it was written, and of a bare UTC moment the date of Brasília', () => {
    expect(value(readPaidAt('2026-12-01T22:30:00-04:00', ''))).toEqual({ paidOn: '2026-12-01', paidAt: '2026-12-02T02:30:00.000Z' });
    expect(value(readPaidAt('2026-12-02T01:00:00Z', ''))).toEqual({ paidOn: '2026-12-01', paidAt: '2026-12-02T01:00:00.000Z' });
    expect(value(readPaidAt('01/12/2026', ''))).toEqual({ paidOn: '2026-12-01', paidAt: null });
    expect(value(readPaidAt('ontem', ''))).toBe('invalid-date');
  });

  it('with a word is read without case and accents, and what is unknown names the known ones', () => {
    const read = readWord({ Habilitado: 'enabled', Física: 'person' });
    expect([value(read('HABILITADO', '')), value(read('fisica', '')), value(read('?', ''))]).toEqual(['enabled', 'person', 'unknown-word']);
    expect([value(readYesNo('S', '')), value(readYesNo('não', '')), value(readYesNo('talvez', ''))]).toEqual([true, false, 'unknown-word']);
  });

  it('with a version takes an integer or an instant', () => {
    expect([value(readSourceVersion('7', '')), value(readSourceVersion('2026-12-01T00:00:00Z', ''))]).toEqual([7, 1796083200000]);
    expect(value(readSourceVersion('x', ''))).toBe('invalid-version');
  });
});

it('a panel without an id gets one from its name', () => {
  expect([idFromName('Painel B'), idFromName('  Região Norte/2 '), idFromName('???')]).toEqual(['painel-b', 'regiao-norte-2', 'sem-nome']);
});
