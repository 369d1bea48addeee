import type { Db } from '../db/client.ts';
import { clearCampaignAlert, moveCampaign, pauseCampaign } from '../db/queries/campaign-moves.ts';
import { cancelQueued, checkCounts } from '../db/queries/campaign-sending.ts';
import { lockCampaign } from '../db/queries/campaigns.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import type { NextMove } from '../domain/campaign-course.ts';
import type { CampaignState } from '../domain/campaign-states.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import type { Instant } from '../domain/instants.ts';
import { freezeAudience } from './campaign/freeze-audience.ts';
import { watchCampaign } from './campaign/watch-campaign.ts';
import { withHeartbeat } from './heartbeat.ts';

export type CampaignDeps = { db: Db; clock: Clock; catalogue: CatalogueCache; log: { warn(detail: object, text: string): void } };

/** What a campaign's workflow does next. Dates and ids only. */
export type CampaignStep =
  | Exclude<NextMove, { kind: 'move' } | { kind: 'send' }>
  | (QueueLicences & { kind: 'send'; others?: QueueLicences[] });

/** Licences on the queue of one gateway. */
export type QueueLicences = { gatewayId: string; lanes: number; licenceMs: number };

const cancelledAtOnce = 2_000;

/** The activities of a campaign's own queue. */
export function createCampaignActivities(deps: CampaignDeps) {
  const { db, clock } = deps;
  return {
    /** Reads a campaign afresh, moves it on where time or counts say so, and gives what there is to do. */
    async lookAtCampaign({ campaignId }: { campaignId: string }): Promise<CampaignStep> {
      for (;;) {
        const { move, facts } = await watchCampaign(deps, campaignId);
        if (move.kind === 'send') {
          const own = facts?.campaign.gatewayId ?? null;
          const [first, ...others] = move.on.flatMap(({ gatewayId, ...licences }) => {
            const on = gatewayId ?? own;
            return on === null ? [] : [{ ...licences, gatewayId: on }];
          });
          if (first === undefined) await pauseCampaign(db, { campaignId, reason: 'no-gateway', now: nowOf(clock) });
          else return { kind: 'send', ...first, ...(others.length > 0 && { others }) };
        } else if (move.kind !== 'move') return move;
        else if (move.state === 'paused' && move.pausedReason !== undefined) {
          await pauseCampaign(db, { campaignId, reason: move.pausedReason, now: nowOf(clock) });
        } else await moveOn(deps, { campaignId, from: facts?.campaign.state, to: move.state, now: nowOf(clock) });
      }
    },

    /** Freezes the audience; goes on where it was when it is called again. */
    async freezeAudience({ campaignId }: { campaignId: string }): Promise<void> {
      await withHeartbeat(() => freezeAudience(deps, { campaignId }));
    },

    /** Cancels what a cancelled campaign has not sent. */
    async cancelRest({ campaignId }: { campaignId: string }): Promise<void> {
      await withHeartbeat(async () => {
        while ((await cancelQueued(db, { campaignId, limit: cancelledAtOnce, now: nowOf(clock) })) > 0);
      });
    },
  };
}

export type CampaignActivities = ReturnType<typeof createCampaignActivities>;

/** Moves a campaign on by itself, unless somebody has moved it meanwhile. */
async function moveOn(
  { db, log }: CampaignDeps,
  { campaignId, from, to, now }: { campaignId: string; from: CampaignState | undefined; to: CampaignState; now: Instant },
): Promise<void> {
  const ends = to === 'finished' || to === 'cancelled';
  const differing = ends ? await checkCounts(db, campaignId) : 0;
  if (differing > 0) log.warn({ campaignId, differing }, 'counters of a campaign differed from its messages and were put right');
  await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (campaign === null || campaign.state !== from) return;
    const proven = from === 'canary' && to === 'running';
    await moveCampaign(tx, campaign, { state: to, ...(ends && { finishedAt: now }), ...(proven && { sendThrough: null }) }, { now });
    if (ends) await clearCampaignAlert(tx, campaignId, now);
  });
}
