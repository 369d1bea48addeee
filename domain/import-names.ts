import { foldedWord } from './import-values.ts';

/** Finds the id of something that a file names by its id or by its name. */
export type Directory = { idOf(text: string): string | null };

/** An exact id wins over a name; names are compared without case, accents and punctuation. */
export function createDirectory(known: readonly { id: string; name: string }[]): Directory {
  const ids = new Set(known.map(({ id }) => id));
  const names = new Map(known.map(({ id, name }) => [foldedWord(name), id]));
  return { idOf: (text) => (ids.has(text) ? text : (names.get(foldedWord(text)) ?? null)) };
}

/** `Painel B` → `painel-b`: an id for something that a file names and never numbers. */
export function idFromName(name: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
  return id === '' ? 'sem-nome' : id;
}
