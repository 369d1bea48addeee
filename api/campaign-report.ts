import type { Executor } from '../db/client.ts';
import { countAnswers } from '../db/queries/campaign-answers.ts';
import type { CampaignStanding } from '../db/queries/campaigns.ts';
import { countClicks } from '../db/queries/short-links.ts';

/** What came of a campaign: whom it reached, what it cost, what people answered and followed. Rates are null where there is nothing to divide. */
export async function campaignReport(db: Executor, campaign: CampaignStanding) {
  const { id: campaignId, name, state, startedAt, finishedAt, counts, excluded, cost } = campaign;
  const left = counts.accepted + counts.delivered + counts.undelivered;
  const clicks = campaign.shortLinks ? await countClicks(db, campaignId) : null;
  return {
    ...{ campaignId, name, state, startedAt, finishedAt, counts: { ...counts }, excluded, cost, left },
    deliveryRate: share(counts.delivered, left),
    refusalRate: share(counts.refused, left + counts.refused),
    ...(await countAnswers(db, campaignId)),
    clicks: clicks && { total: clicks.clicks, people: clicks.people, share: share(clicks.people, counts.delivered) },
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Number((part / whole).toFixed(4));
}
