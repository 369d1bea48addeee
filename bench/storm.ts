import { setTimeout as pause } from 'node:timers/promises';
import { epochMs, instantOf } from '../domain/instants.ts';
import type { Benchmark, BenchRun } from './benchmark.ts';
import { percentile } from './measures.ts';
import { countOutbox, countSteps, countUnprepared, until } from './progress.ts';
import { putCharges, putCustomers, putGateway, putProvider, textOfRule } from './provider.ts';
import type { Arrival } from './receiver/receiver.ts';
import { addFigure, type Figures, rounded } from './report.ts';

const first = 20;
const second = 21;
const unlimited = { quantity: null, intervalSeconds: 1, maxConnections: 100 };
/** Workflows start at well over this pace; the instant lies behind it, so that no start is measured with it. */
const startsPerSecond = 100;
/** Charges that share an instant with no more than this many others prepare nothing. */
const unspread = 20;

/** Many charges planned for the same instant, gateway unlimited; then the workflows alone, with nothing prepared. */
export const storm: Benchmark = async (run) => {
  const figures: Figures = {};
  for (const charges of run.options.charges) await sharedInstants(run, charges, figures);
  await workflowsAlone(run, run.options.quick ? 200 : 1_000, figures);
  return figures;
};

async function sharedInstants({ openStack, say, options }: BenchRun, charges: number, figures: Figures): Promise<void> {
  const { leadSeconds, gapMinutes } = options;
  const stack = await openStack();
  try {
    // The planner's own lead is longer where it would hold more than 25 charges a second.
    const leadMs = Math.max(leadSeconds, Math.min(3_600, charges / 25)) * 1000;
    const minutes = Math.ceil(leadMs / 60_000) + Math.ceil(charges / startsPerSecond / 60) + 1;
    const rules = [
      { number: first, minutes },
      { number: second, minutes: minutes + gapMinutes },
    ];
    await putProvider(stack, { gatewayId: await putGateway(stack, 'storm', unlimited), rules, leadSeconds });
    await putCustomers(stack, charges);
    const firstSeenAt = instantOf(Date.now());
    await putCharges(stack, { count: charges, firstSeenAt });
    await until(async () => (await countUnprepared(stack.database)) === 0, 'every charge to have its workflow', minutes * 60_000);
    const instantsMs = rules.map((rule) => epochMs(firstSeenAt) + rule.minutes * 60_000);
    say(`storm: ${charges} charges sleep; their instants are ${instantsMs.map(instantOf).join(' and ')}`);
    if (Date.now() > (instantsMs[0] ?? 0) - leadMs) throw new Error('storm: the start of the workflows reached into the preparation');

    for (const [index, instantMs] of instantsMs.entries()) {
      await pause(Math.max(0, instantMs - Date.now()));
      await stack.receiver.until('storm', charges * (index + 1), 120_000);
      await pause(2_000); // what comes twice comes now
      const text = textOfRule(rules[index]?.number ?? first);
      const arrivals = (await stack.receiver.arrivals('storm')).filter((arrival) => arrival.text.startsWith(text));
      judge(figures, `${charges} charges, ${index === 0 ? 'first' : 'second'} instant`, { charges, instantMs, arrivals });
    }
    addFigure(figures, 'storm.workerRssMb', `${charges} charges`, await stack.rssMb('worker'));
    addFigure(figures, 'storm.senderRssMb', `${charges} charges`, await stack.rssMb('sender'));
    addFigure(figures, 'storm.temporalRssMb', `${charges} charges`, await stack.rssMb('temporal'));
  } finally {
    await stack.stop();
  }
}

function judge(
  figures: Figures,
  name: string,
  { charges, instantMs, arrivals }: { charges: number; instantMs: number; arrivals: Arrival[] },
): void {
  const lateness = arrivals.map(({ atUs }) => atUs / 1000 - instantMs);
  const phones = new Set(arrivals.map(({ to }) => to)).size;
  const add = (key: string, value: number) => addFigure(figures, `storm.${key}`, name, rounded(value));
  add('p50LatenessMs', percentile(lateness, 0.5));
  add('p99LatenessMs', percentile(lateness, 0.99));
  add('lastLatenessMs', percentile(lateness, 1));
  add('firstLatenessMs', percentile(lateness, 0));
  add('callsPerSecond', (arrivals.length * 1000) / (percentile(lateness, 1) - percentile(lateness, 0)));
  add('lost', charges - phones);
  add('repeated', arrivals.length - phones);
}

/** From the instant until the last step is `sent`, when every workflow decides, sends and records by itself. */
async function workflowsAlone({ openStack, say }: BenchRun, charges: number, figures: Figures): Promise<void> {
  const stack = await openStack();
  try {
    const minutes = 10;
    // A later rule keeps the workflows: the step is measured, not the end of a ladder.
    const rules = [
      { number: first, minutes },
      { number: second, minutes: minutes + 1_440 },
    ];
    await putProvider(stack, { gatewayId: await putGateway(stack, 'storm', unlimited), rules, leadSeconds: 0 });
    await putCustomers(stack, charges);
    const startMs = (charges / startsPerSecond) * 1000 + 15_000;
    const instantMs = Date.now() + startMs;
    // A millisecond apart in groups too small to be prepared: all at once for a machine, one by one for the planner.
    for (let from = 0; from < charges; from += unspread) {
      const firstSeenAt = instantOf(instantMs - minutes * 60_000 + from / unspread);
      await putCharges(stack, { count: Math.min(unspread, charges - from), from, firstSeenAt });
    }
    await until(async () => (await countOutbox(stack.database)) === 0, 'the workflows to start', startMs);
    say(`storm: ${charges} charges sleep unprepared until ${instantOf(instantMs)}`);
    await pause(Math.max(0, instantMs - Date.now()));
    await until(async () => (await countSteps(stack.database, 'sent')).count === charges, 'every step to be sent', 180_000);
    const { lastChangeMs } = await countSteps(stack.database, 'sent');
    figures['storm.chargesPerSecond'] = rounded((charges * 1000) / (lastChangeMs - instantMs), 1);
  } finally {
    await stack.stop();
  }
}
