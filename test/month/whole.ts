import { expect, test } from 'vitest';
import { playMonth } from './play.ts';
import { referenceLog } from './reference.ts';
import { worldOf } from './world.ts';

/** Ten thousand charges: twenty providers of five hundred. */
const providers = Array.from({ length: 20 }, (_, index) => index + 1);

test.each(providers)(
  'a month of 500 charges, provider %i',
  async (seed) => {
    const world = worldOf(seed, 500);
    expect((await playMonth(world)).sort()).toEqual(referenceLog(world).sort());
  },
  1_800_000,
);
