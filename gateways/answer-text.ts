const longestAnswer = 500;

/**
 * What may be shown of a provider's answer: every credential replaced by `***`, however the provider echoed it (plain, percent-encoded,
 * form, JSON, HTML, Base64 of a login), then cut at 500 characters. Values under three characters give nothing away and stay.
 */
export function createAnswerMask(credentials: readonly (string | null | undefined)[]): (answer: string) => string {
  const forms = new Set(credentials.flatMap((secret) => (secret && secret.length >= 3 ? formsOf(secret) : [])));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = longestFirst.length === 0 ? null : new RegExp(longestFirst.join('|'), 'gi');
  return (answer) => {
    const masked = pattern === null ? answer : answer.replace(pattern, '***');
    return masked.length > longestAnswer ? `${masked.slice(0, longestAnswer - 1)}…` : masked;
  };
}

function formsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  const latin1 = [...Buffer.from(secret, 'latin1')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [
    secret,
    percent,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    mixedLatin1(secret),
    latin1,
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    Buffer.from(secret).toString('base64'),
  ].filter((form) => form.length >= 3);
}

/** Percent-encoded as Latin-1, letters and digits left as they are. */
function mixedLatin1(secret: string): string {
  return secret.replace(/[^A-Za-z0-9._~-]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
