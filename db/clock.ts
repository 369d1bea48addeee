import type { Clock } from '../domain/clock.ts';
import type { Sql } from './client.ts';
import { readDatabaseTime } from './queries/now.ts';

const everyMs = 60_000;

/**
 * The house's one clock: database time, measured at start and every minute and carried by the monotonic clock in between, so that a
 * machine with a wrong time of day sends nothing at a wrong hour.
 */
export async function startDatabaseClock(sql: Sql): Promise<Clock & { stop(): void }> {
  let offsetMs = await measure(sql);
  const timer = setInterval(() => {
    measure(sql).then(
      (measured) => {
        offsetMs = measured;
      },
      () => {}, // the database is away: the monotonic clock carries on
    );
  }, everyMs);
  timer.unref();
  return { nowMs: () => performance.now() + offsetMs, stop: () => clearInterval(timer) };
}

/** Database time less the monotonic clock, from the quickest of three questions. */
async function measure(sql: Sql): Promise<number> {
  let best = { roundTrip: Number.POSITIVE_INFINITY, offset: 0 };
  for (let round = 0; round < 3; round++) {
    const asked = performance.now();
    const databaseMs = await readDatabaseTime(sql);
    const roundTrip = performance.now() - asked;
    if (roundTrip < best.roundTrip) best = { roundTrip, offset: databaseMs - (asked + roundTrip / 2) };
  }
  return best.offset;
}
