import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Environment } from '../config.ts';

type ChildOptions = {
  name: string;
  command: string;
  args: string[];
  env: Environment;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** What the child prints goes here; without it nothing is kept. */
  logFile?: string;
  /** True for the line that says the child is up. Without it `ready` is at once. */
  isReady?: (line: string) => boolean;
  onLine?: (line: string) => void;
  readyTimeoutMs?: number;
  /** How this program is asked to stop. */
  stopSignal?: 'SIGTERM' | 'SIGINT';
};

export type Exit = { code: number | null; signal: NodeJS.Signals | null; lastLines: string[] };

/** A running child process. */
export type Child = {
  name: string;
  pid: number;
  /** Resolves with the line that said so; rejects when the child ends or stays silent first. */
  ready: Promise<string>;
  exited: Promise<Exit>;
  /** Asks politely, waits `graceMs` (default 10 s), then kills the whole process group. Safe to call twice. */
  stop(graceMs?: number): Promise<Exit>;
};

/** A child ends with its parent, even when the parent is killed: the pipe on its standard input then closes and `cat` returns. */
const dieWithParent = 'exec 3<&0; (cat <&3; kill -$0 $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

const living = new Map<number, Child>();

/** Asks every child at once to stop, for a start that is broken off; kills what still runs after `graceMs`. */
export async function stopAllChildren(graceMs: number): Promise<void> {
  await Promise.all([...living.values()].map((child) => child.stop(graceMs)));
}

/** The last resort: ends every child and what it started, at once. */
export function killAllChildren(): void {
  for (const pid of living.keys()) killGroup(pid);
}

/** Starts a program in a process group of its own, so that a Ctrl-C in the terminal does not reach it before its turn. */
export function startChild(options: ChildOptions): Child {
  const { name, stopSignal = 'SIGTERM', readyTimeoutMs = 60_000 } = options;
  const child = spawn('/bin/sh', ['-c', dieWithParent, stopSignal.slice(3), options.command, ...options.args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: options.env,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
  });
  child.stdin?.on('error', () => {});
  const log = options.logFile === undefined ? null : createWriteStream(options.logFile, { flags: 'a' });
  log?.on('error', () => {});

  const pid = child.pid ?? 0;
  const lastLines: string[] = [];
  const exited = exitOf(child, log, lastLines);
  const ready = new Promise<string>((resolve, reject) => {
    const silence = setTimeout(() => reject(new Error(`${name} did not get ready within ${readyTimeoutMs / 1000} s`)), readyTimeoutMs);
    const settle = (line: string) => {
      clearTimeout(silence);
      resolve(line);
    };
    if (!options.isReady) settle('');
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log?.write(`${line}\n`);
        lastLines.push(line);
        if (lastLines.length > 20) lastLines.shift();
        options.onLine?.(line);
        if (options.isReady?.(line)) settle(line);
      });
    }
    void exited.then((exit) => {
      clearTimeout(silence);
      reject(new ChildExited(name, exit));
    });
  });
  ready.catch(() => {}); // whoever needs the child awaits `ready`; a failure nobody awaits is told by `exited`

  const started: Child = { name, pid, ready, exited, stop: (graceMs = 10_000) => stopChild(child, exited, stopSignal, graceMs) };
  if (pid > 0) living.set(pid, started);
  return started;
}

/** A child that ended before it was ready; `message` carries the last thing it said. */
export class ChildExited extends Error {
  readonly exit: Exit;

  constructor(name: string, exit: Exit) {
    const how = exit.signal === null ? `with code ${exit.code}` : `by ${exit.signal}`;
    super(`${name} ended ${how}${exit.lastLines.length > 0 ? `: ${exit.lastLines.slice(-5).join(' | ')}` : ''}`);
    this.name = 'ChildExited';
    this.exit = exit;
  }
}

async function exitOf(child: ChildProcess, log: WriteStream | null, lastLines: string[]): Promise<Exit> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', (error) => {
      lastLines.push(error.message);
      resolve({ code: null, signal: null });
    });
    child.once('exit', (code, signal) => {
      child.stdin?.destroy();
      if (child.pid !== undefined) living.delete(child.pid);
      resolve({ code, signal });
    });
  });
  // Output still in the pipes belongs to the last lines; a grandchild that keeps a pipe open must not hold us up.
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 300))]);
  log?.end();
  return { code, signal, lastLines };
}

async function stopChild(child: ChildProcess, exited: Promise<Exit>, signal: NodeJS.Signals, graceMs: number): Promise<Exit> {
  const isRunning = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  if (isRunning()) child.kill(signal);
  const grace = setTimeout(() => {
    if (isRunning() && child.pid !== undefined) killGroup(child.pid);
  }, graceMs);
  try {
    return await exited;
  } finally {
    clearTimeout(grace);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
