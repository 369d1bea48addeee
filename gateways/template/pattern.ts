import { RE2JS } from 're2js';

/** Answers are matched on their first characters only: with the limits below, the work of one look has an end. */
const matchedCharacters = 2_000;
const longest = 500;
/** Of a compiled pattern: each step is taken at most once for each character. */
const mostSteps = 1_000;

/** A pattern of a person's making, ready for what providers answer: its named groups where it matches, null where it does not. */
export type Pattern = (text: string) => Record<string, string> | null;

/**
 * Compiles a pattern that has no problem. It runs in linear time (RE2); one that looks ahead or behind, which RE2 does not know, runs as
 * JavaScript in the few forms whose time is bounded.
 */
export function compilePattern(source: string): Pattern {
  const looks = looksAround(source);
  const find = looks ? findWithJavaScript(new RegExp(source, 'u')) : findLinearly(RE2JS.compile(asRe2(source)));
  return (text) => find(text.slice(0, matchedCharacters));
}

/** Why a pattern must not run on what a provider answers, in Portuguese; null when it may. */
export function patternProblem(source: string): string | null {
  if (source.length > longest) return `expressão regular com mais de ${longest} caracteres`;
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return `expressão regular inválida: ${error instanceof Error ? error.message : source}`;
  }
  if (/\\[1-9]|\\k</.test(source)) return 'expressão regular com referência a um grupo anterior (\\1), que pode não terminar';
  return looksAround(source) ? lookProblem(source) : linearProblem(source);
}

function findLinearly(pattern: RE2JS): Pattern {
  const names = Object.keys(pattern.namedGroups());
  return (text) => {
    const found = pattern.matcher(text);
    if (!found.find()) return null;
    return Object.fromEntries(names.map((name) => [name, found.group(name)]).filter(([, part]) => part !== null));
  };
}

function findWithJavaScript(pattern: RegExp): Pattern {
  return (text) => {
    const found = pattern.exec(text);
    return found === null ? null : { ...found.groups };
  };
}

function linearProblem(source: string): string | null {
  let steps: number;
  try {
    steps = RE2JS.compile(asRe2(source)).programSize();
  } catch (error) {
    return `expressão regular não aceita: ${error instanceof Error ? error.message : source}`;
  }
  return steps > mostSteps ? 'expressão regular com repetições contadas grandes demais, como \\w{1000}; use * ou números menores' : null;
}

/** Where JavaScript is wider than RE2: what ends a line for a dot, and what is a space. */
const jsSpace = '\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const inRe2: Readonly<Record<string, string>> = {
  '.': '[^\\n\\r\\x{2028}\\x{2029}]',
  '\\s': `[${jsSpace}]`,
  '\\S': `[^${jsSpace}]`,
};

/** The same pattern as RE2 writes it, with the same meaning. */
function asRe2(source: string): string {
  const parts = tokensOf(source).map((token) =>
    token.startsWith('[') ? token.replace(/\\[\s\S]/g, spaceInClass) : (inRe2[token] ?? token),
  );
  return RE2JS.translateRegExp(parts.join(''));
}

function spaceInClass(written: string): string {
  return written === '\\s' ? jsSpace : written;
}

function looksAround(source: string): boolean {
  return tokensOf(source).some((token) => /^\(\?<?[=!]$/.test(token));
}

/** One repetition on 2,000 characters is quick, two where the beginning is fixed; each choice doubles what they cost. */
const mostChoices = 4;

function lookProblem(source: string): string | null {
  const tokens = tokensOf(source);
  const repetitions = tokens.filter((token) => /^(?:[*+]|\{\d)/.test(token)).length;
  const choices = tokens.filter((token) => token === '|' || /^\?\??$/.test(token)).length;
  const most = tokens[0] === '^' && !tokens.includes('|') ? 2 : 1;
  if (repetitions > most || choices > mostChoices || repeatsGroup(tokens)) {
    const few = most === 1 ? 'uma repetição' : 'duas repetições';
    return `com condição como (?=…) ou (?!…) cabem no máximo ${few}, nenhuma de um grupo, e ${mostChoices} escolhas (|, ?): divida em duas regras`;
  }
  return null;
}

function repeatsGroup(tokens: readonly string[]): boolean {
  return tokens.some((token, at) => token === ')' && /^(?:[*+]|\{\d)/.test(tokens[at + 1] ?? ''));
}

/** A class, an escape, a group's start, a quantifier, or one character. */
const tokens =
  /\[\^?(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\x[0-9a-fA-F]{2}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\.|\((?:\?(?::|=|!|<=|<!|<\w+>))?|\)|\||[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/gu;

function tokensOf(source: string): string[] {
  return source.match(tokens) ?? [];
}
