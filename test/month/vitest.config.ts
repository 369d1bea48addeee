import { defineConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/** `npm run test:month`: the whole month, which takes its time. */
export default defineConfig({ test: { ...usual.test, include: ['test/month/whole.ts'] } });
