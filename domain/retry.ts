import { addMs, type Instant } from './instants.ts';

const firstDelayMs = 2_000;
const longestDelayMs = 300_000;

/** When to try again after a temporary refusal: back-off doubles from 2 s to 5 min; the provider's own Retry-After wins when longer. */
export function retryAt({ retries, retryAfterMs }: { retries: number; retryAfterMs: number | null }, now: Instant): Instant {
  const backOffMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(retries, 20));
  return addMs(now, Math.max(backOffMs, retryAfterMs ?? 0));
}
