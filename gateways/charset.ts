import iconv from 'iconv-lite';

/** Charsets of old and new providers' HTTP interfaces. `latin1` is ISO-8859-1. */
export const charsets = ['utf-8', 'latin1'] as const;
export type Charset = (typeof charsets)[number];

/** Characters of `text` that the charset cannot carry, each once; they are never replaced in silence. */
export function charactersOutside(text: string, charset: Charset): string[] {
  if (charset === 'utf-8') return [];
  return [...new Set([...text].filter((character) => (character.codePointAt(0) ?? 0) > 0xff))];
}

export function encode(text: string, charset: Charset): Buffer {
  return charset === 'utf-8' ? Buffer.from(text, 'utf8') : iconv.encode(text, charset);
}

/** Percent-encoding of everything but RFC 3986's unreserved characters, in the charset's bytes: `ã` is `%C3%A3` or `%E3`. */
export function percentEncode(text: string, charset: Charset): string {
  if (/^[A-Za-z0-9._~-]*$/.test(text)) return text;
  let encoded = '';
  for (const byte of encode(text, charset)) encoded += percentOf[byte];
  return encoded;
}

const percentOf = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** The text of an answer: by its Content-Type if that names a charset, else as UTF-8, else (bytes that are not UTF-8) as Latin-1. */
export function decodeAnswer(body: Buffer, contentType: string | undefined): string {
  const named = /charset="?([\w-]+)/i.exec(contentType ?? '')?.[1];
  if (named && !/^utf-?8$/i.test(named) && iconv.encodingExists(named)) return iconv.decode(body, named);
  return decodeUtf8OrLatin1(body);
}

export function decodeUtf8OrLatin1(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return iconv.decode(bytes, 'latin1');
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
