import { expect, test } from 'vitest';
import { browserOf } from './browser.ts';

test('a session is told by browser and system, although every browser calls itself by the others as well', () => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  const iPhone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/604.1';
  expect(browserOf(windows)).toBe('Chrome, Windows');
  expect(browserOf(`${windows} Edg/140.0.0.0`)).toBe('Edge, Windows');
  expect(browserOf(iPhone)).toBe('Safari, iOS');
  expect(browserOf('Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0')).toBe('Firefox, Android');
});

test('what is no browser has no name', () => {
  expect(browserOf('curl/8.5.0')).toBeNull();
  expect(browserOf(null)).toBeNull();
});
