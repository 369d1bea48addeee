import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** The first key seals; all of them open. */
export type SealingKey = { id: string; key: Uint8Array };

export type Sealer = {
  /** `<key id>:<iv, tag and text in base64>`. */
  seal(plain: string): string;
  open(sealed: string): { ok: true; value: string } | { ok: false; reason: 'unknown-key' | 'damaged' };
  /** True when the value was sealed with a key that is no longer the first. */
  isOld(sealed: string): boolean;
};

const ivBytes = 12;
const tagBytes = 16;

/** Credentials at rest: AES-256-GCM, each value naming its key, so that keys can be rotated one value at a time. */
export function createSealer(keys: [SealingKey, ...SealingKey[]]): Sealer {
  const [first] = keys;
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    seal(plain) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', first.key, iv);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${first.id}:${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')}`;
    },
    open(sealed) {
      const colon = sealed.indexOf(':');
      const key = byId.get(sealed.slice(0, colon));
      if (key === undefined) return { ok: false, reason: 'unknown-key' };
      const bytes = Buffer.from(sealed.slice(colon + 1), 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(0, ivBytes));
        decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
        return { ok: true, value: text.toString('utf8') };
      } catch {
        return { ok: false, reason: 'damaged' };
      }
    },
    isOld: (sealed) => !sealed.startsWith(`${first.id}:`),
  };
}
