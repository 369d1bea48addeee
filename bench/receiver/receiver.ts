import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Environment } from '../../config.ts';
import type { Child } from '../../dev/child.ts';
import { freePort } from '../../dev/ports.ts';
import { parseLine, startService } from '../../dev/services.ts';

/** One text as it reached the provider; `atUs` is microseconds since 1970, to the microsecond between two arrivals. */
export type Arrival = { atUs: number; to: string; text: string };

const told = z.object({
  wallLessClockUs: z.number(),
  arrivals: z.array(z.object({ atUs: z.number(), to: z.string(), text: z.string() })),
});

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** Starts the receiving side. Each account counts by itself; a gateway reaches one with the settings that `settings` gives. */
export async function startReceiver({ env, logFile }: { env: Environment; logFile: string }) {
  const port = await freePort();
  const child: Child = await startService({
    name: 'receiver',
    file: 'bench/receiver/main.ts',
    args: ['--port', String(port)],
    env,
    logFile,
    isReady: (line) => parseLine(line)?.ready === true,
  });
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  const count = async (account: string) => Number(await ask(`/count/${encodeURIComponent(account)}`));
  return {
    stop: () => child.stop(),
    count,
    /** What a generic gateway needs to send to an account. */
    settings: (account: string) => ({
      host: '127.0.0.1',
      port,
      ssl: false,
      method: 'GET',
      path: `/send/${encodeURIComponent(account)}?to={d}&text={m}`,
      numberFormat: '+55',
      timeoutMs: 5_000,
      rules: [{ status: 200, body: '^OK (?<id>\\w+)', outcome: 'accepted' }],
    }),
    async arrivals(account: string, from = 0): Promise<Arrival[]> {
      const { wallLessClockUs, arrivals } = told.parse(JSON.parse(await ask(`/arrivals/${encodeURIComponent(account)}?from=${from}`)));
      return arrivals.map((arrival) => ({ ...arrival, atUs: arrival.atUs + wallLessClockUs }));
    },
    /** Ends when `wanted` texts are there, or after `timeoutMs`; gives how many there are. */
    async until(account: string, wanted: number, timeoutMs: number): Promise<number> {
      const end = performance.now() + timeoutMs;
      for (;;) {
        const there = await count(account);
        if (there >= wanted || performance.now() > end) return there;
        await pause(there > wanted - 200 ? 50 : 250);
      }
    },
  };
}
