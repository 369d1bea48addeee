import type { z } from 'zod';
import type { Instant } from '../domain/instants.ts';
import type { AccentMode, Channel, Outcome, UnitCounting } from '../domain/states.ts';
import type { Receipt, Reply, WebhookReader } from './incoming.ts';
import type { OutboundPolicy } from './outbound-policy.ts';

/** What a gateway is asked to carry. `to` is E.164 (`+5567999991234`) or an e-mail address, by the service's channel. */
export type OutgoingMessage = { id: string; to: string; text: string; subject: string | null };

/** What came of one request. `answer` is the provider's own, masked and at most 500 characters. */
export type SendResult =
  | { outcome: 'accepted'; providerId: string | null; answer: string }
  | { outcome: Exclude<Outcome, 'accepted' | 'temporary'>; reason: string; answer: string }
  | { outcome: 'temporary'; reason: string; retryAfterMs: number | null; answer: string };

export type SendHooks = {
  /**
   * Called once, synchronously, before the request's first byte is written; not called when nothing is written. Once it has returned
   * a failure is `unknown`. A throw withholds the request: the result is `temporary` and nothing left.
   */
  onWire(): void;
};

/** A message to ask about. One that ended unknown has no `providerId`; only a provider that knows our ids can be asked about it. */
export type AskedMessage = { id: string; to: string; providerId: string | null; sentAt: Instant };

/** A question that brought no usable answer. `misconfigured`: a person must act; otherwise ask again later. */
export type AskFailure = { kind: 'failed'; misconfigured: boolean; reason: string; retryAfterMs: number | null; answer: string };

/**
 * `receipts` holds one of each message that the provider knows, `accepted` while it is under way. `notFound` are the ids
 * (`AskedMessage.id`) that the provider says it never got: such an unknown message may be sent again. What is in neither: ask later.
 */
export type LookUpResult = { kind: 'answered'; receipts: Receipt[]; notFound: string[] } | AskFailure;

/** Repeats are told by `Reply.id`; asking again about the same time is harmless unless `abilities.replyPolling.once`. */
export type RepliesResult = { kind: 'answered'; replies: Reply[] } | AskFailure;

/** What is left on the account, as a decimal: texts, or reais. */
export type BalanceResult = { kind: 'balance'; amount: string; unit: 'messages' | 'reais'; answer: string } | AskFailure;

/**
 * An account in use: its connections, templates and rules, prepared once. Nothing here throws. `lookUp`, `fetchReplies` and `balance`
 * are one request each, on the account's own connections but outside its rate; they are there when `abilities` says so.
 */
export type GatewayConnection = {
  send(message: OutgoingMessage, hooks: SendHooks): Promise<SendResult>;
  /** At most `abilities.lookUp.most` messages. */
  lookUp?(messages: readonly AskedMessage[]): Promise<LookUpResult>;
  /** Replies since an instant; providers that keep their own mark of what was read ignore it. */
  fetchReplies?(window: { since: Instant; until: Instant }): Promise<RepliesResult>;
  balance?(): Promise<BalanceResult>;
  /** Waits for requests under way, then drops the connections. */
  close(): Promise<void>;
};

export type ConnectOptions = {
  maxConnections: number;
  /** One request's most, connection included; the settings' own time-out counts when this is absent. */
  timeoutMs?: number;
  outbound: OutboundPolicy;
  /**
   * This gateway's receipts webhook as the provider reaches it (`https://…/hooks/receipts/<gateway>/<secret>`), for providers that are
   * told with every text; null or absent where the house has no public address.
   */
  receiptsUrl?: string | null;
};

/** What a service can do with given settings. Polls wait `pauseMs` from one request to the next: the provider's own limit. */
export type GatewayAbilities = {
  /** A text sent again with the same id is not sent twice: an unknown message may be sent again. */
  dedupsByOurId: boolean;
  /** The longest id of ours that the provider carries; null: it carries none, and receipts come by its own. */
  ownIdLimit: number | null;
  flash: boolean;
  /** `one`: a voice call or a WhatsApp text is one unit of price however long it is. */
  unitCounting: UnitCounting;
  /** The provider's contract is not public; what we send was never compared with it. */
  experimental: boolean;
  /** Whether the provider can call our webhooks. */
  receiptWebhook: boolean;
  replyWebhook: boolean;
  lookUp: { by: 'our-id' | 'provider-id'; most: number; pauseMs: number } | null;
  /** `once`: the provider gives each reply a single time, so what is fetched must be kept at once. */
  replyPolling: { once: boolean; pauseMs: number } | null;
  balance: boolean;
};

/** A service that only sends. */
export const sendsOnly: GatewayAbilities = {
  dedupsByOurId: false,
  ownIdLimit: null,
  flash: false,
  unitCounting: 'segments',
  experimental: false,
  receiptWebhook: false,
  replyWebhook: false,
  lookUp: null,
  replyPolling: null,
  balance: false,
};

/** A gateway's settings as stored and sent over the API; each service's schema says more. */
export type GatewaySettings = Record<string, unknown>;

/** One input of the gateway's form, labelled as the provider's customers know it. */
export type SettingField = {
  name: string;
  label: string;
  help: string | null;
  kind: 'text' | 'secret' | 'number' | 'boolean' | 'select' | 'rules' | 'headers' | 'mapping';
  options?: readonly string[];
  default: unknown;
  required: boolean;
};

/** A filled-in form for a provider that the service can already speak to. */
export type GatewayPreset = {
  id: string;
  label: string;
  /** Which of the provider's own products it is, where the service is one provider's; absent: a provider by itself. */
  kind?: string;
  /** What to know before filling it in, in Portuguese: sites, panels, where to find the token. */
  notes: readonly string[];
  /** Laid over the fields' defaults; user and password are the customer's. */
  settings: GatewaySettings;
  defaults: Partial<GatewayDefaults>;
};

/** Starting values of the columns that every gateway has. Lengths in characters, segments in parts. */
export type GatewayDefaults = { accents: AccentMode; warnLength: number; maxLength: number; maxSegments: number };

export type GatewayService = {
  id: string;
  label: string;
  channel: Channel;
  /** What to know before filling in the form, in Portuguese. */
  notes: readonly string[];
  /** Refuses unknown and impossible settings, one zod issue per problem, path and expectation in it. */
  settings: z.ZodType<GatewaySettings>;
  fields: readonly SettingField[];
  /** Names of the settings that are sealed at rest and never shown. */
  secrets: readonly string[];
  defaults: GatewayDefaults;
  presets: readonly GatewayPreset[];
  /** What deserves a second look in valid settings, in Portuguese. */
  warnings(settings: GatewaySettings): string[];
  /** Settings may be the masked ones. */
  abilities(settings: GatewaySettings): GatewayAbilities;
  /** Reads a call at `/hooks/receipts/…`; absent where the provider never calls. */
  receipts?: WebhookReader<GatewaySettings, Receipt>;
  /** Reads a call at `/hooks/replies/…`. */
  replies?: WebhookReader<GatewaySettings, Reply>;
  /** Opens nothing yet: connections are made as messages come. Throws a ZodError on settings that the schema refuses. */
  connect(settings: GatewaySettings, options: ConnectOptions): GatewayConnection;
};

/** The starting values for given settings: what counts as one unit keeps its accents and has no parts. */
export function defaultsFor({ defaults, abilities }: GatewayService, settings: GatewaySettings): GatewayDefaults {
  return abilities(settings).unitCounting === 'one' ? { ...defaults, accents: 'keep', warnLength: 1_000, maxLength: 1_000 } : defaults;
}

type Definition<S extends GatewaySettings> = Omit<
  GatewayService,
  'settings' | 'warnings' | 'abilities' | 'receipts' | 'replies' | 'connect'
> & {
  settings: z.ZodType<S>;
  warnings(settings: S): string[];
  abilities(settings: S): GatewayAbilities;
  receipts?: WebhookReader<S, Receipt>;
  replies?: WebhookReader<S, Reply>;
  connect(settings: S, options: ConnectOptions): GatewayConnection;
};

/** Makes a service of a definition whose functions know their own settings. */
export function defineGateway<S extends GatewaySettings>({ receipts, replies, ...definition }: Definition<S>): GatewayService {
  const parse = (settings: GatewaySettings) => definition.settings.parse(settings);
  return {
    ...definition,
    warnings: (settings) => definition.warnings(parse(settings)),
    abilities: (settings) => definition.abilities(parse(settings)),
    connect: (settings, options) => definition.connect(parse(settings), options),
    ...(receipts && { receipts: readerOf(receipts, parse) }),
    ...(replies && { replies: readerOf(replies, parse) }),
  };
}

function readerOf<S, T>(reader: WebhookReader<S, T>, parse: (settings: GatewaySettings) => S): WebhookReader<GatewaySettings, T> {
  return {
    read: (call, settings) => reader.read(call, parse(settings)),
    answer: (settings) => reader.answer(parse(settings)),
  };
}
