import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config.ts';
import { sourcesHash } from '../worker/sources-hash.ts';
import { ChildExited, startChild } from './child.ts';
import { StackProblem } from './problem.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'regua-console');
/** All that the built console is made of; types of the API leave nothing in it. */
const sources = ['web', 'domain', 'docs/manual', 'package-lock.json'];

/** The folder of the built staff console. Builds it when its sources are not those of the last build. Throws StackProblem when that fails. */
export async function builtConsole(env: Environment): Promise<string> {
  const folder = join(cache, sourcesHash(root, sources));
  if (existsSync(join(folder, 'index.html'))) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', 'web', '--outDir', unfinished, '--emptyOutDir', '--logLevel', 'warn'];
  // Under the tests NODE_ENV is another, and React would come with all that it says to programmers.
  const production = { ...env, NODE_ENV: 'production' };
  const exit = await startChild({ name: 'console build', command: process.execPath, args, cwd: root, env: production }).exited;
  if (exit.code !== 0) throw new StackProblem(new ChildExited('console build', exit).message);
  for (const old of readdirSync(cache)) if (old !== unfinished.slice(cache.length + 1)) rmSync(join(cache, old), { recursive: true });
  renameSync(unfinished, folder);
  return folder;
}
