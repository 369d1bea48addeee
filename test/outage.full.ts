import { expect, it } from 'vitest';
import {
  expectBreakerAtWork,
  expectCaughtUpAtRate,
  expectNothingLostOrDoubled,
  expectRateKept,
  figuresOf,
  outageRun,
} from './outage-run.ts';

const messages = 5_000;
const withinMs = 1_800_000;

it('five thousand texts and ten minutes without the provider, with a second gateway', { timeout: withinMs }, async () => {
  const run = await outageRun({ messages, secondGateway: true });
  console.info('with a second gateway', figuresOf(run));
  expectNothingLostOrDoubled(run);
  expectBreakerAtWork(run);
  expectRateKept(run);
  expect(run.calls.filter(({ gatewayId }) => gatewayId === 'second').length).toBeGreaterThan(messages / 2);
});

it('five thousand texts and ten minutes without the provider, with one gateway', { timeout: withinMs }, async () => {
  const run = await outageRun({ messages, secondGateway: false });
  console.info('with one gateway', figuresOf(run));
  expectNothingLostOrDoubled(run);
  expectBreakerAtWork(run);
  expectRateKept(run);
  expectCaughtUpAtRate(run);
});
