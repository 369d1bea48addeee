import type { Sealer } from '../sealed.ts';

/** Stands before the sealed text of a password that cannot be opened; no password that people type holds it. */
const unreadable = '\0';

/** Customers' passwords, plain while they are compared and sealed at rest. */
export type Passwords = {
  /** Plain; of one that cannot be opened a mark that differs from every password. */
  open(customerId: string, sealed: unknown): string | null;
  /** The stored text again where the password is the one that was opened, so that nothing is written for nothing. */
  seal(customerId: string, password: string | null): string | null;
  /** Whether there is a key to seal new passwords with. */
  canSeal: boolean;
};

/** Passwords of one batch. Without a sealer (no secret key) known ones are kept as they are, and new ones cannot be taken. */
export function createPasswords(sealer: Sealer | null): Passwords {
  const opened = new Map<string, string>();
  const keyOf = (customerId: string, password: string) => `${customerId}\n${password}`;
  return {
    canSeal: sealer !== null,
    open(customerId, sealed) {
      if (typeof sealed !== 'string') return null;
      const result = sealer?.open(sealed);
      if (!result?.ok) return unreadable + sealed;
      opened.set(keyOf(customerId, result.value), sealed);
      return result.value;
    },
    seal(customerId, password) {
      if (password === null) return null;
      if (password.startsWith(unreadable)) return password.slice(unreadable.length);
      const known = opened.get(keyOf(customerId, password));
      if (known !== undefined) return known;
      if (sealer === null) throw new Error('a password came without a key to seal it; nothing was stored, and only a key helps');
      const sealed = sealer.seal(password);
      opened.set(keyOf(customerId, password), sealed);
      return sealed;
    },
  };
}
