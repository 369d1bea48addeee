import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseHandle } from '../db/client.ts';
import type { StepState } from '../domain/states.ts';

const backWithinMs = 60_000;

/** Asks four times a second until it is so; throws with what was waited for. */
export async function until(isSo: () => Promise<boolean>, what: string, timeoutMs: number): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited ${Math.round(timeoutMs / 1000)} s in vain for ${what}`);
    await pause(250);
  }
}

/** Asks again until whoever was killed is back. */
export async function readWhenBack<T>(ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + backWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(250);
    }
  }
}

/** Rows that Temporal has not heard of yet. */
export async function countOutbox({ sql }: DatabaseHandle): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from outbox`;
  return row?.count ?? 0;
}

/** Charges with a step ahead. */
export async function countWakes({ sql }: DatabaseHandle): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from charge_wakes`;
  return row?.count ?? 0;
}

/** Charges whose workflow has not yet said that it prepares its step before the instant. */
export async function countUnprepared({ sql }: DatabaseHandle): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from charge_wakes where wake_at >= step_at`;
  return row?.count ?? 0;
}

/** Steps in a state, and when the last of them changed. */
export async function countSteps({ sql }: DatabaseHandle, state: StepState): Promise<{ count: number; lastChangeMs: number }> {
  const [row] = await sql<{ count: number; last: number | null }[]>`
    select count(*)::int as count, (extract(epoch from max(updated_at)) * 1000)::float8 as last from steps where state = ${state}`;
  return { count: row?.count ?? 0, lastChangeMs: row?.last ?? 0 };
}
