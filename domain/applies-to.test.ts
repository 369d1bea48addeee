import { expect, test } from 'vitest';
import { type AppliesTo, type RuleSetCustomer, ruleSetFor } from './applies-to.ts';

const marcos: RuleSetCustomer = { id: 'C-1', status: 'enabled', unit: 'matriz', panel: 'centro', plan: 'fibra-300', city: 'São José' };
const set = (id: string, appliesTo: AppliesTo = {}) => ({ id, appliesTo });
const everybody = set('default');
const chosen = (sets: ReturnType<typeof set>[], customer: Partial<RuleSetCustomer> = {}) =>
  ruleSetFor({ ...marcos, ...customer }, sets)?.id ?? null;

test('a customer whom no set names has the default', () => {
  expect(chosen([everybody, set('a', { units: ['filial'] })])).toBe('default');
  expect(chosen([set('a', { units: ['filial'] })])).toBeNull();
});

test('all lists of a set must match, one entry of each', () => {
  expect(chosen([everybody, set('a', { units: ['filial', 'matriz'], panels: ['centro'] })])).toBe('a');
  expect(chosen([everybody, set('a', { units: ['matriz'], panels: ['norte'] })])).toBe('default');
  expect(chosen([everybody, set('a', { plans: ['fibra-300'] })], { plan: null })).toBe('default');
  expect(chosen([everybody, set('a', { units: ['matriz'], panels: [] })])).toBe('a');
});

test('a city is the same with and without accents, capitals and marks', () => {
  expect(chosen([everybody, set('a', { cities: ['SAO JOSE'] })])).toBe('a');
  expect(chosen([everybody, set('a', { cities: ['São João'] })])).toBe('default');
  const oeste = { city: 'Santa Bárbara d’Oeste' };
  expect(chosen([everybody, set('a', { cities: ["SANTA BARBARA D'OESTE"] })], oeste)).toBe('a');
});

test('the most specific set wins: the customer, then the most lists, then by id', () => {
  const sets = [
    everybody,
    set('unit', { units: ['matriz'] }),
    set('both', { units: ['matriz'], panels: ['centro'] }),
    set('me', { customerIds: ['C-1'] }),
  ];
  expect(chosen(sets)).toBe('me');
  expect(chosen(sets, { id: 'C-2' })).toBe('both');
  expect(chosen(sets, { id: 'C-2', panel: 'norte' })).toBe('unit');
  expect(chosen([set('b', { units: ['matriz'] }), set('a', { plans: ['fibra-300'] })])).toBe('a');
});

test('a set that asks nothing acts on nobody, unless it is the default', () => {
  expect(chosen([everybody, set('a')])).toBe('default');
  expect(chosen([set('a')])).toBeNull();
});

test.each(['lead', 'removed'] as const)('a %s customer has a ladder only where a set names the status', (status) => {
  expect(chosen([everybody], { status })).toBeNull();
  expect(chosen([everybody, set('a', { units: ['matriz'] })], { status })).toBeNull();
  expect(chosen([everybody, set('a', { statuses: [status] })], { status })).toBe('a');
  expect(chosen([set('default', { statuses: ['enabled', status] })], { status })).toBe('default');
});

test('a disabled customer has the default ladder', () => {
  expect(chosen([everybody], { status: 'disabled' })).toBe('default');
});
