import { decodeAnswer, decodeUtf8OrLatin1 } from './charset.ts';
import type { WebhookCall } from './incoming.ts';
import { parseJson, scalarText, valueAt } from './json.ts';

/** What a call carries, by name: a JSON body's fields by path (`data.0.id`), else a form's, else the query's. */
export type CallValues = {
  text(name: string): string | null;
  /** A parameter's bytes as they came, for senders that write them in a charset of their own. */
  bytes(name: string): Buffer | null;
  /** The JSON body; undefined when there is none. */
  json: unknown;
};

/** Reads query and body of a call; bytes that are not UTF-8 count as Latin-1. */
export function valuesOf({ query, headers, body }: WebhookCall): CallValues {
  const content = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const type = headers['content-type'] ?? '';
  const written = content.length === 0 ? '' : decodeAnswer(content, type);
  const isForm = /x-www-form-urlencoded/i.test(type) || (!/json/i.test(type) && !/^\s*[[{]/.test(written));
  const json = isForm ? undefined : parseJson(written);
  const pairs = new Map([...pairsOf(query), ...(isForm ? pairsOf(content.toString('latin1')) : [])]);
  const bytes = (name: string) => pairs.get(name) ?? null;
  return {
    json,
    bytes,
    text(name) {
      const found = json === undefined ? undefined : scalarText(valueAt(json, name));
      if (found !== undefined) return found;
      const raw = bytes(name);
      return raw === null ? null : decodeUtf8OrLatin1(raw);
    },
  };
}

/** `a=1&b=%E3` as names and bytes; a name that comes twice counts where it comes last. */
function pairsOf(encoded: string): [string, Buffer][] {
  return encoded.split('&').flatMap((pair): [string, Buffer][] => {
    if (pair === '') return [];
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    return [[decodeUtf8OrLatin1(percentDecode(name)), percentDecode(value)]];
  });
}

/** A `%` that begins no escape stands for itself. */
function percentDecode(encoded: string): Buffer {
  const latin1 = encoded
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}
