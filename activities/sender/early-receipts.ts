import type { Sql } from '../../db/client.ts';
import { matchReceipts } from '../../db/queries/receipts.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { addMs } from '../../domain/instants.ts';
import { phoneTag } from '../../gateways/own-id.ts';

export type EarlyReceiptsDeps = { sql: Sql; clock: Clock; gatewayId: string; onFault(error: unknown): void };

/** Many answers are written in one second; one look serves them all. */
const afterMs = 1_000;
/** A receipt that came before our own answer is no older than the longest call. */
const earlyMs = 300_000;

/** Receipts that came before the answer to our call: looked at again a second after answers were written. */
export class EarlyReceipts {
  readonly #deps: EarlyReceiptsDeps;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(deps: EarlyReceiptsDeps) {
    this.#deps = deps;
  }

  lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#looking = this.#look();
    }, afterMs);
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { sql, clock, gatewayId, onFault } = this.#deps;
    const now = nowOf(clock);
    await matchReceipts(sql, { receivedSince: addMs(now, -earlyMs) }, { gatewayId, now, tagOf: phoneTag }).then(() => {}, onFault);
  }
}
