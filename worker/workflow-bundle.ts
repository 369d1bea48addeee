import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';

const built = fileURLToPath(new URL('../workflow-bundle.cjs', import.meta.url));
const source = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** The bundle made by the build beside the compiled code; from source the worker bundles at start. */
export function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  return existsSync(built) ? { workflowBundle: { codePath: built } } : { workflowsPath: source };
}
