import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../dev/child.ts';
import { StackProblem } from '../dev/problem.ts';

/** The server that production runs, see docker-compose.yml. */
export const temporalVersion = '1.31.2';

const cache = fileURLToPath(new URL(`../.regua-cache/temporal-server-${temporalVersion}`, import.meta.url));

/** The folder with Temporal's `server` and `sql`: the given one, else the cache, which is filled with Go the first time (some minutes). */
export async function findTemporalPrograms({ given, say }: { given: string | undefined; say: (line: string) => void }): Promise<string> {
  for (const folder of given === undefined ? [cache] : [given]) {
    if (existsSync(join(folder, 'server')) && existsSync(join(folder, 'sql'))) return folder;
  }
  if (given !== undefined) throw new StackProblem(`--bin ${given}: expected a folder with the programs server and sql.`);
  say(`Temporal server ${temporalVersion} is built from its Go module, once; this takes some minutes`);
  mkdirSync(cache, { recursive: true });
  for (const program of ['server', 'tools/sql']) await goInstall(`go.temporal.io/server/cmd/${program}@v${temporalVersion}`);
  return cache;
}

async function goInstall(module: string): Promise<void> {
  const child = startChild({ name: 'go install', command: 'go', args: ['install', module], env: { ...process.env, GOBIN: cache } });
  const exit = await child.exited;
  if (exit.code !== 0) throw new StackProblem(`go install ${module} failed. Is Go installed?\n${exit.lastLines.join('\n')}`);
}
