import type { OptOutScope } from '../../domain/opt-outs.ts';
import type { ReplyIntent } from '../../domain/reply-intent.ts';
import { answerOf, api } from '../client/api.ts';
import { givenOf, pagedQuery } from './pages.ts';

export type ReplyFilter = {
  intent?: ReplyIntent | undefined;
  unread?: 'true' | undefined;
  phone?: string | undefined;
  customerId?: string | undefined;
  gatewayId?: string | undefined;
  campaignId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const readReplies = (query: Record<string, string>) => answerOf(api.v1.replies.$get({ query }));
const readOptOuts = (query: Record<string, string>) => answerOf(api.v1['opt-outs'].$get({ query }));

export type Reply = Awaited<ReturnType<typeof readReplies>>['items'][number];
export type OptOut = Awaited<ReturnType<typeof readOptOuts>>['items'][number];

const often = 15_000;

/** What people answered, newest first. */
export function repliesQuery(filter: ReplyFilter) {
  const given = givenOf(filter);
  return { ...pagedQuery(['replies', given], (page) => readReplies({ ...given, ...page })), refetchInterval: often };
}

/** Phones that said no, newest first. */
export function optOutsQuery(scope: OptOutScope | undefined) {
  return pagedQuery(['opt-outs', scope ?? 'all'], (page) => readOptOuts({ ...(scope !== undefined && { scope }), ...page }));
}
