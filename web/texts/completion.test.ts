import { expect, test } from 'vitest';
import { completed, openingAt, variablesLike } from './completion.ts';

test('a brace opens the list of variables, and a closed one does not', () => {
  expect(openingAt('Oi {CLI', 7)).toEqual({ from: 3, typed: 'CLI' });
  expect(openingAt('Oi {', 4)).toEqual({ from: 3, typed: '' });
  expect(openingAt('Oi {CLI_NAME}', 13)).toBeNull();
  expect(openingAt('Oi { CLI', 8)).toBeNull();
});

test('variables are found by their name and by what they mean, whatever the accents', () => {
  expect(variablesLike('cob_val')[0]?.name).toBe('COB_VAL_DOC');
  expect(variablesLike('codigo').map(({ name }) => name)).toContain('COB_CODE');
  expect(variablesLike('bairro', [{ header: 'Bairro Novo', variable: 'LISTA_BAIRRO_NOVO' }])[0]).toMatchObject({
    name: 'LISTA_BAIRRO_NOVO',
    example: 'Bairro Novo',
  });
  expect(variablesLike('senha').map(({ name }) => name)).not.toContain('CLI_PASS');
});

test('the chosen variable takes the place of what was typed, and its brace is closed once', () => {
  expect(completed('Oi {CL, tudo?', { from: 3, typed: 'CL' }, 'CLI_NAME')).toEqual({ text: 'Oi {CLI_NAME}, tudo?', caret: 13 });
  expect(completed('Oi {CLI_NOME}!', { from: 3, typed: 'CLI' }, 'CLI_NAME')).toEqual({ text: 'Oi {CLI_NAME}!', caret: 13 });
});
