import { expect, it } from 'vitest';
import { expectBreakerAtWork, expectCaughtUpAtRate, expectNothingLostOrDoubled, expectRateKept, outageRun } from './outage-run.ts';

it('a provider away for ten minutes costs no text and doubles none: a second gateway carries them, and the breaker opens and closes by itself', async () => {
  const run = await outageRun({ messages: 200, secondGateway: true });
  expectNothingLostOrDoubled(run);
  expectBreakerAtWork(run);
  expectRateKept(run);
  expect(run.calls.filter(({ gatewayId }) => gatewayId === 'second').length).toBeGreaterThan(80);
}, 120_000);

it('without a second gateway nothing is lost, and what waited leaves at the account’s own rate', async () => {
  const run = await outageRun({ messages: 400, secondGateway: false });
  expectNothingLostOrDoubled(run);
  expectBreakerAtWork(run);
  expectRateKept(run);
  expectCaughtUpAtRate(run);
}, 120_000);
