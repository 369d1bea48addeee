import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaCodes } from './area-codes.ts';
import { fallbackOrder, type GatewayRoute, overlaps, readPrefix, routedGateway, routedPurposes, routeFor } from './gateway-routes.ts';

const gateway = (id: string, more: object = {}) => ({ id, enabled: true, stoppedReason: null as string | null, ...more });
const route = (prefixes: string[], gatewayIds: string[], purposes: GatewayRoute['purposes'] = ['notices']): GatewayRoute => ({
  purposes,
  prefixes,
  gatewayIds,
});
const campoGrande = '+5567999991234';

describe('a prefix', () => {
  it.each([
    ['67', '67'],
    ['(67) 9999', '679999'],
    ['+55 67', '67'],
    ['+5567999991234', '67999991234'],
    ['55', '55'],
    ['55 9', '559'],
  ])('%s is read as %s', (raw, digits) => expect(readPrefix(raw)).toBe(digits));

  it.each([
    ['an area code that nobody has', '20'],
    ['landlines, which get no text', '673'],
    ['half an area code', '6'],
    ['more than a number', '679999912345'],
    ['a word', 'MS'],
    ['nothing', ' '],
  ])('of %s is none', (_, raw) => expect(readPrefix(raw)).toBeNull());
});

describe('a text goes', () => {
  const gateways = { a: gateway('a'), b: gateway('b'), c: gateway('c') };
  const by = (more: object, phone: string | null = campoGrande) =>
    routedGateway(
      { gateways: { ...gateways, ...more }, gatewayRoutes: [route(['67'], ['a', 'b'])] },
      { purpose: 'notices', phone, otherwise: 'c' },
    )?.id;

  it('by the first gateway of its phone’s route', () => expect(by({})).toBe('a'));
  it('by the next one while that is stopped or disabled', () => {
    expect(by({ a: gateway('a', { stoppedReason: 'login' }) })).toBe('b');
    expect(by({ a: gateway('a', { enabled: false }) })).toBe('b');
  });
  it('by a stopped one where no other is enabled, and waits there', () =>
    expect(by({ a: gateway('a', { stoppedReason: 'login' }), b: gateway('b', { enabled: false }) })).toBe('a'));
  it('by the default where no gateway of the route is enabled, no route is meant for it, or it has no phone', () => {
    expect(by({ a: gateway('a', { enabled: false }), b: undefined })).toBe('c');
    expect(by({}, '+5511999991234')).toBe('c');
    expect(by({}, null)).toBe('c');
  });
  it('of another purpose by the default', () =>
    expect(
      routedGateway({ gateways, gatewayRoutes: [route(['67'], ['a'])] }, { purpose: 'manual', phone: campoGrande, otherwise: 'c' })?.id,
    ).toBe('c'));
});

it('who takes over comes in the order of the route, then in the general one', () => {
  const candidates = [{ id: 'x' }, { id: 'b' }, { id: 'c' }];
  expect(fallbackOrder(route(['67'], ['a', 'c', 'b']), candidates).map(({ id }) => id)).toEqual(['c', 'b', 'x']);
  expect(fallbackOrder(null, candidates)).toEqual(candidates);
});

describe('routes that claim the same phone', () => {
  it('are told with both places and what to change', () => {
    expect(overlaps([route(['67', '11'], ['a']), route(['679'], ['b'])])).toEqual([
      {
        path: '1.prefixes.0',
        given: '679',
        message: { pt: 'disputa telefones com 67, da rota 1', en: expect.any(String) },
        expected: { pt: 'tire 679 daqui ou 67 de lá, ou separe as finalidades das duas rotas', en: expect.any(String) },
      },
    ]);
  });
  it('do not, when their purposes have nothing in common', () => {
    expect(overlaps([route(['67'], ['a']), route(['67'], ['b'], ['manual'])])).toEqual([]);
  });
  it('may be one and the same', () => expect(overlaps([route(['67', '6799'], ['a'])])).toHaveLength(1));
});

const prefixes = fc
  .tuple(fc.constantFrom(...areaCodes), fc.stringMatching(/^(9\d{0,8})?$/))
  .map(([areaCode, rest]) => `${areaCode}${rest}`);
const anyRoute = fc.record({
  purposes: fc.uniqueArray(fc.constantFrom(...routedPurposes), { minLength: 1 }),
  prefixes: fc.array(prefixes, { minLength: 1, maxLength: 4 }),
  gatewayIds: fc.constant<string[]>(['a']),
});
const phones = fc.tuple(fc.constantFrom(...areaCodes), fc.stringMatching(/^9\d{8}$/)).map(([areaCode, rest]) => `+55${areaCode}${rest}`);

it('of routes that may be saved, at most one is meant for a phone and a purpose, in whatever order they stand', () => {
  fc.assert(
    fc.property(fc.array(anyRoute, { maxLength: 6 }), fc.array(phones, { maxLength: 20 }), (routes, some) => {
      fc.pre(overlaps(routes).length === 0);
      const claimed = routes.flatMap((each) => each.prefixes.map((prefix) => `+55${prefix}`.padEnd(14, '9')));
      for (const phone of [...some, ...claimed]) {
        for (const purpose of routedPurposes) {
          const meant = routes.filter((each) => routeFor([each], purpose, phone) !== null);
          expect(meant.length).toBeLessThanOrEqual(1);
          expect(routeFor(routes, purpose, phone)).toEqual(routeFor(routes.toReversed(), purpose, phone));
        }
      }
    }),
  );
});

it('routes that claim a phone together are always found', () => {
  fc.assert(
    fc.property(prefixes, fc.stringMatching(/^\d{0,3}$/), (prefix, more) => {
      const longer = `${prefix.length === 2 ? `${prefix}9` : prefix}${more}`.slice(0, 11);
      expect(overlaps([route([prefix], ['a']), route([longer], ['b'])])).toHaveLength(1);
      expect(overlaps([route([longer], ['a']), route([prefix], ['b'])])).toHaveLength(1);
    }),
  );
});
