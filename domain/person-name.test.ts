import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerNames, guessKind } from './person-name.ts';

const person = (name: string) => customerNames({ name, kind: 'person', tradeName: null });

describe('what a text calls a person', () => {
  test.each([
    ['Marcos Valas', 'Marcos', 'Valas', 'Marcos Valas'],
    ['Maria de Fátima da Silva Souza', 'Maria', 'Souza', 'Maria de Fátima da Silva Souza'],
    ['JOÃO DE OLIVEIRA NETO', 'João', 'Oliveira Neto', 'João de Oliveira Neto'],
    ['José da Silva Filho', 'José', 'Silva Filho', 'José da Silva Filho'],
    ['ANA JÚNIOR', 'Ana', 'Júnior', 'Ana Júnior'],
    ['VÂNIA CORRÊA JR.', 'Vânia', 'Corrêa Jr.', 'Vânia Corrêa Jr.'],
    ["JÉSSICA D'ÁVILA FRANÇA", 'Jéssica', 'França', "Jéssica D'Ávila França"],
    ["valdecir d'ávila", 'Valdecir', "D'Ávila", "Valdecir D'Ávila"],
    ['ANA-MARIA LEÃO E PRADO', 'Ana-Maria', 'Prado', 'Ana-Maria Leão e Prado'],
    ['JOÃO PAULO II', 'João', 'II', 'João Paulo II'],
    ['Ana  Lúcia\u00a0 McDonald', 'Ana', 'McDonald', 'Ana Lúcia McDonald'],
    ['Maria', 'Maria', null, 'Maria'],
    ['Maria da', 'Maria', null, 'Maria da'],
    ['', '', null, ''],
  ])('%j is %j, surname %j, in full %j', (name, first, last, full) => {
    expect(person(name)).toEqual({ first, last, full });
  });

  test('a name that looks like a variable is left exactly so', () => {
    expect(person('{CLI_PASS}').first).toBe('{CLI_PASS}');
  });

  test('no name makes it fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => person(name).full !== undefined));
  });
});

describe('what a text calls a company', () => {
  test.each([
    ['PADARIA PÃO QUENTE LTDA', null, 'Padaria Pão Quente LTDA'],
    ['AUTO PEÇAS SÃO JORGE ME', null, 'Auto Peças São Jorge ME'],
    ['CLÍNICA VIDA & SAÚDE S/S', ' ', 'Clínica Vida & Saúde S/S'],
    ['PADARIA PÃO QUENTE LTDA', 'Pão Quente', 'Pão Quente'],
  ])('%s (trade name %j) is %s in every variable', (name, tradeName, whole) => {
    expect(customerNames({ name, kind: 'company', tradeName })).toEqual({ first: whole, last: whole, full: whole });
  });
});

describe('person or company', () => {
  test.each([
    ['Marcos Valas', '123.456.789-09', 'person'],
    ['Marcos Valas', '04.746.638/0001-27', 'company'],
    ['Marcos Valas', '12.ABC.345/01DE-35', 'company'],
    ['Padaria Modelo', '123.456.789-09', 'person'],
    ['PADARIA PÃO QUENTE LTDA', null, 'company'],
    ['AUTO PEÇAS SÃO JORGE ME', null, 'company'],
    ['Condomínio Edifício Ipê', null, 'company'],
    ['CLÍNICA VIDA & SAÚDE S/S', null, 'company'],
    ['Silva EIRELI', '', 'company'],
    ['Banco Sul S/A', null, 'company'],
    ['MARIA SA', null, 'person'],
    ['José e Maria', null, 'person'],
  ])('%s with tax id %s is a %s', (name, taxId, kind) => {
    expect(guessKind(name, taxId)).toBe(kind);
  });
});
