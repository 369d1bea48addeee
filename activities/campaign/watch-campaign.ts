import type { Db } from '../../db/client.ts';
import { pauseCampaign } from '../../db/queries/campaign-moves.ts';
import { savePlaces } from '../../db/queries/campaign-places.ts';
import {
  noteProgress,
  type Progress,
  readProgress,
  readSendingFacts,
  releaseAll,
  releaseFirst,
  type SendingFacts,
} from '../../db/queries/campaign-sending.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { settledOf } from '../../domain/campaign-counts.ts';
import { firstFew, judgeErrors, type NextMove, nextMove } from '../../domain/campaign-course.ts';
import { allowedRate, rateBetween } from '../../domain/campaign-rate.ts';
import { isOpen, openHours } from '../../domain/campaign-windows.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instants.ts';

export type WatchDeps = { db: Db; clock: Clock; catalogue: CatalogueCache };

/**
 * Looks at a campaign while it sends: opens and closes its windows, lets the first few and then the rest leave, notes how fast it goes,
 * and stops it when too much fails. Gives what comes next; repeating it changes nothing.
 */
export async function watchCampaign(deps: WatchDeps, campaignId: string): Promise<{ move: NextMove; facts: SendingFacts | null }> {
  const { db } = deps;
  const now = nowOf(deps.clock);
  const read = await readSendingFacts(db, campaignId, now);
  if (read === null) return { move: { kind: 'ended' }, facts: null };
  const facts = await withOpenHours(deps, read, now);
  const { campaign } = facts;
  if (campaign.state === 'running' || campaign.state === 'canary') {
    if (await hasTooManyErrors(deps, facts, now)) {
      await pauseCampaign(db, {
        campaignId,
        reason: 'error-rate',
        now,
        detail: { refused: facts.counts.refused, unknown: facts.counts.unknown },
      });
      return watchCampaign(deps, campaignId);
    }
    if (campaign.state === 'running' && (await releaseMore(db, facts, now))) return watchCampaign(deps, campaignId);
  }
  return { move: nextMove(facts, now), facts };
}

/** The hours of each place as of now: an opening that is over gives way to the next, and edited windows count at once. */
async function withOpenHours({ db, catalogue: cache }: WatchDeps, facts: SendingFacts, now: Instant): Promise<SendingFacts> {
  const { campaign, places } = facts;
  if (campaign.state !== 'running' && campaign.state !== 'canary') return facts;
  const catalogue = await cache.newest();
  const reckoned = places.map((place) => ({ ...place, ...openHours(place, campaign.class, catalogue, now) }));
  // An opening that goes on starts "now" each time it is reckoned; only another end is news.
  const changed = reckoned.filter(({ closesAt }, index) => closesAt !== places[index]?.closesAt);
  await savePlaces(db, campaign.id, changed);
  return { ...facts, places: reckoned };
}

async function hasTooManyErrors({ db }: WatchDeps, facts: SendingFacts, now: Instant): Promise<boolean> {
  const { campaign, counts, gateway, others } = facts;
  const before = await readProgress(db, campaign.id);
  const settled = settledOf(counts);
  const { tooMany, block } = judgeErrors(counts, before ?? { judgedFrom: 0, errorsBefore: 0 });
  if (tooMany) return true;
  const allowed = allowedRate(campaign.ratePerSecond, [gateway, ...others]);
  const perSecond = before === null ? 0 : rateBetween({ at: before.notedAt, settled: before.settled }, { at: now, settled }, allowed);
  if (perSecond === null) return false;
  const after: Progress = { notedAt: now, settled, ...block };
  await noteProgress(db, campaign.id, { before, after, perSecond });
  return false;
}

/** Whether all may leave from now on. */
async function releaseMore(db: Db, { campaign, first, places, gateway, others }: SendingFacts, now: Instant): Promise<boolean> {
  if (campaign.sendThrough === null) return false;
  if (campaign.sendThrough > 0) {
    if (first?.open !== 0) return false;
    await releaseAll(db, campaign.id);
    return true;
  }
  // The first few must not be some that a closed gateway keeps: the rest would wait for them.
  const able = [{ ...gateway, id: null }, ...others].filter((one) => one.open).map(({ id }) => id);
  const open = places.filter((place) => isOpen(place, now) && able.includes(place.gatewayId)).map(({ place }) => place);
  if (open.length > 0) await releaseFirst(db, { campaignId: campaign.id, places: open, count: firstFew });
  return false;
}
