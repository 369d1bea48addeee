import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type AudienceFilter, exclusionReasons } from '../../domain/audience.ts';
import type { CampaignFields } from '../../domain/campaign.ts';
import { answerOf, api } from '../client/api.ts';
import { pagedQuery } from './pages.ts';

/** What of a draft decides whom it reaches, what it says and how long it takes. */
export type Asked = Pick<CampaignFields, 'audiences' | 'class' | 'text' | 'templateId' | 'gatewayId' | 'ratePerSecond' | 'shortLinks'>;
/** Those who are texted, or those left out for a reason. */
export const shownKinds = ['included', ...exclusionReasons] as const;
export type Shown = (typeof shownKinds)[number];

type Page = { show: Shown; limit: number; cursor?: string };

const preview = ({ text, templateId, ...asked }: Asked, page: Page) =>
  answerOf(
    api.v1.audiences.preview.$post({
      json: { ...asked, ...page, ...(text === null ? { templateId: templateId ?? '' } : { text }) },
    }),
  );

export type AudiencePreview = Awaited<ReturnType<typeof preview>>;
export type Person = AudiencePreview['people']['items'][number];

const firstPeople = 50;

/** Who would get a draft as it is now, with the first of them. */
export function audiencePreviewQuery(asked: Asked) {
  return queryOptions({
    queryKey: ['audience-preview', asked],
    queryFn: () => preview(asked, { show: 'included', limit: firstPeople }),
    placeholderData: keepPreviousData,
  });
}

/** The people themselves, page by page. */
export function audiencePeopleQuery(asked: Asked, show: Shown) {
  return pagedQuery(['audience-people', asked, show], async ({ limit, cursor }) => {
    const page = { show, limit: Number(limit), ...(cursor !== undefined && { cursor }) };
    return (await preview(asked, page)).people;
  });
}

const readSegments = () => answerOf(api.v1.segments.$get({ query: { limit: '100' } }));

export type Segment = Awaited<ReturnType<typeof readSegments>>['items'][number];
export type SegmentFields = { name: string; audiences: AudienceFilter[] };

export function createSegment(json: SegmentFields) {
  return answerOf(api.v1.segments.$post({ json }));
}

/** Refused where somebody else changed the same after `unchangedSince`. */
export function changeSegment(id: string, query: { unchangedSince: string }, json: SegmentFields) {
  return answerOf(api.v1.segments[':id'].$put({ param: { id }, query, json }));
}

export function deleteSegment(id: string) {
  return answerOf(api.v1.segments[':id'].$delete({ param: { id } }));
}

/** Saved sets of customers. */
export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: async () => (await readSegments()).items,
  staleTime: 60_000,
});

export const panelsQuery = queryOptions({
  queryKey: ['panels'],
  queryFn: async () => (await answerOf(api.v1.panels.$get({ query: { limit: '500' } }))).items,
  staleTime: 60_000,
});
