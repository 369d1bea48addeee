import { setTimeout as pause } from 'node:timers/promises';
import { addMs, instantOf } from '../domain/instants.ts';
import type { Benchmark } from './benchmark.ts';
import { openAllDay, startCampaign } from './campaigns.ts';
import { percentile, shareOfRate } from './measures.ts';
import { until } from './progress.ts';
import { chargeId, customerId, phoneOf, putCustomers, putGateway, putProvider, textOfRule } from './provider.ts';
import { type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

const account = 'priority';
const rate = { quantity: 10, intervalSeconds: 1 };
const created = 2;
/** From one notice to the next, at random: they meet the gateway's slots at every phase. */
const gapMs = { least: 300, most: 1_500 };

/** How long a notice takes from the call that causes it to the provider, while a campaign fills every slot of a slow gateway. */
export const priority: Benchmark = async ({ openStack, say, options: { quick } }) => {
  const notices = quick ? 10 : 200;
  const stack = await openStack();
  try {
    await putProvider(stack, { gatewayId: await putGateway(stack, account, rate), rules: [{ number: created, minutes: 0 }] });
    await openAllDay(stack);
    await putCustomers(stack, quick ? 500 : 4_000);
    const campaignId = await startCampaign(stack);
    await stack.receiver.until(account, 40, 60_000);
    say(`priority: ${notices} notices while a campaign saturates ${rate.quantity} per ${rate.intervalSeconds} s`);
    const startedMs = await putNotices(stack, notices);
    await until(async () => (await arrivedNotices(stack)).size >= notices, 'every notice to arrive', 60_000);
    await stack.api.call('POST', `/v1/campaigns/${campaignId}/cancel`, {});

    const arrivedMs = await arrivedNotices(stack);
    const delays = startedMs.map((ms, index) => (arrivedMs.get(phoneOf(index)) ?? Number.POSITIVE_INFINITY) - ms);
    const figures: Figures = {
      'priority.noticeDelayMsP50': rounded(percentile(delays, 0.5)),
      'priority.noticeDelayMsP99': rounded(percentile(delays, 0.99)),
      'priority.noticeDelayMsMax': rounded(percentile(delays, 1)),
      'priority.shareOfRate': rounded(await busyShare(stack), 3),
    };
    return figures;
  } finally {
    await stack.stop();
  }
};

/** Puts charges one after the other as a billing system does; gives when each call was made. */
async function putNotices(stack: BenchStack, notices: number): Promise<number[]> {
  const dueDate = addMs(instantOf(Date.now()), 20 * 86_400_000).slice(0, 10);
  const startedMs: number[] = [];
  for (let index = 0; index < notices; index++) {
    await pause(gapMs.least + Math.random() * (gapMs.most - gapMs.least));
    startedMs.push(Date.now());
    await stack.api.call('PUT', `/v1/charges/${chargeId(index)}`, { customerId: customerId(index), amountCents: 14_637, dueDate });
  }
  return startedMs;
}

/** When the notice to each phone came. */
async function arrivedNotices({ receiver }: BenchStack): Promise<Map<string, number>> {
  const notices = (await receiver.arrivals(account)).filter(({ text }) => text.startsWith(textOfRule(created)));
  return new Map(notices.map(({ to, atUs }) => [to, atUs / 1000]));
}

/** How much of the gateway's rate was used from the first text to the last: below nine tenths nothing was saturated. */
async function busyShare({ receiver }: BenchStack): Promise<number> {
  const arrivals = await receiver.arrivals(account);
  return shareOfRate(
    arrivals.map(({ atUs }) => atUs),
    rate.quantity / rate.intervalSeconds,
  );
}
