import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error: console.error, log() {} };
const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** Writes the bundle of all workflows to the file that is named: in a process of its own, whose memory is given back. */
const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
await writeFile(process.argv[2] ?? '', code);
