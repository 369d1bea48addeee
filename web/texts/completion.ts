import { foldedText } from '../../domain/folded-text.ts';
import type { ListColumn } from '../../domain/recipient-lists.ts';
import { findVariable, type TemplateVariable, templateVariables } from '../../domain/template-variables.ts';

/** A variable that is being typed: where its brace stands, and what of its name is there. */
export type Opening = { from: number; typed: string };

/** The variable being typed at the caret; null where none is. */
export function openingAt(text: string, caret: number): Opening | null {
  const found = /\{([\p{L}\p{N}_]*)$/u.exec(text.slice(0, caret));
  return found === null ? null : { from: found.index, typed: found[1] ?? '' };
}

/** The variables that a text may name: passwords never leave in one. */
export const usableVariables: readonly TemplateVariable[] = templateVariables.filter(({ secret }) => !secret);

/** The variables of the lists that a text goes to, each once; the column's own name is the example. */
function variablesOf(columns: readonly ListColumn[]): TemplateVariable[] {
  return [...new Map(columns.map(({ variable, header }) => [variable, header]))].flatMap(([name, example]) => {
    const found = findVariable(name);
    return found === null ? [] : [{ ...found, example }];
  });
}

/** Variables whose name or meaning holds what was typed, those that begin so first; of lists before the others. */
export function variablesLike(typed: string, columns: readonly ListColumn[] = []): TemplateVariable[] {
  const wanted = foldedText(typed);
  const rank = ({ name, description }: TemplateVariable) => {
    if (name.toLowerCase().startsWith(wanted)) return 0;
    return foldedText(`${name} ${description}`).includes(wanted) ? 1 : 2;
  };
  return [...variablesOf(columns), ...usableVariables].filter((variable) => rank(variable) < 2).toSorted((a, b) => rank(a) - rank(b));
}

/** The text with a variable in the place of what was typed of it; a brace that closes it already is not doubled. */
export function completed(text: string, { from, typed }: Opening, name: string): { text: string; caret: number } {
  const after = text.slice(from + 1 + typed.length).replace(/^[\p{L}\p{N}_]*\}/u, '');
  const variable = `{${name}}`;
  return { text: text.slice(0, from) + variable + after, caret: from + variable.length };
}
