import type { Logger } from 'pino';
import type { Db } from '../db/client.ts';
import { sweepMissedWakes } from '../db/queries/outbox.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs } from '../domain/instants.ts';

const everyMs = 60_000;
const missedAfterMs = 300_000;
const mostAtOnce = 2_000;

/** Every minute, charges whose wake passed five minutes ago are told again: a terminated or missing workflow heals itself. */
export function startSweep({ db, clock, log }: { db: Db; clock: Clock; log: Logger }): { stop(): void } {
  const timer = setInterval(() => {
    sweepOnce({ db, clock }).then(
      (healed) => healed > 0 && log.warn({ healed }, 'charges whose wake was missed are told again'),
      (error: unknown) => log.warn({ err: error }, 'the sweep failed, trying again'),
    );
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}

/** One round; gives how many charges were put back. */
export async function sweepOnce({ db, clock }: { db: Db; clock: Clock }): Promise<number> {
  const now = nowOf(clock);
  return (await sweepMissedWakes(db, { wakeBefore: addMs(now, -missedAfterMs), now, limit: mostAtOnce })).length;
}
