import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignUnderKills } from './campaign-faults.ts';
import { type BenchStack, openStack } from './stack.ts';

let stack: BenchStack;
beforeAll(async () => {
  stack = await openStack(console.log, { compiled: false });
}, 120_000);
afterAll(() => stack.stop(), 60_000);

it('a campaign whose sender, database, Temporal, API and worker are killed on the way reaches everybody once, or says whom it may have missed', async () => {
  const recipients = 300;
  const result = await campaignUnderKills(stack, { recipients, kills: 5, perSecond: 25 });
  expect(result).toMatchObject({ counted: recipients, lost: 0, duplicated: 0 });
  expect(result.unknown).toBeLessThanOrEqual(result.onTheWire);
}, 300_000);
