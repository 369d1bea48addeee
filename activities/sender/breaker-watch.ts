import type { Sql } from '../../db/client.ts';
import { noteCalls } from '../../db/queries/gateway-breakers.ts';
import type { Settlement } from '../../db/queries/settle-messages.ts';
import type { CallCounts } from '../../domain/breaker.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';

export type BreakerWatchDeps = { sql: Sql; clock: Clock; gatewayId: string; onFault(error: unknown): void };

/** Tells the gateway's breaker of answers and of calls without one. While nothing fails it costs nothing. */
export class BreakerWatch {
  readonly #deps: BreakerWatchDeps;
  /** Something failed lately, or a text is out to try: from now on answers count too. */
  #counts = false;

  constructor(deps: BreakerWatchDeps) {
    this.#deps = deps;
  }

  /** The breaker is open, and what was claimed tries whether the provider is back. */
  probing(): void {
    this.#counts = true;
  }

  /** Reads what was written as calls; ends when the breaker knows. */
  async note(settlements: readonly Settlement[]): Promise<void> {
    const calls = callsOf(settlements);
    if (calls.failed > 0) this.#counts = true;
    if (!this.#counts || calls.answered + calls.failed === 0) return;
    const { sql, clock, gatewayId, onFault } = this.#deps;
    try {
      const breaker = await noteCalls(sql, { gatewayId, calls, now: nowOf(clock) });
      this.#counts = breaker.state === 'open' || breaker.failed > 0;
    } catch (error) {
      onFault(error);
    }
  }
}

/** A refusal is an answer. What was given back unsent, or kept because the account is at fault, says nothing of the provider's health. */
function callsOf(settlements: readonly Settlement[]): CallCounts {
  const answered = settlements.filter(({ state }) => state === 'accepted' || state === 'refused').length;
  const failed = settlements.filter(({ state, attempted }) => attempted && (state === 'unknown' || state === 'queued')).length;
  return { answered, failed };
}
