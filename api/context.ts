import type { Logger } from 'pino';
import type { DatabaseHandle } from '../db/client.ts';
import type { Sealer } from '../db/sealed.ts';
import type { Clock } from '../domain/clock.ts';
import type { Locale } from './problem.ts';

/** Everything the API needs of the world. */
export type ApiDeps = {
  db: DatabaseHandle;
  clock: Clock;
  /** Null without a secret key: credentials can then be neither saved nor read. */
  sealer: Sealer | null;
  temporal: {
    isReachable(): Promise<boolean>;
    /** Whether some worker asks for work. */
    workersPresent(): Promise<boolean>;
  };
  log: Logger;
};

/** Who calls, and with which rights. */
export type Caller = { id: string; name: string; scopes: string[] };

export type ApiEnv = { Variables: { locale: Locale; caller: Caller } };
