import type { Clock } from '../domain/clock.ts';
import { Problem } from './problem.ts';

/** `perSecond` on average, and at most `burst` at once, for each key. */
export type RateLimit = { perSecond: number; burst: number };

type Taken = { passes: true } | { passes: false; retryAfterSeconds: number };
type Bucket = { tokens: number; atMs: number };

const mostKeys = 10_000;

/** Counts calls per key in this process; each takes a token, and tokens come back with time. */
export function createRateLimiter(clock: Clock, { perSecond, burst }: RateLimit) {
  const buckets = new Map<string, Bucket>();
  return {
    /** Whether the call may pass; else in how many seconds to try again. */
    take(key: string): Taken {
      const now = clock.nowMs();
      const { tokens, atMs } = buckets.get(key) ?? { tokens: burst, atMs: now };
      const filled = Math.min(burst, tokens + (Math.max(0, now - atMs) / 1000) * perSecond);
      if (buckets.size >= mostKeys && !buckets.has(key)) buckets.clear();
      buckets.set(key, { tokens: filled >= 1 ? filled - 1 : filled, atMs: now });
      return filled >= 1 ? { passes: true } : { passes: false, retryAfterSeconds: Math.ceil((1 - filled) / perSecond) };
    },
  };
}

/** 429 with Retry-After for a call beyond the limit. */
export function refuseBeyond(limit: Taken): void {
  if (limit.passes) return;
  const { retryAfterSeconds } = limit;
  const detail = { pt: 'Chamadas demais; repita mais tarde.', en: 'Too many calls; repeat later.' };
  throw new Problem(429, 'too-many-requests', detail, { retryAfterSeconds });
}
