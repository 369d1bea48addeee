import type { Sql } from '../../db/client.ts';
import { pushBackSlots } from '../../db/queries/gateway-sending.ts';
import { type Pace, pushBackUs } from '../../domain/pace.ts';

/** Slots are reserved at most this far ahead; a pause is in force after that. */
export const aheadUs = 100_000;

export type SlotsDeps = { sql: Sql; gatewayId: string; onFault(error: unknown): void };

/** What this process knows of the gateway's slots; the account's own truth is in the database. Microseconds since 1970. */
export class Slots {
  readonly #deps: SlotsDeps;
  #nextUs = 0;
  #movedUs = 0;

  constructor(deps: SlotsDeps) {
    this.#deps = deps;
  }

  /** By how much slots were moved back so far: a claim notes it, and a late call is compared with it. */
  get movedUs(): number {
    return this.#movedUs;
  }

  /** The next free slot as a claim saw it. */
  next(us: number): void {
    this.#nextUs = us;
  }

  /** How long until a slot may be reserved, in microseconds; 0 or less: now. */
  untilFreeUs(nowUs: number): number {
    return this.#nextUs - aheadUs - nowUs;
  }

  /** Slots after a late call move back, so that no window holds more than its quantity. */
  noteLateness(latenessUs: number, movedUs: number, pace: Pace): void {
    const back = pushBackUs({ latenessUs, movedSinceUs: this.#movedUs - movedUs }, pace);
    if (back === 0) return;
    this.#movedUs += back;
    this.#nextUs += back;
    void pushBackSlots(this.#deps.sql, this.#deps.gatewayId, back).catch(this.#deps.onFault);
  }
}
