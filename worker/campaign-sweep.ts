import type { Logger } from 'pino';
import type { Db } from '../db/client.ts';
import { listCampaignsUnderWay } from '../db/queries/campaigns-under-way.ts';
import type { Announcer } from './announcer.ts';

const everyMs = 60_000;

/** At once and every minute, each campaign under way has its workflow: one that was terminated by hand, or lost, comes back. */
export function startCampaignSweep(deps: { db: Db; announcer: Pick<Announcer, 'campaignRuns'>; log: Logger }): { stop(): void } {
  const sweep = () =>
    sweepCampaigns(deps).catch((error: unknown) => deps.log.warn({ err: error }, 'campaigns could not be looked after, trying again'));
  const timer = setInterval(() => void sweep(), everyMs);
  void sweep();
  return { stop: () => clearInterval(timer) };
}

async function sweepCampaigns({ db, announcer }: { db: Db; announcer: Pick<Announcer, 'campaignRuns'> }): Promise<void> {
  for (const id of await listCampaignsUnderWay(db)) await announcer.campaignRuns(id);
}
