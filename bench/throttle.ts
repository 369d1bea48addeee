import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../domain/instants.ts';
import type { Benchmark } from './benchmark.ts';
import { firstCloserMs, lastCloserMs, mostInWindow, shareOfRate } from './measures.ts';
import { countSteps, until } from './progress.ts';
import { phoneOf, putCharges, putCustomers, putGateway, putProvider } from './provider.ts';
import type { Arrival } from './receiver/receiver.ts';
import { addFigure, type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

type Case = { quantity: number; intervalSeconds: number; seconds: number };

/** Loopback and the receiving process add this much to the distance of two calls. */
const jitterUs = 50_000;

/** Rates at the receiving side: alone, shared by two worker processes, and how soon a change is in force. */
export const throttle: Benchmark = async ({ openStack, say, options: { quick } }) => {
  const cases: Case[] = [
    { quantity: 5, intervalSeconds: 5, seconds: quick ? 12 : 40 },
    { quantity: 10, intervalSeconds: 1, seconds: quick ? 5 : 20 },
    { quantity: 100, intervalSeconds: 60, seconds: quick ? 15 : 130 },
  ];
  const figures: Figures = {};
  const stack = await openStack();
  try {
    const shared = { quantity: 10, intervalSeconds: 1, seconds: quick ? 5 : 20 };
    const sharedId = await putGateway(stack, 'shared', shared);
    await putProvider(stack, { gatewayId: sharedId, rules: [{ number: 2, minutes: 0 }] });
    for (const each of cases) await putGateway(stack, nameOf(each), each);
    const arrivals = await Promise.all(cases.map((each) => sendByHand(stack, each)));
    for (const [index, each] of cases.entries()) judge(figures, nameOf(each), each, arrivals[index] ?? []);

    say('throttle: two sender processes share an account');
    judge(figures, `${nameOf(shared)}, two senders`, shared, await sendByTwoSenders(stack, sharedId, shared));

    say('throttle: changes while texts leave');
    const changes = await measureChanges(stack);
    for (const [name, ms] of Object.entries(changes)) addFigure(figures, 'throttle.changeAppliedMs', name, rounded(ms));
    return figures;
  } finally {
    await stack.stop();
  }
};

function nameOf({ quantity, intervalSeconds }: Pick<Case, 'quantity' | 'intervalSeconds'>): string {
  return `${quantity} per ${intervalSeconds} s`;
}

function judge(figures: Figures, name: string, { quantity, intervalSeconds }: Case, arrivals: Arrival[]): void {
  const atUs = arrivals.map((arrival) => arrival.atUs);
  addFigure(figures, 'throttle.maxInWindow', name, mostInWindow(atUs, intervalSeconds * 1_000_000 - jitterUs));
  addFigure(figures, 'throttle.averageShare', name, rounded(shareOfRate(atUs, quantity / intervalSeconds), 4));
}

async function sendByHand(stack: BenchStack, each: Case): Promise<Arrival[]> {
  const name = nameOf(each);
  const count = countOf(each);
  await queueByHand(stack, name, count);
  return allArrivals(stack, name, count, each.seconds);
}

/**
 * Notices of charges, because their activities are what both processes take from the queue at the same time. They wait on a paused
 * gateway until the charges have settled: the rate is measured, not the start of two hundred workflows.
 */
async function sendByTwoSenders(stack: BenchStack, gatewayId: string, each: Case): Promise<Arrival[]> {
  await stack.addSender();
  await stack.api.call('PATCH', `/v1/gateways/${gatewayId}`, { paused: true });
  const count = countOf(each);
  await putCustomers(stack, count);
  await putCharges(stack, { count, firstSeenAt: instantOf(Date.now()) });
  await until(async () => (await countSteps(stack.database, 'waiting')).count === count, 'every notice to be queued', 60_000);
  await pause(3_000);
  await stack.api.call('PATCH', `/v1/gateways/${gatewayId}`, { paused: false });
  return allArrivals(stack, 'shared', count, each.seconds);
}

function countOf({ quantity, intervalSeconds, seconds }: Case): number {
  return Math.ceil((quantity / intervalSeconds) * seconds);
}

async function allArrivals({ receiver }: BenchStack, account: string, count: number, seconds: number): Promise<Arrival[]> {
  const there = await receiver.until(account, count, seconds * 1500 + 30_000);
  if (there < count) throw new Error(`throttle: ${there} of ${count} texts reached ${account}`);
  return receiver.arrivals(account);
}

async function queueByHand({ api }: BenchStack, name: string, count: number): Promise<void> {
  const gateway = (await api.items('/v1/gateways?limit=500')).find((found) => found.name === name);
  for (let index = 0; index < count; index++) {
    await api.call('POST', '/v1/messages', { phone: phoneOf(index), text: `Texto ${index}`, gatewayId: String(gateway?.id) });
  }
}

/** Milliseconds from sending the PATCH until the receiving side sees nothing of the old state any more. */
async function measureChanges(stack: BenchStack): Promise<Record<string, number>> {
  const id = await putGateway(stack, 'changing', { quantity: 10, intervalSeconds: 1 });
  await stack.api.call('PATCH', `/v1/gateways/${id}`, { paused: true });
  await queueByHand(stack, 'changing', 400);
  const change = async (fields: object, lastsMs: number) => {
    const atUs = Date.now() * 1000;
    await stack.api.call('PATCH', `/v1/gateways/${id}`, fields);
    await pause(lastsMs);
    const arrivals = await stack.receiver.arrivals('changing');
    return { atUs, arrived: arrivals.map((arrival) => arrival.atUs) };
  };
  await change({ paused: false }, 3_000);
  const faster = await change({ quantity: 50 }, 2_500);
  const slower = await change({ quantity: 10 }, 3_000);
  const paused = await change({ paused: true }, 3_000);
  const resumed = await change({ paused: false }, 3_000);
  const stopped = paused.arrived.filter((at) => at > paused.atUs).at(-1) ?? paused.atUs;
  const started = resumed.arrived.find((at) => at > resumed.atUs) ?? Number.NaN;
  return {
    faster: firstCloserMs(faster.arrived, faster.atUs, 60_000),
    slower: lastCloserMs(slower.arrived, slower.atUs, 60_000),
    pause: (stopped - paused.atUs) / 1000,
    resume: (started - resumed.atUs) / 1000,
  };
}
