/** Where the letter to who forgot the password leads. */
const path = '/nova-senha';

/**
 * The code in the address that the letter links to; empty where it has none, null at any other address. The code is taken out of the address,
 * so that it stays neither on the screen nor in the history.
 */
export function takeLetterCode(): string | null {
  const { pathname, search } = window.location;
  if (pathname !== path) return null;
  const code = new URLSearchParams(search).get('codigo') ?? '';
  window.history.replaceState(null, '', path);
  return code;
}
