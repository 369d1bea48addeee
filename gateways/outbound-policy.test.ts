import { expect, test } from 'vitest';
import { outboundPolicy } from './outbound-policy.ts';

const closed = outboundPolicy([]);

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.142.14',
  '100.64.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
  '0.0.0.0',
])('%s is an inner address', (address) => expect(closed.allows('gw.example', address)).toBe(false));

test.each([
  '::',
  '::1',
  'fe80::1%eth0',
  'fd00::1',
  'ff02::1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  'not an address',
])('%s is an inner address, however it is written', (address) => expect(closed.allows('gw.example', address)).toBe(false));

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '172.246.132.10', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('%s is public', (address) =>
  expect(closed.allows('gw.example', address)).toBe(true),
);

test('named networks and hosts are open, and only they', () => {
  const policy = outboundPolicy(['192.168.142.0/24', 'voipr.lan', 'fd00::/16', ' ']);
  expect(policy.allows('x', '192.168.142.14')).toBe(true);
  expect(policy.allows('x', '::ffff:192.168.142.14')).toBe(true);
  expect(policy.allows('x', '192.168.143.1')).toBe(false);
  expect(policy.allows('VOIPR.lan', '10.0.0.5')).toBe(true);
  expect(policy.allows('other.lan', '10.0.0.5')).toBe(false);
  expect(policy.allows('x', 'fd00::5')).toBe(true);
});

test.each(['10.0.0.0/33', '10.0.0/8', 'http://x', '::g', 'a b'])('%s is no entry of a list', (entry) => {
  expect(() => outboundPolicy([entry])).toThrow(entry);
});
