import type { MessageState } from './states.ts';

/** What systems outside can be told of. */
export type WebhookEventType =
  | `message.${Exclude<MessageState, 'queued' | 'sending'>}`
  | `campaign.${string}`
  | `gateway.${string}`
  | (typeof singleEvents)[number]
  | typeof testEvent;

/** Told on demand to one webhook, whatever it asks for. */
export const testEvent = 'webhook.test';

/** Asked for by their whole name. */
export const singleEvents = [
  'charge.milestone',
  'charge.restore',
  'charge.held',
  'charge.settled',
  'reply.received',
  'opt-out.changed',
  'import.finished',
  'settings.changed',
] as const;
