import { expect, test } from 'vitest';
import { mayMean } from './typed-search.ts';

const marcos = ['Marcos Antônio Valas', 'marcosv', 'm@example.com', '123.456.789-09', '(67) 99999-1234', '+5567999991234'];

test.each([
  'marcos',
  'MARCOS V',
  'antonio',
  'Val',
  'Marcos  Valas da Silva',
  'Valasco',
  'marcosv',
  'm@example.com',
  '12345678909',
  '456.789',
  '9999-1234',
  '5567999991234',
  '67 99991234',
])('%s may have meant the person', (typed) => expect(mayMean(typed, marcos)).toBe(true));

test.each(['Outra Pessoa', 'ana', 'de', '', '99', '67988887777', 'x@example.com', '768412', '98765432100'])(
  '%s meant somebody else',
  (typed) => expect(mayMean(typed, marcos)).toBe(false),
);
