/** Answers are matched on their first characters only, so that a pattern's work has an end. */
export const matchedCharacters = 2_000;

const mostWide = 2;
const mostRepeats = 8;

type Group = { repeats: boolean; alternatives: boolean };

/**
 * Why a pattern of a person's making must not run on what a provider answers, in Portuguese; null when it may. Refuses what JavaScript
 * cannot compile and what can take exponential time, or a high power of the answer's length.
 */
export function regexProblem(source: string): string | null {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return `expressão regular inválida: ${error instanceof Error ? error.message : source}`;
  }
  if (source.length > 500) return 'expressão regular com mais de 500 caracteres';
  if (/\\[1-9]|\\k</.test(source)) return 'expressão regular com referência a um grupo anterior (\\1), que pode não terminar';
  return repetitionProblem(source);
}

/** Reads the pattern from left to right, remembering for each open group whether it repeats or chooses inside. */
function repetitionProblem(source: string): string | null {
  const open: Group[] = [{ repeats: false, alternatives: false }];
  let atom: { text: string; group: Group | null } | null = null;
  let previousRepeated = '';
  let wide = 0;
  let repeats = 0;
  for (const token of source.match(tokens) ?? []) {
    const around = open.at(-1);
    if (token.startsWith('(')) {
      if (atom !== null) previousRepeated = '';
      open.push({ repeats: false, alternatives: false });
      atom = null;
    } else if (token === ')') {
      if (atom !== null) previousRepeated = '';
      const closed = open.pop() ?? null;
      const parent = open.at(-1);
      if (parent && closed?.repeats) parent.repeats = true;
      atom = { text: ')', group: closed };
    } else if (token === '|') {
      if (around) around.alternatives = true;
      atom = null;
      previousRepeated = '';
    } else if (/^([*+?]|\{\d+(,\d*)?\})\??$/.test(token)) {
      if (atom === null || !isUnbounded(token)) continue;
      if (atom.group?.repeats) return 'repetição dentro de repetição, como (a+)+, pode não terminar';
      if (atom.group?.alternatives) return 'alternativas dentro de repetição, como (a|b)+, podem não terminar; use [ab]+';
      if (atom.text === previousRepeated) return `a mesma repetição duas vezes seguidas: ${atom.text}`;
      previousRepeated = atom.text;
      repeats += 1;
      if (isWide(atom.text)) wide += 1;
      if (around) around.repeats = true;
      atom = null;
    } else {
      if (atom !== null) previousRepeated = '';
      atom = { text: token, group: null };
    }
  }
  if (wide > mostWide) return `no máximo ${mostWide} repetições de "qualquer caractere" (.*), há ${wide}`;
  if (repeats > mostRepeats) return `no máximo ${mostRepeats} repetições, há ${repeats}`;
  return null;
}

/** A class, an escape, a group's start, a quantifier, or one character. */
const tokens =
  /\[\^?(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\x[0-9a-fA-F]{2}|\\u\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\.|\((?:\?(?::|=|!|<=|<!|<\w+>))?|\)|\||[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/gu;

function isUnbounded(quantifier: string): boolean {
  const counted = /^\{(\d+)(,?)(\d*)\}/.exec(quantifier);
  if (counted === null) return !quantifier.startsWith('?');
  return (counted[2] === ',' && counted[3] === '') || Number(counted[3] || counted[1]) > 50;
}

function isWide(atom: string): boolean {
  return atom === '.' || /^(\[\^|\\[SWDP])/.test(atom) || (atom.startsWith('[') && /\\[SWD]/.test(atom));
}
