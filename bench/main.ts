import { writeFile } from 'node:fs/promises';
import { killAllChildren, stopAllChildren } from '../dev/child.ts';
import { api } from './api.ts';
import { audience } from './audience.ts';
import type { Benchmark } from './benchmark.ts';
import { campaign } from './campaign.ts';
import { charges } from './charges.ts';
import { forecast } from './forecast.ts';
import { BenchUsage, readOptions } from './options.ts';
import { pages } from './pages.ts';
import { priority } from './priority.ts';
import { type Figures, linesOf, serverVersions, surroundings } from './report.ts';
import { buildPrograms, openStack } from './stack.ts';
import { storm } from './storm.ts';
import { throttle } from './throttle.ts';

const benchmarks: Record<string, Benchmark> = { api, audience, campaign, charges, forecast, pages, priority, storm, throttle };
const say = (line: string) => console.log(line);

/** `npm run bench`: measures on stacks of its own and prints the figures; `--json` writes them with all that belongs to them. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), Object.keys(benchmarks));
  const report = { measuredAt: new Date().toISOString(), quick: options.quick, ...surroundings() };
  const figures: Figures = {};
  await buildPrograms(say);
  const run = {
    options,
    say,
    openStack: async (wish?: { withConsole: boolean }) => {
      const stack = await openStack(say, { compiled: true, ...wish });
      Object.assign(report.versions, await serverVersions(stack));
      return stack;
    },
  };
  for (const name of options.names) {
    say(`${name} …`);
    const measured = await benchmarks[name]?.(run);
    for (const line of linesOf(measured ?? {})) say(`  ${line}`);
    Object.assign(figures, measured);
    // After each one: a long run that is broken off keeps what it has.
    if (options.json !== null) await writeFile(options.json, `${JSON.stringify({ ...report, ...figures }, null, 2)}\n`);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await stopAllChildren(5_000);
    process.exit(1);
  });
}
main().catch((error: unknown) => {
  console.error(error instanceof BenchUsage ? error.message : error);
  killAllChildren();
  process.exitCode = 1;
});
