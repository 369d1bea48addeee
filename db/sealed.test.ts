import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealed.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });

describe('sealed credentials', () => {
  it('open again with the key that sealed them, also after a newer key came first', () => {
    const old = key('k1');
    const sealed = createSealer([old]).seal('senha çã');
    const rotated = createSealer([key('k2'), old]);
    expect(rotated.open(sealed)).toEqual({ ok: true, value: 'senha çã' });
    expect(rotated.isOld(sealed)).toBe(true);
    expect(rotated.isOld(rotated.seal('x'))).toBe(false);
  });

  it('stay shut, and say why, without the key or when damaged', () => {
    const sealed = createSealer([key('k1')]).seal('senha');
    expect(createSealer([key('k2')]).open(sealed)).toEqual({ ok: false, reason: 'unknown-key' });
    expect(createSealer([key('k1')]).open(sealed)).toEqual({ ok: false, reason: 'damaged' });
  });

  it('never look the same twice', () => {
    const sealer = createSealer([key('k1')]);
    expect(sealer.seal('senha')).not.toBe(sealer.seal('senha'));
  });
});
