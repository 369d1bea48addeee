import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WorkerOptions } from '@temporalio/worker';

const built = fileURLToPath(new URL('../workflow-bundle.cjs', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

/** The bundle made by the build beside the compiled code; from source one is made, for all Workers of the process. */
export async function workflowCode(): Promise<{ workflowBundle: NonNullable<WorkerOptions['workflowBundle']> }> {
  return { workflowBundle: existsSync(built) ? { codePath: built } : { code: await bundledApart() } };
}

/** Elsewhere: what the bundler takes of memory, a process keeps as long as it lives. */
async function bundledApart(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'regua-workflows-'));
  try {
    const file = join(folder, 'bundle.cjs');
    await promisify(execFile)(process.execPath, ['dev/run.mjs', 'worker/bundle-workflows.ts', file], { cwd: root });
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
