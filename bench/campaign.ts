import type { Benchmark } from './benchmark.ts';
import { openAllDay, startCampaign, whenFinished } from './campaigns.ts';
import { percentile, shareOfRate } from './measures.ts';
import { putCustomers, putGateway, putProvider } from './provider.ts';
import { addFigure, type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

type Size = { recipients: number; connections: number };

const unlimited = { quantity: null, intervalSeconds: 1 };
const rssEveryMs = 100;
const sentWithinMs = 180_000;

/**
 * Texts a second of a campaign at the receiving side, from the first to the last, over a gateway without a limit; beside it what a bare
 * sender makes of the same rows in the same run, one after the other and each several times. The median counts.
 */
export const campaign: Benchmark = async ({ openStack, say, options: { quick } }) => {
  const figures: Figures = {};
  const stack = await openStack();
  const rss = watchRss(stack);
  try {
    const recipients = quick ? 2_000 : 20_000;
    const rounds = quick ? 1 : 3;
    await putProvider(stack, { gatewayId: await putGateway(stack, 'warm-up', unlimited), rules: [] });
    await openAllDay(stack);
    say(`campaign: putting ${recipients} customers`);
    await putCustomers(stack, recipients);
    figures['campaign.idleRssMb'] = await stack.rssMb('sender');
    for (const connections of [100, 400]) {
      const size = { recipients, connections };
      const gatewayId = await putGateway(stack, `campaign-${connections}`, { ...unlimited, maxConnections: connections });
      const own: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < rounds; round++) {
        own.push(await sendCampaign(stack, gatewayId, size));
        bare.push(await sendBare(stack, size));
        say(`campaign: ${connections} connections, ${rounded(own.at(-1) ?? 0)}/s, bare sender ${rounded(bare.at(-1) ?? 0)}/s`);
      }
      const name = `${connections} connections`;
      addFigure(figures, 'campaign.messagesPerSecond', name, rounded(percentile(own, 0.5)));
      addFigure(figures, 'campaign.bareMessagesPerSecond', name, rounded(percentile(bare, 0.5)));
      addFigure(figures, 'campaign.shareOfBareSender', name, rounded(percentile(own, 0.5) / percentile(bare, 0.5), 3));
    }
    figures['campaign.peakRssMb'] = await rss.most();
    return figures;
  } finally {
    rss.stop();
    await stack.stop();
  }
};

async function sendCampaign(stack: BenchStack, gatewayId: string, { recipients, connections }: Size): Promise<number> {
  const account = `campaign-${connections}`;
  const before = await stack.receiver.count(account);
  const campaignId = await startCampaign(stack, { gatewayId });
  const perSecond = await rateAt(stack, account, { recipients, before });
  const { accepted } = await whenFinished(stack, campaignId, 60_000);
  if (accepted !== recipients) throw new Error(`campaign: ${accepted} of ${recipients} texts are shown as accepted`);
  return perSecond;
}

/** The texts of the latest campaign once more, as rows of a table of their own with five indexes and two events each. */
async function sendBare(stack: BenchStack, { recipients, connections }: Size): Promise<number> {
  const account = `bare-${connections}`;
  const before = await stack.receiver.count(account);
  await copyRows(stack, recipients);
  const { host, port, path } = stack.receiver.settings(account);
  const args = ['--origin', `http://${host}:${port}`, '--path', path, '--connections', String(connections)];
  await stack.run('bench/bare-sender/main.ts', args);
  return rateAt(stack, account, { recipients, before });
}

async function copyRows({ database: { sql } }: BenchStack, recipients: number): Promise<void> {
  await sql.unsafe(`
    drop table if exists bare_messages, bare_events;
    create table bare_messages (like messages including defaults including storage) with (fillfactor = 80);
    insert into bare_messages select * from messages order by id desc limit ${recipients};
    update bare_messages set state = 'queued', provider_id = null, sent_at = null;
    create unique index on bare_messages (id);
    create index on bare_messages (priority, not_before, id) where state = 'queued';
    create index on bare_messages (lease_until) where state = 'sending';
    create index on bare_messages (address, id);
    create index on bare_messages (gateway_id, provider_id) where provider_id is not null;
    create table bare_events (like message_events including defaults including identity including indexes)`);
  await sql.unsafe('vacuum analyze bare_messages');
}

/** Arrivals a second from the first to the last. Throws unless each text came once. */
async function rateAt({ receiver }: BenchStack, account: string, { recipients, before }: { recipients: number; before: number }) {
  await receiver.until(account, before + recipients, sentWithinMs);
  const arrivals = await receiver.arrivals(account, before);
  const phones = new Set(arrivals.map(({ to }) => to)).size;
  if (phones !== recipients || arrivals.length !== recipients) {
    throw new Error(`campaign: ${arrivals.length} texts to ${phones} of ${recipients} phones reached ${account}`);
  }
  return shareOfRate(
    arrivals.map(({ atUs }) => atUs),
    1,
  );
}

/** Looks at the sender's memory ten times a second until it is stopped. */
function watchRss(stack: BenchStack): { most(): Promise<number>; stop(): void } {
  let most = 0;
  const look = async () => {
    most = Math.max(most, await stack.rssMb('sender'));
  };
  const timer = setInterval(() => void look().catch(() => {}), rssEveryMs);
  return {
    async most() {
      await look();
      return most;
    },
    stop: () => clearInterval(timer),
  };
}
