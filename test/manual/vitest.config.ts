import { defineConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/** `npm run manual:pictures`: the screens of the manual, taken from the demonstration. */
export default defineConfig({ test: { ...usual.test, include: ['test/manual/pictures.ts'] } });
