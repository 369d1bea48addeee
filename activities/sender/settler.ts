import type { Sql } from '../../db/client.ts';
import { type Settlement, settleMessages } from '../../db/queries/settle-messages.ts';
import type { Questions } from '../../domain/ask-again.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';

const everyMs = 25;
const mostPerStatement = 500;
const pauseAfterFaultMs = 500;

export type SettlerDeps = {
  sql: Sql;
  clock: Clock;
  processId: string;
  /** What the provider can be asked about later. */
  questions(): Questions;
  onSettled(settlements: readonly Settlement[]): Promise<void>;
  onFault(error: unknown): void;
};

/** Collects answers and writes them a batch at a time. A database that is away for a while loses none: they wait here. */
export class Settler {
  readonly #deps: SettlerDeps;
  #waiting: Settlement[] = [];
  #writing: Promise<void> | null = null;

  constructor(deps: SettlerDeps) {
    this.#deps = deps;
  }

  add(settlement: Settlement): void {
    this.#waiting.push(settlement);
    this.#writing ??= this.#write();
  }

  /** Ends when everything collected so far is written. */
  async drained(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async #write(): Promise<void> {
    await pause(everyMs);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, mostPerStatement);
      try {
        const { sql, clock, processId, questions } = this.#deps;
        await settleMessages(sql, { processId, settlements: batch, questions: questions(), now: nowOf(clock) });
        await this.#deps.onSettled(batch);
      } catch (error) {
        this.#deps.onFault(error);
        this.#waiting.unshift(...batch);
        await pause(pauseAfterFaultMs);
      }
      if (this.#waiting.length > 0 && this.#waiting.length < mostPerStatement) await pause(everyMs);
    }
    this.#writing = null;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
