import { defineConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/** `npm run screens`: every page of the console in both widths and themes, to be looked at. */
export default defineConfig({ test: { ...usual.test, include: ['test/screens/screens.ts'] } });
