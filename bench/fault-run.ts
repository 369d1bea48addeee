import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { killAllChildren, stopAllChildren } from '../dev/child.ts';
import { campaignUnderKills } from './campaign-faults.ts';
import { type FaultResult, runScenario, scenarios } from './faults.ts';
import { serverVersions, surroundings } from './report.ts';
import { type BenchStack, buildPrograms, openStack } from './stack.ts';

const say = (line: string) => console.log(line);

/** Recipients of a campaign leave at this pace: time for twenty kills on the way. */
const campaignPerSecond = 50;

type Sizes = { messages: number; recipients: number; kills: number };
type Run = (stack: BenchStack, sizes: Sizes) => Promise<FaultResult>;

const runs: Record<string, Run> = {
  ...Object.fromEntries(
    scenarios.map((scenario): [string, Run] => [
      scenario.name,
      // A few workflows ended by hand say as much as two hundred.
      (stack, { messages }) => runScenario(scenario, stack, scenario.name === 'terminated' ? Math.min(messages, 20) : messages),
    ]),
  ),
  campaign: async (stack, { recipients, kills }) => {
    const result = await campaignUnderKills(stack, { recipients, kills, perSecond: campaignPerSecond });
    if (result.counted !== recipients || result.unknown > result.onTheWire) process.exitCode = 1;
    return result;
  },
};

/** `npm run fault-run`: kills parts in the middle of work and counts. Exit code 1 when a text was lost or came twice. */
async function main(): Promise<void> {
  const number = (otherwise: string) => ({ type: 'string', default: otherwise }) as const;
  const options = { json: { type: 'string' }, messages: number('200'), recipients: number('5000'), kills: number('20') } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const unknown = positionals.find((name) => !(name in runs));
  if (unknown !== undefined) throw new Error(`scenario: given "${unknown}"; expected ${Object.keys(runs).join(', ')}`);
  const size = (name: keyof Sizes) => {
    const given = Number(values[name]);
    if (!Number.isInteger(given) || given < 2) throw new Error(`--${name}: given "${values[name]}"; expected 2 or more`);
    return given;
  };
  const sizes: Sizes = { messages: size('messages'), recipients: size('recipients'), kills: size('kills') };

  const report = { measuredAt: new Date().toISOString(), ...surroundings() };
  const results: Record<string, FaultResult> = {};
  await buildPrograms(say);
  for (const [name, run] of Object.entries(runs).filter(([name]) => positionals.length === 0 || positionals.includes(name))) {
    const stack = await openStack((line) => say(`  ${line}`), { compiled: true });
    say(`${name} …`);
    try {
      Object.assign(report.versions, await serverVersions(stack));
      const result = await run(stack, sizes);
      results[name] = result;
      say(
        `${name}: ${Object.entries(result)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')}`,
      );
      if (result.lost > 0 || result.duplicated > 0) process.exitCode = 1;
    } finally {
      await stack.stop();
    }
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ ...report, ...results }, null, 2)}\n`);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await stopAllChildren(5_000);
    process.exit(1);
  });
}
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  killAllChildren();
  process.exitCode = 1;
});
