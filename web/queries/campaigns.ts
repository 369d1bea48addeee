import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ExclusionReason } from '../../domain/audience.ts';
import { failedStates } from '../../domain/campaign-counts.ts';
import { type CampaignState, hasEnded } from '../../domain/campaign-states.ts';
import { answerOf, api } from '../client/api.ts';
import { isTold } from './live-line.ts';
import { givenOf, pagedQuery, tableOf } from './pages.ts';

const readCampaigns = (query: Record<string, string>) => answerOf(api.v1.campaigns.$get({ query }));
const readCampaign = (id: string) => answerOf(api.v1.campaigns[':id'].$get({ param: { id } }));
const readFailures = (id: string) => answerOf(api.v1.campaigns[':id'].failures.$get({ param: { id } }));

const readHistory = (id: string) => answerOf(api.v1.campaigns[':id'].history.$get({ param: { id } }));
const readReport = (id: string) => answerOf(api.v1.campaigns[':id'].report.$get({ param: { id } }));

export type Campaign = Awaited<ReturnType<typeof readCampaign>>;
export type CampaignMove = Awaited<ReturnType<typeof readHistory>>['items'][number];
export type CampaignFailure = Awaited<ReturnType<typeof readFailures>>['items'][number];

/** How often a campaign is asked for again where nobody tells what becomes of it: what moves by itself is looked at every second. */
const lookMs: Record<CampaignState, number | false> = {
  draft: false,
  scheduled: 5_000,
  countdown: 1_000,
  canary: 1_000,
  running: 1_000,
  paused: 3_000,
  finishing: 1_000,
  cancelling: 1_000,
  // Receipts still come in.
  finished: 10_000,
  cancelled: 10_000,
};

const listLookMs = 5_000;
const reportLookMs = 10_000;
/** Beside the live line, as a safety net. */
const seldomMs = 60_000;

/** Greetings of birthdays are campaigns too, which the house starts by itself. */
const ofPeople = { kind: 'campaign' };

/** Where the same campaigns are a table for a spreadsheet. */
export function campaignTable(filter: { state?: CampaignState | undefined }): string {
  return tableOf('campaigns', { ...ofPeople, ...filter });
}

/** Campaigns that people wrote, newest first. */
export function campaignsQuery(filter: { state?: CampaignState | undefined }) {
  const given = givenOf({ ...ofPeople, ...filter });
  return {
    ...pagedQuery(['campaigns', given], (page) => readCampaigns({ ...given, ...page })),
    refetchInterval: ({ state: { data } }: { state: { data?: { pages: { items: Campaign[] }[] } | undefined } }) =>
      data?.pages.every(({ items }) => items.every(isStillOrTold)) ? seldomMs : listLookMs,
  };
}

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: ['campaign', id],
    queryFn: () => readCampaign(id),
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : isTold(data.id) ? seldomMs : lookMs[data.state]),
  });
}

function isStillOrTold({ id, state }: Campaign): boolean {
  return state === 'draft' || hasEnded(state) || isTold(id);
}

/** What people answered to a campaign and followed of it; both come long after it ended. */
export function campaignReportQuery(id: string) {
  return queryOptions({ queryKey: ['campaign', id, 'report'], queryFn: () => readReport(id), refetchInterval: reportLookMs });
}

/** How it came to where it is; read anew whenever its state has moved. */
export function campaignHistoryQuery({ id, state, updatedAt }: Pick<Campaign, 'id' | 'state' | 'updatedAt'>) {
  return queryOptions({
    queryKey: ['campaign', id, 'history', state, updatedAt],
    queryFn: async () => (await readHistory(id)).items,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Who was selected and left out before it began, for a reason. */
export function leftOutQuery(id: string, reason: ExclusionReason) {
  return pagedQuery(['campaign', id, 'left-out', reason], (page) =>
    answerOf(api.v1.campaigns[':id']['left-out'].$get({ param: { id }, query: { ...page, reason } })),
  );
}

/** Who did not get it and why, by state and reason, the most first; asked again whenever they become more or fewer. */
export function campaignFailuresQuery({ id, counts }: Pick<Campaign, 'id' | 'counts'>) {
  const failed = failedStates.reduce((sum, state) => sum + counts[state], 0);
  return queryOptions({
    queryKey: ['campaign', id, 'failures', failed],
    queryFn: async () => (await readFailures(id)).items,
    placeholderData: keepPreviousData,
  });
}
