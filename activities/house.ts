import type { Sql } from '../db/client.ts';
import { keepBeat } from '../db/queries/beats.ts';
import { type Clock, nowOf } from '../domain/clock.ts';

/** The local activity of the `house` workflow. */
export function createHouseActivities({ sql, clock }: { sql: Sql; clock: Clock }) {
  return {
    keepBeat: ({ known }: { known: number }): Promise<number> => keepBeat(sql, { known, now: nowOf(clock) }),
  };
}

export type HouseActivities = ReturnType<typeof createHouseActivities>;
