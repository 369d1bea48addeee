import { setTimeout as pause } from 'node:timers/promises';
import { recordOf } from '../dev/demo/api.ts';
import { readWhenBack } from './progress.ts';
import { phoneOf, putCustomers, putGateway, putProvider } from './provider.ts';
import type { BenchStack, Part } from './stack.ts';

export type CampaignFaults = {
  kills: number;
  recipients: number;
  /** Texts of all states together. */
  counted: number;
  /** Neither arrived nor shown as unknown. */
  lost: number;
  /** Arrivals beyond the first of the same text. */
  duplicated: number;
  unknown: number;
  /** Rows that were claimed and not settled when their process was killed: as many may be unknown. */
  onTheWire: number;
  /** Times that too many unknown ones stopped the campaign and a person let it go on. */
  resumed: number;
  wallSeconds: number;
};

const account = 'campaign-faults';
const parts: Part[] = ['worker', 'postgres', 'temporal', 'api'];
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

  let onTheWire = 0;
  for (let index = 0; index < kills; index++) {
    await pause(gapMs.least + Math.random() * (gapMs.most - gapMs.least));
    const part = parts[index % parts.length] ?? 'worker';
    if (part === 'postgres') onTheWire += await countSending(stack);
    stack.kill(part);
    if (part === 'worker') onTheWire += await countSending(stack);
  }
  const resumed = await untilFinished(stack, campaignId);
  await pause(3_000); // what comes twice comes now
  return {
    kills,
    recipients,
    onTheWire,
    resumed,
    ...(await count(stack, recipients)),
    wallSeconds: Math.round((performance.now() - started) / 1000),
  };
}

async function openAllDay({ api }: BenchStack): Promise<void> {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'];
  await api.call('PATCH', '/v1/settings', { windows: { informative: Object.fromEntries(days.map((day) => [day, ['00:00-24:00']])) } });
}

async function startCampaign({ api }: BenchStack): Promise<string> {
  const body = { name: 'Quedas', class: 'informative', text: 'Oi {CLI_NAME}', audiences: [{ permission: 'billing' }] };
  const { id } = recordOf(await api.call('POST', '/v1/campaigns', body));
  await api.call('POST', `/v1/campaigns/${id}/start`, { countdownSeconds: 0 });
  return String(id);
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
      await readWhenBack(() => stack.api.call('POST', `/v1/campaigns/${campaignId}/resume`, {}));
      resumed += 1;
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
