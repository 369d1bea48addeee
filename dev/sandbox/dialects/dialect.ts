import type { SandboxMessage, SandboxReply } from '../store.ts';

/** Parameters of a request, by name. */
export type Parameters = Record<string, string>;
export type Answer = { status: number; type: string; body: string };

/** A request at the carrier. */
export type CarrierRequest = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** Query, form and the flat fields of a JSON body together. */
  parameters: Parameters;
  /** The JSON body; undefined when there is none. */
  json: unknown;
};

/** What a request wants. `refused` is the provider's own no, null when it would be taken. */
export type SendWish = {
  kind: 'send';
  number: string;
  text: string;
  ownId: string | null;
  receiptsUrl: string | null;
  flash: boolean;
  refused: Answer | null;
};
export type Wish =
  | SendWish
  | { kind: 'send-many'; texts: SendWish[] }
  | { kind: 'status'; id: string; refused: Answer | null }
  | { kind: 'cancel'; id: string; refused: Answer | null }
  | { kind: 'balance'; refused: Answer | null }
  | { kind: 'replies'; refused: Answer | null }
  | { kind: 'no-such-thing'; answer: Answer };

/** A message as the carrier knows it at the moment it is asked. */
export type Fate = 'under-way' | 'delivered' | 'undelivered';

/** The carrier's call to its customer. */
export type Call = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body: string | null };

/** How one provider talks. What it does not have is absent. */
export type Dialect = {
  name: string;
  matches(request: Pick<CarrierRequest, 'path' | 'parameters'>): boolean;
  read(request: CarrierRequest): Wish;
  accepted(message: SandboxMessage): Answer;
  /** What it says when told to refuse, and when the credit is used up. */
  refusal: Answer;
  noCredit: Answer;
  /** Its answer to several texts in one call, from its answers to each. */
  together?(answers: readonly Answer[]): Answer;
  /** What it says to an id of the customer's that it has had before; without it a repeat is sent again. */
  repeated?(message: SandboxMessage): Answer;
  /** `message` is null for an id it does not know. */
  status?(message: SandboxMessage | null, fate: Fate): Answer;
  balance?(left: number): Answer;
  /** `fresh` are those not given before. */
  replies?(all: readonly SandboxReply[], fresh: readonly SandboxReply[]): Answer;
  receiptCall?(message: SandboxMessage, fate: Fate, url: string): Call;
  replyCall?(reply: SandboxReply, url: string): Call;
};

/** Who a reply comes to when nobody says: the carrier's short code. */
export const shortCode = '27900';

export const plain = (body: string, status = 200): Answer => ({ status, type: 'text/plain; charset=utf-8', body });
export const json = (value: unknown, status = 200): Answer => ({ status, type: 'application/json', body: JSON.stringify(value) });
export const nothing = (status = 404): Wish => ({ kind: 'no-such-thing', answer: plain('Not Found', status) });

/** A text to be sent that asks for nothing special. */
export function send(number: string, text: string, refused: Answer | null, more: Partial<SendWish> = {}): SendWish {
  return { kind: 'send', number, text, ownId: null, receiptsUrl: null, flash: false, refused, ...more };
}

export function postJson(url: string, value: unknown): Call {
  return { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** User `errado`, password or token `errada`: what a visitor types to see a refused login. */
export function wrong(...credentials: (string | undefined)[]): boolean {
  return credentials.some((value) => value !== undefined && /^errad[oa]$/i.test(value));
}

export function isAreaAndNumber(number: string): boolean {
  return /^[1-9]{2}\d{8,9}$/.test(number);
}

/** `2026-12-05T09:00:00` in Brasília, as these providers write a time. */
export function brasilia(at: string): string {
  return new Date(Date.parse(at) - 3 * 3_600_000).toISOString().slice(0, 19);
}
