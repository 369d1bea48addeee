import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaCodes } from './area-codes.ts';
import { formatForGateway, maskPhone, normalizePhone } from './phone.ts';

const inCampoGrande = { areaCode: '67' };
const nowhere = { areaCode: null };

describe('a phone as people type it', () => {
  test.each([
    ['(67) 97793-8123', '+5567977938123'],
    ['67975543439', '+5567975543439'],
    ['+55 81 99614 8181', '+5581996148181'],
    ['5581996148181', '+5581996148181'],
    ['067 967429511', '+5567967429511'],
    ['(067) 96742-9511', '+5567967429511'],
    ['+55 (067) 96742-9511', '+5567967429511'],
    ['0xx67979039741', '+5567979039741'],
    ['(0XX67) 97903-9741', '+5567979039741'],
    ['0 15 67 97903-9741', '+5567979039741'],
    ['00 55 16 96296-4121', '+5516962964121'],
    ['0067 97793-8123', '+5567977938123'],
    ['(55) 99941-9343', '+5555999419343'],
    ['55 55 99941-9343', '+5555999419343'],
  ])('%s is the mobile %s', (raw, e164) => {
    expect(normalizePhone(raw, nowhere)).toEqual({ kind: 'mobile', e164 });
  });

  test.each([
    ['(81) 8622-4765', '+5581986224765'],
    ['(16) 9450-1650', '+5516994501650'],
    ['(67) 6047-6237', '+5567960476237'],
    ['9941-9343', '+5567999419343'],
  ])('the old mobile %s gets its ninth digit', (raw, e164) => {
    expect(normalizePhone(raw, inCampoGrande)).toEqual({ kind: 'mobile', e164 });
  });

  test('a number without area code gets the one of the unit, and is refused when there is none', () => {
    expect(normalizePhone('99941-9343', inCampoGrande)).toEqual({ kind: 'mobile', e164: '+5567999419343' });
    expect(normalizePhone('99941-9343', nowhere)).toEqual({ kind: 'unusable', reason: 'area-code-missing' });
    expect(normalizePhone('+55 99941-9343', inCampoGrande)).toEqual({ kind: 'unusable', reason: 'area-code-missing' });
  });

  test.each(['(16) 3233-1154', '+55 16 3233 1154', '016 32331154', '0xx1632331154', '0 15 16 3233-1154', '3233-1154'])(
    'the landline %s is kept as a landline',
    (raw) => {
      expect(normalizePhone(raw, { areaCode: '16' })).toEqual({ kind: 'landline', e164: '+551632331154' });
    },
  );

  test.each([
    ['', 'not-a-number'],
    ['não tem', 'not-a-number'],
    ['(16) 9749', 'too-short'],
    ['0', 'too-short'],
    ['67999991234 / 67999994321', 'too-long'],
    ['(67) 99999-12345', 'too-long'],
    ['000000000', 'repeated-digits'],
    ['99999-9999', 'repeated-digits'],
    ['11111111', 'repeated-digits'],
    ['(67) 99999-9999', 'repeated-digits'],
    ['(67) 8888-8888', 'repeated-digits'],
    ['(20) 99941-9343', 'area-code-unknown'],
    ['0800 123 4567', 'area-code-unknown'],
    ['(67) 89941-9343', 'not-a-subscriber'],
    ['(67) 1994-9343', 'not-a-subscriber'],
    ['+67 99941-9343', 'invalid-foreign-number'],
    ['+1 234', 'invalid-foreign-number'],
  ])('%j is refused: %s', (raw, reason) => {
    expect(normalizePhone(raw, inCampoGrande)).toEqual({ kind: 'unusable', reason });
  });

  test.each([
    ['+1 212 736 5000', '+12127365000'],
    ['+595 981 123456', '+595981123456'],
    ['00 351 912 345 678', '+351912345678'],
  ])('the valid foreign number %s is kept', (raw, e164) => {
    expect(normalizePhone(raw, inCampoGrande)).toEqual({ kind: 'mobile', e164 });
  });

  test('an area code of the unit that does not exist is not used', () => {
    expect(normalizePhone('99941-9343', { areaCode: '20' })).toEqual({ kind: 'unusable', reason: 'area-code-unknown' });
  });

  test('there are 67 area codes', () => {
    expect(areaCodes.size).toBe(67);
  });

  test('a normalised phone stays as it is when it comes back', () => {
    fc.assert(
      fc.property(typed(), fc.constantFrom('67', '55', '11', null), (raw, areaCode) => {
        const phone = normalizePhone(raw, { areaCode });
        if (phone.kind !== 'unusable') expect(normalizePhone(phone.e164, { areaCode: null })).toEqual(phone);
      }),
      { numRuns: 2000 },
    );
  });

  test('punctuation between digits never matters', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(digit, fc.constantFrom('', ' ', '-', '.', ') ', '/'))), (pairs) => {
        const bare = pairs.map(([d]) => d).join('');
        const punctuated = pairs.flat().join('');
        expect(normalizePhone(punctuated, inCampoGrande)).toEqual(normalizePhone(bare, inCampoGrande));
      }),
    );
  });

  test('every Brazilian answer has a known area code and the length of its kind', () => {
    fc.assert(
      fc.property(typed(), (raw) => {
        const phone = normalizePhone(raw, inCampoGrande);
        if (phone.kind === 'unusable' || !phone.e164.startsWith('+55')) return;
        expect(areaCodes.has(phone.e164.slice(3, 5))).toBe(true);
        expect(phone.e164).toMatch(phone.kind === 'mobile' ? /^\+55\d\d9\d{8}$/ : /^\+55\d\d[2-5]\d{7}$/);
      }),
      { numRuns: 2000 },
    );
  });
});

const digit = fc.constantFrom(...'0123456789');

/** Digits of every length with every kind of prefix, and free text. */
function typed(): fc.Arbitrary<string> {
  const prefix = fc.constantFrom('', '+', '+55', '55', '0', '00', '0055', '0xx', '015', '67', '+1');
  const number = fc.array(digit, { maxLength: 15 }).map((digits) => digits.join(''));
  return fc.oneof(
    fc.tuple(prefix, number).map(([a, b]) => a + b),
    fc.string(),
  );
}

describe('a phone on its way out', () => {
  test('each gateway gets the number in its own form', () => {
    expect(formatForGateway('+5567999991234', 'area')).toBe('67999991234');
    expect(formatForGateway('+5567999991234', '55')).toBe('5567999991234');
    expect(formatForGateway('+5567999991234', '+55')).toBe('+5567999991234');
  });

  test('a foreign number never reaches a gateway that would read it as a Brazilian one', () => {
    expect(formatForGateway('+12127365000', 'area')).toBeNull();
    expect(formatForGateway('+12127365000', '55')).toBe('12127365000');
    expect(formatForGateway('+12127365000', '+55')).toBe('+12127365000');
  });

  test.each([
    ['+5567999991234', '+55 67 9****-1234'],
    ['+556732223333', '+55 67 ****-3333'],
    ['+12127365000', '+****5000'],
  ])('%s is shown as %s', (e164, masked) => {
    expect(maskPhone(e164)).toBe(masked);
  });
});
