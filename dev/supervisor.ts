import { setTimeout as pause } from 'node:timers/promises';
import type { Exit } from './child.ts';

/** A program that runs, however it was started. */
export type Running = { pid: number; exited: Promise<Exit>; stop(): Promise<unknown> };

type Plan = {
  name: string;
  /** Resolves when the program is ready. */
  start: () => Promise<Running>;
  say: (line: string) => void;
  /** Milliseconds before each new start; the last one repeats. */
  backOffMs?: readonly number[];
  /** A program that ran this long gets the first pause again. */
  steadyAfterMs?: number;
};

export type Supervised = { stop(): Promise<void> };

const doubling = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

/** Keeps a program running until `stop`: an end nobody asked for is told and followed by a new start. A failed first start is thrown. */
export async function supervise({ name, start, say, backOffMs = doubling, steadyAfterMs = 60_000 }: Plan): Promise<Supervised> {
  const stopping = new AbortController();
  let running: Running | null = await start();

  const watch = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      if (running) {
        const since = performance.now();
        const exit = await running.exited;
        running = null;
        if (stopping.signal.aborted) return;
        if (performance.now() - since >= steadyAfterMs) failures = 0;
        say(`${name} ended ${describe(exit)}; it is started again.`);
      }
      const wait = backOffMs[Math.min(failures, backOffMs.length - 1)] ?? 0;
      failures += 1;
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        running = await start();
        say(`${name} is back.`);
      } catch (error) {
        say(`${name} did not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const watching = watch();

  return {
    stop: async () => {
      stopping.abort();
      await running?.stop();
      await watching;
      await running?.stop(); // one that was just starting
    },
  };
}

function describe({ code, signal, lastLines }: Exit): string {
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  const last = lastLines.at(-1);
  return last === undefined ? how : `${how} (${last.slice(0, 200)})`;
}
