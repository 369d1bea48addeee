import type { QueryClient } from '@tanstack/react-query';
import { hasEnded } from '../../domain/campaign-states.ts';
import type { Campaign } from './campaigns.ts';
import { noteTold } from './live-line.ts';

/** What the live line tells of a campaign that is under way. */
export type LiveCampaign = Pick<
  Campaign,
  'id' | 'state' | 'pausedReason' | 'counts' | 'cost' | 'rate' | 'opensAt' | 'endsAt' | 'updatedAt'
>;

type Pages = { pages: { items: Campaign[] }[] };

/**
 * Takes over what the line says of the campaigns under way. One that is not among them any more has ended, and one in another state has
 * changed in more than the line tells: both are asked for anew.
 */
export function hearCampaigns(queryClient: QueryClient, heard: readonly LiveCampaign[]): void {
  noteTold(heard.map(({ id }) => id));
  const told = new Map(heard.map((campaign) => [campaign.id, campaign]));
  const now = (campaign: Campaign): Campaign => withLive(campaign, told.get(campaign.id));
  let moved = false;
  for (const [queryKey, campaign] of queryClient.getQueriesData<Campaign>({ queryKey: ['campaign'] })) {
    if (queryKey.length !== 2 || campaign === undefined) continue;
    const isMoved = hasMoved(campaign, told.get(campaign.id));
    queryClient.setQueryData(queryKey, now(campaign));
    if (isMoved) void queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
  }
  for (const [queryKey, list] of queryClient.getQueriesData<Pages>({ queryKey: ['campaigns'] })) {
    if (list === undefined) continue;
    const shown = list.pages.flatMap(({ items }) => items);
    moved ||= shown.some((campaign) => hasMoved(campaign, told.get(campaign.id)));
    queryClient.setQueryData(queryKey, { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(now) })) });
  }
  if (moved) void queryClient.invalidateQueries({ queryKey: ['campaigns'] }, { cancelRefetch: false });
}

/** An answer of the API may be newer than the line, which looks once a second. */
function withLive(campaign: Campaign, live: LiveCampaign | undefined): Campaign {
  return live === undefined || Date.parse(live.updatedAt) < Date.parse(campaign.updatedAt) ? campaign : { ...campaign, ...live };
}

function hasMoved({ state }: Campaign, live: LiveCampaign | undefined): boolean {
  return live === undefined ? state !== 'draft' && !hasEnded(state) : live.state !== state;
}
