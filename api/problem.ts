import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Words } from '../domain/fields.ts';
import { type ProblemCode, problemTitles } from './problem-titles.ts';

/** The two languages of the API; the caller's Accept-Language chooses. */
export type Locale = 'pt' | 'en';

/** What is wrong with one field. `path` is dotted: `phones.0.number`, `settings.path`; a query parameter by its name. */
export type FieldProblem = { path: string; message: Words; expected: Words; given?: string };

type ProblemOptions = { errors?: FieldProblem[]; retryAfterSeconds?: number };

/** A refusal that the caller can understand and act on; everything else that is thrown is a fault of ours. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: ProblemCode;
  readonly detail: Words;
  readonly errors: FieldProblem[];
  readonly retryAfterSeconds: number | null;

  constructor(status: ContentfulStatusCode, code: ProblemCode, detail: Words, { errors = [], retryAfterSeconds }: ProblemOptions = {}) {
    super(detail.en);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds ?? null;
  }
}

/** 422: fields that cannot be taken, each with what was given and what is expected. */
export function invalidFields(errors: FieldProblem[]): Problem {
  const first = errors[0];
  const rest = errors.length - 1;
  const at = (locale: Locale, more: string) => (first ? `${first.path || 'body'}: ${first.message[locale]}${rest > 0 ? more : ''}` : '');
  return new Problem(422, 'invalid-field', { pt: at('pt', ` (e mais ${rest})`), en: at('en', ` (and ${rest} more)`) }, { errors });
}

/** 422 for a single field. */
export function invalidField(path: string, given: unknown, message: Words, expected: Words): Problem {
  return invalidFields([{ path, message, expected, given: shown(path, given) }]);
}

/** 404 for a thing of that id. */
export function notFound(thing: Words, id: string): Problem {
  return new Problem(404, 'not-found', { pt: `Não há ${thing.pt} com o id "${id}".`, en: `There is no ${thing.en} with the id "${id}".` });
}

/** The thing that was looked for; 404 where it is not. */
export function found<T>(thing: T | null | undefined, name: Words, id: string): T {
  if (thing === null || thing === undefined) throw notFound(name, id);
  return thing;
}

/** 409: the thing is in a state that does not allow this. */
export function conflict(code: ProblemCode, detail: Words): Problem {
  return new Problem(409, code, detail);
}

/** The same words in both languages: names, numbers, patterns. */
export function same(text: string): Words {
  return { pt: text, en: text };
}

const secretField = /pass|senha|secret|token|key|pwd/i;
const longestShown = 100;

/** A value as an error may repeat it: short, and never a secret. */
export function shown(path: string, value: unknown): string {
  if (secretField.test(path)) return '***';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** The answer's body, RFC 9457. */
export function problemBody(problem: Problem, locale: Locale) {
  return {
    type: `urn:regua:problem:${problem.code}`,
    title: problemTitles[problem.code][locale],
    status: problem.status,
    code: problem.code,
    detail: problem.detail[locale],
    errors: problem.errors.map(({ path, message, expected, given }) => ({
      path,
      message: message[locale],
      expected: expected[locale],
      ...(given !== undefined && { given }),
    })),
  };
}

/** The first of our languages that the caller takes; Portuguese when none is named. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((found) => found !== undefined);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { language } of ranked) if (language === 'pt' || language === 'en') return language;
  return 'pt';
}
