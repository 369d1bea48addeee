import { randomInt } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';

/** Without letters and digits that people take for each other. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to be told to its person and changed at the first sign-in: `k7wn-3xqz-…`, some 79 bits. Only the hash is kept. */
export async function makeOneTimePassword(): Promise<{ password: string; hash: string }> {
  const group = () => Array.from({ length: 4 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  const password = [group(), group(), group(), group()].join('-');
  return { password, hash: await hashPassword(password) };
}
