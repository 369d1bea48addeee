import type { Words } from '../domain/fields.ts';
import { checkTemplate, type TemplateProblem } from '../domain/template.ts';
import { findVariable } from '../domain/template-variables.ts';
import { type FieldProblem, invalidFields, shown } from './problem.ts';

/** What is wrong, in words. */
export const templateProblemWords: Record<TemplateProblem['code'], Words> = {
  'empty-text': { pt: 'texto vazio', en: 'empty text' },
  'unknown-variable': { pt: 'variável desconhecida', en: 'unknown variable' },
  'unclosed-brace': { pt: 'chave aberta e não fechada', en: 'brace opened and not closed' },
  'secret-not-allowed': { pt: 'senhas não são permitidas em textos', en: 'passwords are not allowed in texts' },
};

/** What keeps a text from being saved, with its position and the nearest known name. `listed`: variables of lists that it may name. */
export function textProblems(path: string, text: string, listed: readonly string[] = []): FieldProblem[] {
  return checkTemplate(text, { allowSecrets: false, listed }).map(({ code, given, nearest, line, column }) => {
    const { pt, en } = templateProblemWords[code];
    const place =
      code === 'empty-text'
        ? { pt, en }
        : { pt: `${pt} na linha ${line}, coluna ${column}`, en: `${en} at line ${line}, column ${column}` };
    return { path, given: shown('', given), message: place, expected: expectedOf(code, nearest) };
  });
}

function expectedOf(code: TemplateProblem['code'], nearest: string | null): Words {
  if (code === 'empty-text') return { pt: 'algum texto', en: 'some text' };
  if (code === 'secret-not-allowed') return { pt: 'um texto sem {CLI_PASS}', en: 'a text without {CLI_PASS}' };
  if (nearest === null) return { pt: 'uma variável conhecida', en: 'a known variable' };
  return { pt: `{${nearest}} ou outra variável conhecida`, en: `{${nearest}} or another known variable` };
}

/** Names under `missing` that are no variables. */
export function missingProblems(missing: Record<string, unknown>): FieldProblem[] {
  return Object.keys(missing)
    .filter((name) => findVariable(name) === null)
    .map((name) => ({
      path: `missing.${name}`,
      given: name,
      message: templateProblemWords['unknown-variable'],
      expected: { pt: 'o nome de uma variável, sem chaves', en: 'the name of a variable, without braces' },
    }));
}

/** Refuses a text, subject or rule of missing values that could not be sent. */
export function refuseUnsoundWording({
  subject,
  text,
  missing,
}: {
  subject: string | null;
  text: string;
  missing: Record<string, unknown>;
}): void {
  const problems = [
    ...textProblems('text', text),
    ...(subject === null ? [] : textProblems('subject', subject)),
    ...missingProblems(missing),
  ];
  if (problems.length > 0) throw invalidFields(problems);
}
