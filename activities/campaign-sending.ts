import { firstFew, type NextMove } from '../domain/campaign-course.ts';
import { type WatchDeps, watchCampaign } from './campaign/watch-campaign.ts';
import { withHeartbeat } from './heartbeat.ts';
import type { GatewaySender } from './sender/gateway-sender.ts';
import { pause } from './sender/settler.ts';

export type CampaignSendingDeps = WatchDeps & { senderOf(gatewayId: string): Pick<GatewaySender, 'hold' | 'lookAgain' | 'whenMoved'> };

/** What a licence ended with: there is more to send, or something else comes next. */
export type ChunkAnswer = { kind: 'more' } | Extract<NextMove, { kind: 'wait' }> | { kind: 'look' };

/** Errors and windows are looked at this often while a campaign sends. */
const watchEveryMs = 150;
/** While all others wait for the last answers to the first few, each answer is worth a look. */
const firstFewMs = 10;

/** The activity of a campaign on its gateway's queue. */
export function createCampaignSendingActivities(deps: CampaignSendingDeps) {
  const watch = sharedWatch(deps);
  return {
    /**
     * A licence to send for about a second, however many messages that is: the gateway's sender takes the best rows, this campaign's
     * among them. Ends early when the campaign has nothing to send now; slow answers are not waited for.
     */
    async sendCampaign(chunk: { campaignId: string; gatewayId: string; licenceMs: number }): Promise<ChunkAnswer> {
      const { campaignId, gatewayId, licenceMs } = chunk;
      const sender = deps.senderOf(gatewayId);
      const end = Date.now() + licenceMs;
      const release = sender.hold();
      try {
        return await withHeartbeat(async () => {
          // What was seen before the licence may be older than the change that it was given for.
          for (let freshMs = 0; ; ) {
            const { move, facts } = await watch(campaignId, freshMs);
            if (move.kind === 'wait') return move;
            const own = facts?.campaign.gatewayId;
            if (facts === null || move.kind !== 'send' || !move.on.some((one) => (one.gatewayId ?? own) === gatewayId))
              return { kind: 'look' };
            const left = end - Date.now();
            if (left <= 0) return { kind: 'more' };
            const waitMs = Math.min(watchEveryMs, left);
            const lastOfFirst = facts.first !== null && facts.first.open <= firstFew;
            freshMs = lastOfFirst ? firstFewMs : watchEveryMs / 2;
            sender.lookAgain();
            await (lastOfFirst ? sender.whenMoved(waitMs) : pause(waitMs));
          }
        });
      } finally {
        release();
      }
    },
  };
}

export type CampaignSendingActivities = ReturnType<typeof createCampaignSendingActivities>;

/** Licences of one campaign side by side look once, not each for itself. */
function sharedWatch(deps: CampaignSendingDeps): (campaignId: string, freshMs: number) => ReturnType<typeof watchCampaign> {
  const latest = new Map<string, { atMs: number; look: ReturnType<typeof watchCampaign> }>();
  return (campaignId, freshMs) => {
    const known = latest.get(campaignId);
    if (known !== undefined && Date.now() - known.atMs < freshMs) return known.look;
    const look = watchCampaign(deps, campaignId);
    latest.set(campaignId, { atMs: Date.now(), look });
    look.catch(() => latest.delete(campaignId));
    return look;
  };
}
