import { defineConfig } from 'vitest/config';
import { eachAlone } from '../../vitest.config.ts';

/** `npm run screens`: every page of the console in both widths and themes, to be looked at. */
export default defineConfig({ test: { ...eachAlone, include: ['test/screens/screens.ts'] } });
