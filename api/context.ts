import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { DatabaseHandle, Executor } from '../db/client.ts';
import type { Sealer } from '../db/sealed.ts';
import type { Clock } from '../domain/clock.ts';
import type { Permission } from '../domain/permissions.ts';
import type { OutboundPolicy } from '../gateways/outbound-policy.ts';
import type { Locale } from './problem.ts';
import type { SignIn } from './sign-in/library.ts';
import type { Mailer } from './sign-in/mailer.ts';

/** Everything the API needs of the world. */
export type ApiDeps = {
  db: DatabaseHandle;
  clock: Clock;
  /** Null without a secret key: credentials can then be neither saved nor read. */
  sealer: Sealer | null;
  /** Null without a secret key: nobody can sign in then. */
  signIn: SignIn | null;
  web: Web;
  mailer: Mailer;
  /** Where requests to providers may go. */
  outbound: OutboundPolicy;
  /** Serves the staff console, where one was built. */
  console?: MiddlewareHandler<ApiEnv> | null;
  /** The sandbox carrier of the local stack; elsewhere there is none. */
  sandboxUrl?: URL | null;
  /** Before the id of a workflow it is the page of its run; without it the console links to none. */
  workflowsUrl?: string | null;
  temporal: {
    isReachable(): Promise<boolean>;
    /** Whether some worker asks for work. */
    workersPresent(): Promise<boolean>;
  };
  /** Aborted when the process is to stop: what would go on for ever ends then. */
  stopping: AbortSignal;
  log: Logger;
};

/** How the outside reaches us. */
export type Web = {
  /** Where people open the console; null: wherever it is asked for. */
  publicUrl: URL | null;
  /** Whether this is a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  isTrustedProxy(address: string): boolean;
};

/** Who calls, and with which rights. */
export type Caller = {
  kind: 'key' | 'user';
  id: string;
  name: string;
  /** As audit entries name the caller: `key:<id>`, `user:<id>`. */
  actor: string;
  permissions: ReadonlySet<Permission>;
  /** The units that the caller is limited to; null: all of them. */
  units: readonly string[] | null;
  seesFullPhones: boolean;
  /** Of a person; null for a key. */
  session: { id: string; mustChangePassword: boolean } | null;
};

export type ApiEnv = { Variables: { locale: Locale; caller: Caller; db: Executor } };
