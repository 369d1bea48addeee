import { defineConfig } from 'vitest/config';
import { eachAlone } from './vitest.config.ts';

/** Runs in full size, each with a script of its own: `*.full.ts` beside the test of moderate size. */
export default defineConfig({ test: { ...eachAlone, include: ['test/**/*.full.ts'] } });
