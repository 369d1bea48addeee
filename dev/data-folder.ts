import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, isPortFree } from './ports.ts';
import { StackProblem } from './problem.ts';
import { commandOf } from './processes.ts';

/** Everything the local stack stores, held by one running stack at a time. */
export type DataFolder = {
  path: string;
  /** The last run was killed: its programs may still be stopping. */
  abandoned: boolean;
  logFile(name: string): string;
  /** A secret kept for the owner's eyes only; made the first time. */
  keptSecret(name: string, make: () => string): string;
  /** The secret, or null while it has not been kept. */
  readSecret(name: string): string | null;
  /** The port of the last start while it is free, else any free one: so that a bookmark keeps working. */
  rememberedPort(name: string): Promise<number>;
  release(): void;
};

/** Takes the folder for this process. Throws StackProblem when it cannot be written or another stack works in it. */
export function openDataFolder(path: string): DataFolder {
  const lockFile = join(path, 'stack.pid');
  writable(path, () => mkdirSync(join(path, 'logs'), { recursive: true }));
  const abandoned = existsSync(lockFile);
  if (abandoned) refuseLiveStack(path, Number(readFileSync(lockFile, 'utf8')));
  writable(path, () => {
    rmSync(lockFile, { force: true });
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
  });

  const secretFile = (name: string) => join(path, name);
  const readSecret = (name: string) => (existsSync(secretFile(name)) ? readFileSync(secretFile(name), 'utf8').trim() : null);
  return {
    path,
    abandoned,
    logFile: (name) => join(path, 'logs', `${name}.log`),
    readSecret,
    keptSecret: (name, make) => {
      const kept = readSecret(name);
      if (kept) return kept;
      const made = make();
      writable(path, () => writeFileSync(secretFile(name), `${made}\n`, { mode: 0o600 }));
      return made;
    },
    rememberedPort: async (name) => {
      const file = join(path, `${name}.port`);
      const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
      const port = last > 0 && (await isPortFree(last)) ? last : await freePort();
      writable(path, () => writeFileSync(file, String(port)));
      return port;
    },
    release: () => rmSync(lockFile, { force: true }),
  };
}

/** A random secret of 32 bytes as hex. */
export function randomSecret(): string {
  return randomBytes(32).toString('hex');
}

function refuseLiveStack(path: string, pid: number): void {
  if (pid === process.pid || !/start\.mjs|stack\.ts/.test(commandOf(pid))) return;
  throw new StackProblem(
    `The data folder ${path} is in use by process ${pid}. Stop it, or set REGUA_DATA_DIR to another folder and REGUA_PORT to another port.`,
  );
}

function writable(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StackProblem(
      `The data folder ${path} cannot be written (${reason}). Give this user the right to write there, or set REGUA_DATA_DIR to another folder.`,
    );
  }
}
