import { expect, test } from 'vitest';
import { readUrl } from './web-url.ts';

test('an address with accents stays one, however often it is asked', () => {
  for (let times = 0; times < 20_000; times += 1) expect(readUrl(`https://são-simão.com/${times}`)?.host).toBe('xn--so-simo-xwaf.com');
});

test.each(['', 'brbyte.com', '/promo', 'https://', 'https://a b.com', 'https://x.com:99999'])('%j is no address', (text) => {
  expect(readUrl(text)).toBeNull();
});
