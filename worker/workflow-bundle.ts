import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WorkerOptions } from '@temporalio/worker';
import { sourcesHash } from './sources-hash.ts';

const built = fileURLToPath(new URL('../workflow-bundle.cjs', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'regua-workflows');
/** All that the bundle is made of: types of the activities leave nothing in it. */
const sources = ['workflows', 'domain', 'worker/bundle-workflows.ts', 'package-lock.json'];

/** The bundle made by the build beside the compiled code; from source the last one, or a new one when its sources are others. */
export async function workflowCode(): Promise<{ workflowBundle: NonNullable<WorkerOptions['workflowBundle']> }> {
  return { workflowBundle: existsSync(built) ? { codePath: built } : { code: await bundledCode() } };
}

/** The code of the bundle that is made from source. */
export async function bundledCode(): Promise<string> {
  const name = `${sourcesHash(root, sources)}.cjs`;
  const file = join(cache, name);
  if (!existsSync(file)) await bundleApart(file);
  const code = await readFile(file, 'utf8');
  for (const old of await readdir(cache)) if (old.endsWith('.cjs') && old !== name) await rm(join(cache, old), { force: true });
  return code;
}

/** In a process of its own: what the bundler takes of memory, a process keeps as long as it lives. */
async function bundleApart(file: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await promisify(execFile)(process.execPath, ['dev/run.mjs', 'worker/bundle-workflows.ts', unfinished], { cwd: root });
  await rename(unfinished, file);
}
