import type { Logger } from 'pino';
import type { Db, Sql } from '../db/client.ts';
import { sweepMissedDeliveries } from '../db/queries/deliver-webhooks.ts';
import { sweepForgottenSteps, sweepMissedWakes } from '../db/queries/outbox.ts';
import { expireRestorations } from '../db/queries/restorations.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs } from '../domain/instants.ts';

const everyMs = 60_000;
const missedAfterMs = 300_000;
const mostAtOnce = 2_000;
/** A long queue behind a slow gateway is no reason to wake every charge in it at once. */
const mostForgotten = 500;
const forgottenAfterMs = 60_000;

/**
 * Every minute, charges and webhooks whose wake passed five minutes ago are told again, and charges whose text has no outcome yet: a
 * terminated or missing workflow heals itself, and so does an outcome that nobody could write. Requests to give lines back that nobody
 * answered expire.
 */
export function startSweep({ db, sql, clock, log }: { db: Db; sql: Sql; clock: Clock; log: Logger }): { stop(): void } {
  const timer = setInterval(() => {
    sweepOnce({ db, sql, clock }).then(
      (healed) => healed > 0 && log.warn({ healed }, 'charges and webhooks whose wake was missed are told again'),
      (error: unknown) => log.warn({ err: error }, 'the sweep failed, trying again'),
    );
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}

/** One round; gives how many were put back. */
export async function sweepOnce({ db, sql, clock }: { db: Db; sql: Sql; clock: Clock }): Promise<number> {
  const now = nowOf(clock);
  const before = addMs(now, -missedAfterMs);
  const charges = await sweepMissedWakes(db, { wakeBefore: before, now, limit: mostAtOnce });
  const forgotten = await sweepForgottenSteps(db, { lookBefore: addMs(now, -forgottenAfterMs), now, limit: mostForgotten });
  await expireRestorations(sql, now);
  const deliveries = await sweepMissedDeliveries(sql, { dueBefore: before, now });
  return charges.length + forgotten.length + deliveries.length;
}
