import { defineConfig } from 'vitest/config';

const ofEach = {
  exclude: ['node_modules', 'dist', '.regua*'],
  pool: 'forks' as const, // the Temporal SDK's native part has crashed in worker threads
  maxWorkers: 2,
  testTimeout: 30_000,
  hookTimeout: 60_000,
};
const globalSetup = ['test/global-setup.ts'];

/** For runs that name their own files: each file in a process of its own. */
export const eachAlone = { ...ofEach, globalSetup };

/** They change nothing of their process: they share one, in which what they import is read once. */
const together = ['{api,db,domain}/**/*.test.ts', 'web/!(stories)/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: ofEach.maxWorkers,
    globalSetup,
    projects: [
      { test: { ...ofEach, name: 'alone', include: ['**/*.test.ts'], exclude: [...ofEach.exclude, ...together] } },
      { test: { ...ofEach, name: 'together', include: together, isolate: false } },
    ],
  },
});
