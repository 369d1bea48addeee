import type { TextEncoding, UnitCounting } from './states.ts';

/** The default alphabet of 3GPP TS 23.038 (one septet each) and its extension (escape and character: two septets). */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

const septets: ReadonlyMap<string, number> = new Map([
  ...[...basic].map((character) => [character, 1] as const),
  ...[...extension].map((character) => [character, 2] as const),
]);

/** A message of several parts loses room to the header that joins them. */
const room = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
} as const satisfies Record<TextEncoding, { alone: number; joined: number }>;

export type SegmentCount = {
  encoding: TextEncoding;
  /** Parts the provider sends and bills; 1 for an empty text. */
  segments: number;
  /** Septets in GSM-7, UTF-16 code units in UCS-2. */
  length: number;
  /** Room left in the last segment, in the unit of `length`. */
  charactersLeft: number;
  /** What forces UCS-2; `index` counts UTF-16 code units. Empty in GSM-7. */
  costly: { index: number; character: string }[];
};

/** Whether a character (one code point) is in the GSM-7 alphabet or its extension. */
export function isGsm7(character: string): boolean {
  return septets.has(character);
}

/**
 * How a text travels. Parts are packed character by character, because neither an extension pair nor a surrogate pair may be split:
 * a part then ends one short, and dividing by 153 or 67 would count too few.
 */
export function countSegments(text: string): SegmentCount {
  const costly: SegmentCount['costly'] = [];
  let index = 0;
  for (const character of text) {
    if (!septets.has(character)) costly.push({ index, character });
    index += character.length;
  }
  const encoding: TextEncoding = costly.length === 0 ? 'GSM-7' : 'UCS-2';
  const sizeOf = encoding === 'GSM-7' ? (character: string) => septets.get(character) ?? 1 : (character: string) => character.length;
  return { encoding, ...pack(text, sizeOf, room[encoding]), costly };
}

/** In which part, from 0, each character (UTF-16 code unit) of a text of several parts travels. */
export function partsOf(text: string): number[] {
  const { encoding, segments } = countSegments(text);
  const sizeOf = encoding === 'GSM-7' ? (character: string) => septets.get(character) ?? 1 : (character: string) => character.length;
  const parts: number[] = [];
  let part = 0;
  let used = 0;
  for (const character of text) {
    const size = sizeOf(character);
    if (segments > 1 && used + size > room[encoding].joined) {
      part += 1;
      used = 0;
    }
    used += size;
    for (let unit = 0; unit < character.length; unit += 1) parts.push(part);
  }
  return parts;
}

/** The same as a gateway counts it: where a text is one unit it has one part, and no letter costs more than another. */
export function countUnits(text: string, counting: UnitCounting): SegmentCount {
  const counted = countSegments(text);
  return counting === 'one' ? { ...counted, segments: 1, costly: [] } : counted;
}

function pack(text: string, sizeOf: (character: string) => number, { alone, joined }: { alone: number; joined: number }) {
  let length = 0;
  let segments = 1;
  let used = 0;
  for (const character of text) {
    const size = sizeOf(character);
    length += size;
    if (used + size > joined) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return length <= alone ? { segments: 1, length, charactersLeft: alone - length } : { segments, length, charactersLeft: joined - used };
}
