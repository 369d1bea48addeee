import { defineConfig } from 'vitest/config';
import { eachAlone } from '../../vitest.config.ts';

/** `npm run test:month`: the whole month, which takes its time. */
export default defineConfig({ test: { ...eachAlone, include: ['test/month/whole.ts'] } });
