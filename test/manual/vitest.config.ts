import { defineConfig } from 'vitest/config';
import { eachAlone } from '../../vitest.config.ts';

/** `npm run manual:pictures`: the screens of the manual, taken from the demonstration. */
export default defineConfig({ test: { ...eachAlone, include: ['test/manual/pictures.ts'] } });
