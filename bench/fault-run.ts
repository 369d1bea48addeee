import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { killAllChildren, stopAllChildren } from '../dev/child.ts';
import { type FaultResult, runScenario, scenarios } from './faults.ts';
import { serverVersions, surroundings } from './report.ts';
import { openStack } from './stack.ts';

const say = (line: string) => console.log(line);

/** `npm run fault-run`: kills parts in the middle of work and counts. Exit code 1 when a text was lost or came twice. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, messages: { type: 'string', default: '200' } },
  });
  const names = scenarios.map(({ name }) => name);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`scenario: given "${unknown}"; expected ${names.join(', ')}`);
  const messages = Number(values.messages);
  if (!Number.isInteger(messages) || messages < 2) throw new Error(`--messages: given "${values.messages}"; expected 2 or more`);

  const report = { measuredAt: new Date().toISOString(), ...surroundings() };
  const results: Record<string, FaultResult> = {};
  for (const scenario of scenarios.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const stack = await openStack((line) => say(`  ${line}`));
    say(`${scenario.name} …`);
    try {
      Object.assign(report.versions, await serverVersions(stack));
      // A few workflows ended by hand say as much as two hundred.
      const result = await runScenario(scenario, stack, scenario.name === 'terminated' ? Math.min(messages, 20) : messages);
      results[scenario.name] = result;
      say(
        `${scenario.name}: ${Object.entries(result)
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
