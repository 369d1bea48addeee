/**
 * Our id as a provider carries it: the message's id and a tag of its number, `1234567-k3f9`. Ids begin again after a restored backup and
 * in a second installation; a provider that refuses ids it knows would swallow the new text. The tag makes the two differ.
 */
export function ownIdOf({ id, to }: { id: string; to: string }): string {
  return `${id}-${phoneTag(to)}`;
}

/** The parts of an id that `ownIdOf` made; a text that it cannot have made is an id without a tag. */
export function readOwnId(text: string): { ourId: string; phoneTag: string | null } {
  const [, id, tag] = /^(.+)-([0-9a-z]{4})$/.exec(text.trim()) ?? [];
  return id !== undefined && tag !== undefined ? { ourId: id, phoneTag: tag } : { ourId: text.trim(), phoneTag: null };
}

const tags = 36 ** 4;

/** Four characters that tell one number from another (FNV-1a). */
export function phoneTag(to: string): string {
  let hash = 0x811c9dc5;
  for (const character of to) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return (hash % tags).toString(36).padStart(4, '0');
}
