import { fileURLToPath } from 'node:url';
import type { Environment } from '../config.ts';
import { type Child, ChildExited, startChild } from './child.ts';
import { StackProblem } from './problem.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

type ServiceOptions = {
  name: string;
  /** Path of the TypeScript file from the root of the checkout. */
  file: string;
  /** Runs what `npm run build` made of it, as in production. */
  compiled?: boolean;
  args?: string[];
  env: Environment;
  logFile?: string;
  isReady: (line: string) => boolean;
  /** Told of each problem the service logs. */
  say?: (line: string) => void;
};

/** Starts one of our own programs from source and waits until it says that it is ready. Throws StackProblem when it does not. */
export async function startService(options: ServiceOptions): Promise<Child> {
  const { name, logFile, isReady, say } = options;
  const child = startChild({
    ...programOf(options),
    isReady,
    onLine: (line) => {
      const problem = problemIn(line);
      if (problem !== null) say?.(`${name}: ${problem}`);
    },
    ...(logFile !== undefined && { logFile }),
  });
  try {
    await child.ready;
    return child;
  } catch (error) {
    await child.stop(2_000);
    throw new StackProblem(`${error instanceof Error ? error.message : String(error)}${logFile ? `\nIts log: ${logFile}` : ''}`, {
      cause: error,
    });
  }
}

/** Runs one of our own programs to its end and gives the last line it printed. Throws StackProblem when it fails. */
export async function runToEnd(options: Omit<ServiceOptions, 'isReady'>): Promise<string> {
  const { name, logFile } = options;
  const child = startChild({
    ...programOf(options),
    ...(logFile !== undefined && { logFile }),
  });
  const exit = await child.exited;
  if (exit.code !== 0) throw new StackProblem(new ChildExited(name, exit).message);
  return exit.lastLines.at(-1) ?? '';
}

function programOf({ name, file, compiled = false, args = [], env }: Omit<ServiceOptions, 'isReady'>) {
  const program = compiled ? ['--enable-source-maps', `dist/${file.replace(/\.ts$/, '.js')}`] : ['dev/run.mjs', file];
  return { name, command: process.execPath, args: [...program, ...args], cwd: root, env };
}

/** True for the log line of that message. */
export function saysMessage(message: string): (line: string) => boolean {
  return (line) => parseLine(line)?.msg === message;
}

/** The object in a line of JSON; null for any other line. */
export function parseLine(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : null;
  } catch {
    return null;
  }
}

const errorLevel = 50; // pino's number for `error`

function problemIn(line: string): string | null {
  const entry = parseLine(line);
  if (typeof entry?.level !== 'number' || entry.level < errorLevel) return null;
  const reason =
    entry.reason ?? (typeof entry.err === 'object' && entry.err !== null && 'message' in entry.err ? entry.err.message : undefined);
  return [entry.msg, reason].filter((part) => typeof part === 'string').join(': ');
}
