// The last part of the build, after the compiler: what the compiled programs need beside their code.
import { cpSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

cpSync(at('db/migrations'), at('dist/db/migrations'), { recursive: true });
const { code } = await bundleWorkflowCode({ workflowsPath: at('dist/workflows/index.js'), logger: new DefaultLogger('WARN') });
writeFileSync(at('dist/workflow-bundle.cjs'), code);
console.log(`dist/workflow-bundle.cjs: ${Math.round(code.length / 1024)} KB`);
