import { bundleWorkflowCode } from '@temporalio/worker';
import { quietLogger } from './quiet-logger.ts';

/** The code of a workflow file, bundled as the worker bundles it. */
export async function bundleOf(workflowsPath: string): Promise<string> {
  return (await bundleWorkflowCode({ workflowsPath, logger: quietLogger })).code;
}
