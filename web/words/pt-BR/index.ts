import { first } from './first.ts';
import { more } from './more.ts';

/** Every word of the console, Portuguese first: English has the same keys. */
export const ptBR = { ...first, ...more };
