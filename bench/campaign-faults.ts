import { setTimeout as pause } from 'node:timers/promises';
import { openAllDay, startCampaign } from './campaigns.ts';
import type { FaultResult } from './faults.ts';
import { readWhenBack, until } from './progress.ts';
import { phoneOf, putCustomers, putGateway, putProvider } from './provider.ts';
import type { BenchStack, Part } from './stack.ts';

export type CampaignFaults = FaultResult & {
  /** Texts of all states together. */
  counted: number;
  /** Rows that were claimed and not settled when their process was killed: as many may be unknown. */
  onTheWire: number;
  /** Times that too many unknown ones stopped the campaign and a person let it go on. */
  resumed: number;
};

const account = 'campaign-faults';
const parts: Part[] = ['sender', 'postgres', 'temporal', 'api', 'worker'];
/** Between two kills, at random. */
const gapMs = { least: 300, most: 4_000 };
const finishedWithinMs = 600_000;

/** A campaign during which parts are killed with `kill -9`, one after the other, at random moments. Counts at the receiving side. */
export async function campaignUnderKills(
  stack: BenchStack,
  { recipients, kills, perSecond }: { recipients: number; kills: number; perSecond: number },
): Promise<CampaignFaults> {
  const started = performance.now();
  const gatewayId = await putGateway(stack, account, { quantity: perSecond, intervalSeconds: 1 });
  await putProvider(stack, { gatewayId, rules: [] });
  await openAllDay(stack);
  await putCustomers(stack, recipients);
  const campaignId = await startCampaign(stack);
  await stack.receiver.until(account, Math.min(30, recipients), 60_000);

  const person = untilFinished(stack, campaignId);
  person.catch(() => {}); // heard of below
  let onTheWire = 0;
  for (let index = 0; index < kills; index++) {
    await pause(gapMs.least + Math.random() * (gapMs.most - gapMs.least));
    const part = parts[index % parts.length] ?? 'sender';
    if (part === 'postgres') onTheWire += await countSending(stack);
    await until(async () => stack.kill(part), `${part} to be there again`, 60_000);
    if (part === 'sender') onTheWire += await countSending(stack);
  }
  const resumed = await person;
  await pause(3_000); // what comes twice comes now
  return {
    kills,
    messages: recipients,
    onTheWire,
    resumed,
    ...(await count(stack, recipients)),
    wallSeconds: Math.round((performance.now() - started) / 1000),
  };
}

/** A person who looks now and then, and lets it go on when it has stopped for too many errors. */
async function untilFinished(stack: BenchStack, campaignId: string): Promise<number> {
  const end = performance.now() + finishedWithinMs;
  for (let resumed = 0; ; ) {
    const state = await readWhenBack(async () => {
      const [row] = await stack.database.sql<{ state: string }[]>`select state from campaigns where id = ${campaignId}`;
      return row?.state;
    });
    if (state === 'finished') return resumed;
    if (state === 'paused') {
      const goesOn = await stack.api.call('POST', `/v1/campaigns/${campaignId}/resume`, {}).then(isTrue, isFalse);
      if (goesOn) resumed += 1;
    }
    if (performance.now() > end) throw new Error(`the campaign is ${state} after ${finishedWithinMs / 1000} s`);
    await pause(500);
  }
}

async function countSending({ database: { sql } }: BenchStack): Promise<number> {
  return readWhenBack(async () => {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from messages where state = 'sending'`;
    return row?.count ?? 0;
  });
}

async function count({ database: { sql }, receiver }: BenchStack, recipients: number) {
  const rows = await sql<{ address: string; state: string }[]>`select address, state from messages`;
  const [counted] = await sql<{ messages: number }[]>`select coalesce(sum(messages), 0)::int as messages from campaign_counts`;
  const stateOf = new Map(rows.map(({ address, state }) => [address, state]));
  const arrivals = await receiver.arrivals(account);
  const arrived = new Set(arrivals.map(({ to }) => to));
  const phones = Array.from({ length: recipients }, (_, index) => phoneOf(index));
  return {
    counted: counted?.messages ?? 0,
    lost: phones.filter((phone) => !arrived.has(phone) && stateOf.get(phone) !== 'unknown').length,
    duplicated: arrivals.length - arrived.size,
    unknown: rows.filter(({ state }) => state === 'unknown').length,
  };
}

function isTrue(): boolean {
  return true;
}

/** The API is away, or the campaign goes on already. */
function isFalse(): boolean {
  return false;
}
