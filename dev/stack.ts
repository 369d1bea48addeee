import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readStackConfig, type StackConfig } from '../config.ts';
import { killAllChildren } from './child.ts';
import { openDataFolder } from './data-folder.ts';
import { demoApi } from './demo/api.ts';
import { putSandboxGateways } from './demo/sandbox-gateways.ts';
import { type LocalStack, StackParts } from './local-stack.ts';
import { StackProblem } from './problem.ts';
import { seconds, stagePrinter } from './progress.ts';

const say = (line: string) => console.log(line);
process.stdout.on('error', () => {}); // a terminal that went away must not keep us from stopping in order

/** `npm start`: brings the local stack up and keeps it up until Ctrl-C or SIGTERM. */
async function main(): Promise<void> {
  const started = performance.now();
  const config = readStackConfig();
  const folder = openDataFolder(config.dataDir);
  process.on('exit', () => folder.release());
  if (folder.abandoned) say('The last run did not stop by itself; its data is picked up.');
  const parts = new StackParts(config, folder, { say: (line) => say(`  ${line}`), stage: stagePrinter((line) => say(`  ${line}`)) });
  const demo = new AbortController();
  stopOnSignal(async (isUp) => {
    demo.abort();
    await (isUp() ? parts.stop() : parts.stopAtOnce());
  });

  say(`Régua starts, its data is in ${config.dataDir}`);
  try {
    const stack = await parts.start();
    up = true;
    if (config.demo) await runDemo(stack, demo.signal);
    else await putTestGateways(stack, demo.signal);
    say(`Ready in ${seconds(performance.now() - started)}. Ctrl-C stops everything.\n`);
    for (const line of addresses(stack, config)) say(line);
  } catch (error) {
    if (stopping) return;
    demo.abort();
    await parts.stopAtOnce();
    throw error;
  }
}

let up = false;
let stopping = false;

/** The first signal stops in order; the second one ends everything at once. */
function stopOnSignal(stop: (isUp: () => boolean) => Promise<void>): void {
  const onSignal = async (signal: NodeJS.Signals) => {
    if (stopping) {
      say('Stopping at once.');
      killAllChildren();
      process.exit(1);
    }
    stopping = true;
    say(`\n${signal === 'SIGINT' ? 'Ctrl-C' : signal}: stopping everything. Once more stops at once.`);
    await stop(() => up);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void onSignal(signal));
}

/** The demo data is made over the API, like a billing system would; a failure leaves a stack that works. */
async function runDemo(stack: LocalStack, signal: AbortSignal): Promise<void> {
  const file = new URL('./demo/main.ts', import.meta.url);
  if (!existsSync(file)) return;
  try {
    await stagePrinter((line) => say(`  ${line}`))('Demo', async () => {
      const { runDemo: run } = await import(file.href);
      const { apiUrl, apiKey, firstStart, sandbox } = stack;
      const log = (line: string) => say(`  demo: ${line}`);
      await run({ apiUrl, apiKey, sandboxUrl: sandbox.url, smtpPort: sandbox.smtpPort, firstStart, log, signal });
    });
  } catch (error) {
    if (!signal.aborted) say(`  The demo data could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Without demonstration data too, test customers have their carrier. */
async function putTestGateways({ apiUrl, apiKey, sandbox }: LocalStack, signal: AbortSignal): Promise<void> {
  try {
    await putSandboxGateways(demoApi({ apiUrl, apiKey, signal }), { sandboxUrl: sandbox.url, smtpPort: sandbox.smtpPort });
  } catch (error) {
    if (!signal.aborted) say(`  Test customers have no carrier yet: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function addresses(stack: LocalStack, { dataDir }: StackConfig): string[] {
  return [
    `  Console            ${stack.apiUrl}`,
    `  API and its page   ${stack.apiUrl}/docs`,
    `  Sandbox inbox      ${stack.sandbox.url}`,
    ...(stack.temporalUiUrl === null ? [] : [`  Temporal UI        ${stack.temporalUiUrl}`]),
    stack.firstStart
      ? `  API key            ${stack.apiKey}  (shown once; kept in ${join(dataDir, 'api-key')})`
      : `  API key            the one shown at the first start, kept in ${join(dataDir, 'api-key')}`,
    ...(stack.firstSignIn === null ? [] : [signInLine(stack.firstSignIn, stack.firstStart, join(dataDir, 'first-sign-in'))]),
  ];
}

function signInLine({ email, password }: { email: string; password: string }, firstStart: boolean, file: string): string {
  if (firstStart) return `  First sign-in      ${email}  ${password}  (to be changed at the first sign-in; kept in ${file})`;
  return `  Sign-in            ${email}, with the password you chose (the first one is in ${file})`;
}

main().catch((error: unknown) => {
  if (stopping) return;
  const known = error instanceof StackProblem || error instanceof ConfigError;
  console.error(known ? `\n${error.message}` : error);
  process.exit(1);
});
