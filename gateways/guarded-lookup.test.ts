import type { LookupAddress } from 'node:dns';
import { expect, test, vi } from 'vitest';
import { guardedLookup, isRefusedAddress } from './http.ts';
import { outboundPolicy } from './outbound-policy.ts';

const answers = vi.hoisted((): LookupAddress[][] => []);
vi.mock('node:dns', () => ({
  lookup: (_name: string, _options: object, callback: (error: null, found: LookupAddress[]) => void) =>
    callback(null, answers.shift() ?? []),
}));

const v4 = (address: string): LookupAddress => ({ address, family: 4 });

function resolved(policy = outboundPolicy([])): Promise<{ error: unknown; address: unknown }> {
  return new Promise((done) => guardedLookup(policy)('sms.example', { all: true }, (error, address) => done({ error, address })));
}

test('of a name with inner and outer addresses only the outer are handed over', async () => {
  answers.push([v4('10.0.0.1'), v4('8.8.8.8'), { address: '::1', family: 6 }]);
  expect((await resolved()).address).toEqual([v4('8.8.8.8')]);
});

test('a name that turns inward between two connections is refused at the second, by the address it has then', async () => {
  answers.push([v4('8.8.8.8')], [v4('169.254.169.254')]);
  expect((await resolved()).address).toEqual([v4('8.8.8.8')]);
  const { error } = await resolved();
  expect([isRefusedAddress(error), String(error)]).toEqual([true, expect.stringContaining('169.254.169.254')]);
});

test('a name that is allowed may be inside, and another name for the same address may not', async () => {
  answers.push([v4('10.0.0.1')], [v4('10.0.0.1')]);
  expect((await resolved(outboundPolicy(['sms.example']))).address).toEqual([v4('10.0.0.1')]);
  expect(isRefusedAddress((await resolved(outboundPolicy(['other.example']))).error)).toBe(true);
});
