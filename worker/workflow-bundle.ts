import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkerOptions } from '@temporalio/worker';

const built = fileURLToPath(new URL('../workflow-bundle.cjs', import.meta.url));
const source = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** The bundle made by the build beside the compiled code; from source one is made, for all Workers of the process. */
export async function workflowCode(): Promise<{ workflowBundle: NonNullable<WorkerOptions['workflowBundle']> }> {
  if (existsSync(built)) return { workflowBundle: { codePath: built } };
  const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error: console.error, log() {} };
  return { workflowBundle: await bundleWorkflowCode({ workflowsPath: source, logger: quiet }) };
}
