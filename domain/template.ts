import { isListVariable } from './recipient-lists.ts';
import { findVariable, type TemplateVariable, templateVariables } from './template-variables.ts';

/** A piece of a template. What is wrong stays in the pieces too, so that every template can be shown. */
export type TemplatePart =
  | { kind: 'literal'; text: string }
  | { kind: 'variable'; text: string; index: number; variable: TemplateVariable }
  | { kind: 'unknown'; text: string; index: number; name: string }
  | { kind: 'unclosed'; text: string; index: number };

export type TemplateProblem = {
  code: 'empty-text' | 'unknown-variable' | 'unclosed-brace' | 'secret-not-allowed';
  /** UTF-16 code units from the start. */
  index: number;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units, like an editor's. */
  column: number;
  given: string;
  /** The known name spelled most like it; null where no name was given. */
  nearest: string | null;
};

/** A brace opens a variable only when a letter follows, spaces aside: `{}`, `{ }`, `{1}`, `:{` and JSON's `{"a":1}` are plain text. */
const braces = /\{\s*[\p{L}_][^{}\n]*\}?/gu;

/** Text and variables in order; joined, their `text` is the template again. */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const found of template.matchAll(braces)) {
    if (found.index > from) parts.push({ kind: 'literal', text: template.slice(from, found.index) });
    parts.push(partOf(found[0], found.index));
    from = found.index + found[0].length;
  }
  if (from < template.length) parts.push({ kind: 'literal', text: template.slice(from) });
  return parts;
}

function partOf(text: string, index: number): TemplatePart {
  if (!text.endsWith('}')) return { kind: 'unclosed', text, index };
  const name = text.slice(1, -1);
  const variable = findVariable(name);
  return variable ? { kind: 'variable', text, index, variable } : { kind: 'unknown', text, index, name };
}

/**
 * What keeps a template from being saved, in the order of the text; empty when it is fine. `listed`: the variables of the lists that it
 * goes to; others of lists are unknown.
 */
export function checkTemplate(
  template: string,
  { allowSecrets, listed = [] }: { allowSecrets: boolean; listed?: readonly string[] },
): TemplateProblem[] {
  if (template.trim() === '') return [{ code: 'empty-text', ...positionIn(template, 0), given: template, nearest: null }];
  return parseTemplate(template).flatMap((part): TemplateProblem[] => {
    if (part.kind === 'literal') return [];
    const at = positionIn(template, part.index);
    const unknown = (name: string): TemplateProblem => ({
      code: 'unknown-variable',
      ...at,
      given: name,
      nearest: nearestName(name, listed),
    });
    if (part.kind === 'unknown') return [unknown(part.name)];
    if (part.kind === 'unclosed') {
      const word = firstWord(part.text);
      return [{ code: 'unclosed-brace', ...at, given: `{${word}`, nearest: nearestName(word, listed) }];
    }
    if (isListVariable(part.variable.name) && !listed.includes(part.variable.name)) return [unknown(part.variable.name)];
    if (part.variable.secret && !allowSecrets) return [{ code: 'secret-not-allowed', ...at, given: part.variable.name, nearest: null }];
    return [];
  });
}

/** A place as an editor tells it: line and column from 1. */
export function positionIn(text: string, index: number): { index: number; line: number; column: number } {
  const before = text.slice(0, index);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { index, line: before.split('\n').length, column: index - lineStart + 1 };
}

function firstWord(text: string): string {
  return /[\p{L}\p{N}_]+/u.exec(text)?.[0] ?? '';
}

/** The known name with the fewest letters to change, whatever the case, accents, spaces and hyphens. */
function nearestName(given: string, listed: readonly string[]): string | null {
  const wanted = given
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[\s-]+/g, '_')
    .slice(0, 40);
  let nearest: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of [...templateVariables.map((variable) => variable.name), ...listed]) {
    const changes = editDistance(wanted, name);
    if (changes < fewest) [nearest, fewest] = [name, changes];
  }
  return nearest;
}

/** Levenshtein: letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
