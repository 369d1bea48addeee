import type { Instant } from '../domain/instants.ts';

/** What a provider may later say of a message. */
export const receiptStates = ['accepted', 'delivered', 'undelivered', 'refused'] as const;
export type ReceiptState = (typeof receiptStates)[number];

/** What a provider said of one message, in a call to us or when asked. At least one of the ids is there. */
export type Receipt = {
  /** `OutgoingMessage.id`, where the provider carries our id. */
  ourId: string | null;
  /**
   * What `phoneTag` made of the number that the text went to, when our id travelled with it. A receipt whose tag is not that of the
   * message's address is another installation's, or another life's of a restored database, and must not touch the message.
   */
  phoneTag: string | null;
  /** As `send` gave it. */
  providerId: string | null;
  /** The part of a long text, from 1; null speaks of the whole. A text has arrived when each of its parts has. */
  part: number | null;
  state: ReceiptState;
  /** By the provider's clock; null when it does not say. */
  at: Instant | null;
  /** The provider's own words or code, for people; at most 200 characters. */
  detail: string;
};

/** What somebody answered to a text. */
export type Reply = {
  /** The provider's id of this reply, by which a repeated call is known; null where it has none. */
  id: string | null;
  /** E.164 where the number can be read, else as it came. */
  from: string;
  /** The number or short code that was answered. */
  to: string | null;
  text: string;
  at: Instant | null;
  /** `OutgoingMessage.id` of the text it answers, where the provider says. */
  inReplyTo: string | null;
};

/** One call of a provider to us, byte for byte. */
export type WebhookCall = {
  method: string;
  /** What followed `?`, still percent-encoded, without the `?`: its bytes need not be UTF-8. */
  query: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

/**
 * What was read of a call. `problems` says in Portuguese, without a word of the call's own, what could not be read: nothing read and a
 * problem means that the call is to be answered 400. Nothing read and no problem is news of no interest, such as *still in the queue*.
 */
export type WebhookReading<T> = { items: T[]; problems: string[] };

/** What a provider takes for "got it"; anything else it may repeat, or send on to the phone. */
export type WebhookAnswer = { status: number; contentType: string; body: string };

/** How one kind of call is read. Settings may be the masked ones. */
export type WebhookReader<S, T> = {
  read(call: WebhookCall, settings: S): WebhookReading<T>;
  answer(settings: S): WebhookAnswer;
};

/** The reading of a call that tells of one thing; `otherwise` says what it lacks. */
export function readingOf<T>(item: T | null, otherwise: string): WebhookReading<T> {
  return item === null ? { items: [], problems: [otherwise] } : { items: [item], problems: [] };
}

export const emptyAnswer: WebhookAnswer = { status: 200, contentType: 'text/plain; charset=utf-8', body: '' };
