import type { z } from 'zod';
import type { AccentMode, Channel, Outcome } from '../domain/states.ts';
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

/** An account in use: its connections, templates and rules, prepared once. `send` never throws. */
export type GatewayConnection = {
  send(message: OutgoingMessage, hooks: SendHooks): Promise<SendResult>;
  /** Waits for requests under way, then drops the connections. */
  close(): Promise<void>;
};

export type ConnectOptions = {
  maxConnections: number;
  /** One request's most, connection included; the settings' own time-out counts when this is absent. */
  timeoutMs?: number;
  outbound: OutboundPolicy;
};

/** A gateway's settings as stored and sent over the API; each service's schema says more. */
export type GatewaySettings = Record<string, unknown>;

/** One input of the gateway's form, labelled as the provider's customers know it. */
export type SettingField = {
  name: string;
  label: string;
  help: string | null;
  kind: 'text' | 'secret' | 'number' | 'boolean' | 'select' | 'rules' | 'headers';
  options?: readonly string[];
  default: unknown;
  required: boolean;
};

/** A filled-in form for a provider that the service can already speak to. */
export type GatewayPreset = {
  id: string;
  label: string;
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
  /** Refuses unknown and impossible settings, one zod issue per problem, path and expectation in it. */
  settings: z.ZodType<GatewaySettings>;
  fields: readonly SettingField[];
  /** Names of the settings that are sealed at rest and never shown. */
  secrets: readonly string[];
  defaults: GatewayDefaults;
  presets: readonly GatewayPreset[];
  /** What deserves a second look in valid settings, in Portuguese. */
  warnings(settings: GatewaySettings): string[];
  /** Opens nothing yet: connections are made as messages come. Throws a ZodError on settings that the schema refuses. */
  connect(settings: GatewaySettings, options: ConnectOptions): GatewayConnection;
};

type Definition<S extends GatewaySettings> = Omit<GatewayService, 'settings' | 'warnings' | 'connect'> & {
  settings: z.ZodType<S>;
  warnings(settings: S): string[];
  connect(settings: S, options: ConnectOptions): GatewayConnection;
};

/** Makes a service of a definition whose functions know their own settings. */
export function defineGateway<S extends GatewaySettings>(definition: Definition<S>): GatewayService {
  return {
    ...definition,
    warnings: (settings) => definition.warnings(definition.settings.parse(settings)),
    connect: (settings, options) => definition.connect(definition.settings.parse(settings), options),
  };
}
