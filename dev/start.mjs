import { setUp } from './setup.mjs';

const problem = setUp();
if (problem === null) {
  // In this same process, so that Ctrl-C and SIGTERM reach the stack itself.
  const { register } = await import('tsx/esm/api');
  register();
  await import('./stack.ts');
} else {
  console.error(problem);
  process.exitCode = 1;
}
