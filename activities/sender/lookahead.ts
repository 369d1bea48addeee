/** One claim costs hardly more for many rows than for few; more at once would only wait in memory. */
const mostAtOnce = 500;
/** As much is claimed ahead of the connections as leaves in this time: what a claim takes on a busy database, and not much more. */
const aheadMs = 50;
const silentAfterMs = 1_000;

/** How far a sender claims ahead of its connections, by what calls take lately. Milliseconds of its own clock. */
export class Lookahead {
  /** Null before the first answer. */
  #callMs: number | null = null;
  #lastAnswerMs = 0;

  noteAnswer({ startedMs, answeredMs }: { startedMs: number; answeredMs: number }): void {
    const ms = answeredMs - startedMs;
    this.#lastAnswerMs = answeredMs;
    this.#callMs = this.#callMs === null ? ms : this.#callMs + (ms - this.#callMs) / 16;
  }

  /** Whether no answer came lately. */
  isSilent(nowMs: number): boolean {
    return nowMs - this.#lastAnswerMs > silentAfterMs;
  }

  /** How many rows may be claimed now: some wait for a connection, so that none is ever idle. 0 where it is too few for a statement. */
  room({ maxConnections, claimed }: { maxConnections: number; claimed: number }): number {
    const leaving = this.#callMs === null ? maxConnections : (maxConnections * aheadMs) / Math.max(1, this.#callMs);
    const ahead = Math.min(mostAtOnce, Math.max(1, Math.ceil(leaving)));
    const room = Math.min(mostAtOnce, maxConnections + ahead - claimed);
    return room < ahead / 2 ? 0 : room;
  }
}
