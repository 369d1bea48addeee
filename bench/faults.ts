import { setTimeout as pause } from 'node:timers/promises';
import { addMs, type Instant, instantOf } from '../domain/instants.ts';
import { chargeWorkflowId } from '../workflows/contract.ts';
import { countSteps, until } from './progress.ts';
import { chargeId, customerId, phoneOf, putCharges, putCustomers, putGateway, putProvider } from './provider.ts';
import type { BenchStack, Part } from './stack.ts';

export type FaultResult = {
  kills: number;
  messages: number;
  /** Wanted, never arrived and not shown as unknown. */
  lost: number;
  /** Arrivals beyond the first of the same text. */
  duplicated: number;
  /** Shown to a person, who decides: they may have gone. */
  unknown: number;
  wallSeconds: number;
};

export type Scenario = { name: string; run(stack: BenchStack, messages: number): Promise<{ kills: number }> };

const account = 'faults';
/** Ten seconds for two hundred texts: time to kill something in the middle. */
const rate = { quantity: 20, intervalSeconds: 1, maxConnections: 20 };
const ruleMinutes = 10;
const planned = 20;
const created = 2;
/** From putting charges to their instant; the lead of preparation is shorter. */
const aheadMs = 25_000;
const leadSeconds = 10;
const settledWithinMs = 240_000;

/** Each kills one part with `kill -9` when about half of the notices have arrived, or ends workflows by hand. */
export const scenarios: Scenario[] = [
  { name: 'worker', run: (stack, messages) => killWhilePlanned(stack, messages, 'worker') },
  { name: 'sender', run: (stack, messages) => killWhilePlanned(stack, messages, 'sender') },
  { name: 'temporal', run: (stack, messages) => killWhilePlanned(stack, messages, 'temporal') },
  { name: 'api', run: killApiWhilePut },
  { name: 'terminated', run: terminateWorkflows },
];

/** Runs one scenario on a stack of its own and counts at the receiving side. */
export async function runScenario({ run }: Scenario, stack: BenchStack, messages: number): Promise<FaultResult> {
  const started = performance.now();
  const rules = [
    { number: created, minutes: 0 },
    { number: planned, minutes: ruleMinutes },
  ];
  await putProvider(stack, { gatewayId: await putGateway(stack, account, rate), rules, leadSeconds });
  await putCustomers(stack, messages);
  const { kills } = await run(stack, messages);
  await until(
    async () => (await unsettled(stack)) === 0 && (await countMessages(stack)) === messages,
    'every text to settle',
    settledWithinMs,
  );
  await pause(3_000); // what comes twice comes now
  return { kills, messages, ...(await count(stack, messages)), wallSeconds: Math.round((performance.now() - started) / 1000) };
}

async function killWhilePlanned(stack: BenchStack, messages: number, part: Part): Promise<{ kills: number }> {
  await putPlanned(stack, messages);
  await stack.receiver.until(account, messages / 2, aheadMs + 120_000);
  stack.kill(part);
  return { kills: 1 };
}

/** A billing system that repeats its call until it has an answer; the API goes away while half of the charges are put. */
async function killApiWhilePut(stack: BenchStack, messages: number): Promise<{ kills: number }> {
  const dueDate = addMs(instantOf(Date.now()), 20 * 86_400_000).slice(0, 10);
  let kills = 0;
  for (let index = 0; index < messages; index++) {
    if (index === Math.floor(messages / 2)) {
      stack.kill('api');
      kills += 1;
    }
    const body = { customerId: customerId(index), amountCents: 14_637, dueDate };
    const put = () => stack.api.call('PUT', `/v1/charges/${chargeId(index)}`, body).then(isTrue, () => false);
    await until(put, 'the API to answer again', 60_000);
  }
  return { kills };
}

/** Workflows ended by hand before their instant: the sweep finds their wake passed and starts them again. */
async function terminateWorkflows(stack: BenchStack, messages: number): Promise<{ kills: number }> {
  await putPlanned(stack, messages);
  const planning = async () => (await countSteps(stack.database, 'before-our-time')).count;
  await until(async () => (await planning()) === messages, 'the workflows to plan', aheadMs);
  await pause(1_000); // each notes its wake last
  for (let index = 0; index < messages; index++) {
    await stack.client.workflow.getHandle(chargeWorkflowId(chargeId(index))).terminate('fault run');
  }
  // The sweep waits five minutes for a missed wake; here they have passed already.
  await stack.database.sql`update charge_wakes set wake_at = wake_at - interval '6 minutes'`;
  return { kills: messages };
}

async function putPlanned(stack: BenchStack, messages: number): Promise<void> {
  const instant: Instant = addMs(instantOf(Date.now()), aheadMs);
  await putCharges(stack, { count: messages, firstSeenAt: addMs(instant, -ruleMinutes * 60_000) });
}

async function unsettled({ database: { sql } }: BenchStack): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from messages where state in ('queued', 'sending')`;
  return row?.count ?? 0;
}

async function countMessages({ database: { sql } }: BenchStack): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from messages`;
  return row?.count ?? 0;
}

async function count({ database: { sql }, receiver }: BenchStack, messages: number) {
  const rows = await sql<{ address: string; state: string }[]>`select address, state from messages`;
  const stateOf = new Map(rows.map(({ address, state }) => [address, state]));
  const arrivals = await receiver.arrivals(account);
  const arrived = new Set(arrivals.map(({ to }) => to));
  const phones = Array.from({ length: messages }, (_, index) => phoneOf(index));
  const misstated = phones.filter((phone) => arrived.has(phone) && !['accepted', 'unknown'].includes(stateOf.get(phone) ?? 'none'));
  if (misstated.length > 0) throw new Error(`${misstated.length} texts arrived and are shown as ${stateOf.get(misstated[0] ?? '')}`);
  return {
    lost: phones.filter((phone) => !arrived.has(phone) && stateOf.get(phone) !== 'unknown').length,
    duplicated: arrivals.length - arrived.size,
    unknown: rows.filter(({ state }) => state === 'unknown').length,
  };
}

function isTrue(): boolean {
  return true;
}
