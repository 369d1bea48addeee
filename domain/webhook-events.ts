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

/** Events that come in families, asked for as a whole (`message.*`) or by name (`message.delivered`). */
export const eventFamilies = ['message', 'campaign', 'gateway', 'charge'] as const;

/** Whether a webhook may ask for this: an event, or a family of them. */
export function isEventPattern(pattern: string): boolean {
  if (singleEvents.some((event) => event === pattern)) return true;
  const [family, name, ...rest] = pattern.split('.');
  if (rest.length > 0 || !eventFamilies.some((known) => known === family)) return false;
  return name === '*' || (family !== 'charge' && /^[a-z-]{1,40}$/.test(name ?? ''));
}
