import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Child, startChild } from './child.ts';
import { supervise } from './supervisor.ts';

const node = (name: string, code: string, isReady?: (line: string) => boolean) =>
  startChild({ name, command: process.execPath, args: ['-e', code], env: process.env, ...(isReady && { isReady }) });
const staysUp = 'console.log("up"); setInterval(() => {}, 1000)';
const deafToTerm = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)';

test('a program that crashes is told and started again', async () => {
  const started: Child[] = [];
  const said: string[] = [];
  let isBack = () => {};
  const back = new Promise<void>((resolve) => {
    isBack = resolve;
  });
  const supervised = await supervise({
    name: 'worker',
    start: async () => {
      const child = node('worker', staysUp, (line) => line === 'up');
      await child.ready;
      started.push(child);
      return child;
    },
    say: (line) => {
      said.push(line);
      if (line.endsWith('is back.')) isBack();
    },
    backOffMs: [1],
  });
  process.kill(started[0]?.pid ?? 0, 'SIGKILL');
  await back;
  await supervised.stop();
  expect(said).toEqual(['worker ended by SIGKILL (up); it is started again.', 'worker is back.']);
  expect(await started[1]?.exited).toMatchObject({ signal: 'SIGTERM' });
});

test('a program that cannot start the first time is a failure, not a loop', async () => {
  const start = async () => {
    const child = node('api', 'console.error("no such port"); process.exit(3)', () => false);
    await child.ready;
    return child;
  };
  await expect(supervise({ name: 'api', start, say: () => {} })).rejects.toThrow('api ended with code 3: no such port');
});

test('a program that ignores a polite request is killed after its grace', async () => {
  const child = node('deaf', deafToTerm, (line) => line === 'up');
  await child.ready;
  expect(await child.stop(50)).toMatchObject({ signal: 'SIGKILL' });
});

test('a program that is not installed is told by name', async () => {
  const child = startChild({ name: 'missing', command: '/nowhere/missing', args: [], env: process.env, isReady: () => false });
  await expect(child.ready).rejects.toThrow(/missing ended with code 127.*not found/);
});

test('children end with their parent, even when it is killed without a chance to stop them', async () => {
  const module = fileURLToPath(new URL('./child.ts', import.meta.url));
  const program = `import { startChild } from ${JSON.stringify(module)};
    const child = startChild({ name: 'child', command: process.execPath, args: ['-e', ${JSON.stringify(staysUp)}], env: process.env, isReady: (line) => line === 'up' });
    await child.ready; console.log(child.pid); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const childPid = Number(line);
  expect(isAlive(childPid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(childPid), { timeout: 5_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
