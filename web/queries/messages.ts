import { queryOptions } from '@tanstack/react-query';
import type { MessageKind, MessageState } from '../../domain/states.ts';
import { answerOf, api } from '../client/api.ts';
import { givenOf, pagedQuery } from './pages.ts';

export type MessageFilter = {
  state?: MessageState | undefined;
  kind?: MessageKind | undefined;
  gatewayId?: string | undefined;
  phone?: string | undefined;
  customerId?: string | undefined;
  chargeId?: string | undefined;
  campaignId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Messages that fit every part of the filter, newest first. */
export function messagesQuery(filter: MessageFilter) {
  const given = givenOf(filter);
  return pagedQuery(['messages', given], (page) => readMessages({ ...given, ...page }));
}

const readMessages = (query: Record<string, string>) => answerOf(api.v1.messages.$get({ query }));
const readMessage = (id: string) => answerOf(api.v1.messages[':id'].$get({ param: { id } }));

export type Message = Awaited<ReturnType<typeof readMessages>>['items'][number];
export type WholeMessage = Awaited<ReturnType<typeof readMessage>>;

/** A message with all that happened to it; asked again while it may still change soon. */
export function messageQuery(id: string) {
  return queryOptions({
    queryKey: ['message', id],
    queryFn: () => readMessage(id),
    refetchInterval: ({ state }) => (state.data && ['queued', 'sending', 'accepted'].includes(state.data.state) ? 3_000 : false),
  });
}
