import { z } from '@hono/zod-openapi';
import type { Words } from '../domain/fields.ts';
import { type FieldProblem, same, shown } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** An object that refuses unknown fields and says which ones it knows. */
export function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined) });
}

/** For `refine`: a rule of our own, with what it expects in words. */
export function expecting(pt: string, en: string): { params: { expected: Words } } {
  return { params: { expected: { pt, en } } };
}

/** What zod found, as the API tells it: where, what was given, what is expected. */
export function fieldProblems(issues: readonly Issue[], input: unknown, prefix: Path = []): FieldProblem[] {
  return issues.flatMap((issue): FieldProblem[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problem([...path, key], valueAt(input, [...issue.path, key]), unknownField, same(issue.message)));
    }
    if (issue.code === 'invalid_union') return unionProblems(issue, input, prefix);
    const value = valueAt(input, issue.path);
    if (value === undefined && issue.code === 'invalid_type') return [problem(path, undefined, missingField, expectedType(issue.expected))];
    return [problem(path, value, invalidValue, expectedOf(issue))];
  });
}

const unknownField = { pt: 'campo desconhecido', en: 'unknown field' };
const missingField = { pt: 'campo obrigatório', en: 'required field' };
const invalidValue = { pt: 'valor inválido', en: 'value not valid' };

/** The branch that came nearest speaks: the one whose problems lie deepest. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, input: unknown, prefix: Path): FieldProblem[] {
  const depth = (branch: readonly Issue[]) => Math.max(0, ...branch.map(({ path }) => path.length));
  const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0];
  const path = [...prefix, ...issue.path];
  const value = valueAt(input, issue.path);
  if (deepest && depth(deepest) > 0) return fieldProblems(deepest, value, path);
  const all = issue.errors.flatMap((branch) => branch.map(expectedOf));
  const words = (locale: 'pt' | 'en', or: string) => [...new Set(all.map((expected) => expected[locale]))].join(or);
  return [problem(path, value, value === undefined ? missingField : invalidValue, { pt: words('pt', ' ou '), en: words('en', ' or ') })];
}

function expectedOf(issue: Issue): Words {
  switch (issue.code) {
    case 'invalid_type':
      return expectedType(issue.expected);
    case 'invalid_value':
      return same(issue.values.map(String).join(', '));
    case 'too_small':
      return limit(issue.origin, Number(issue.minimum), 'least');
    case 'too_big':
      return limit(issue.origin, Number(issue.maximum), 'most');
    case 'invalid_format':
      return formats[issue.format] ?? same(issue.pattern ?? issue.format);
    case 'custom':
      return wordsOf(issue.params?.expected) ?? same(issue.message);
    default:
      return same(issue.message);
  }
}

const formats: Record<string, Words> = {
  date: { pt: 'uma data que existe, AAAA-MM-DD', en: 'a date that exists, YYYY-MM-DD' },
  datetime: {
    pt: 'um instante ISO 8601 com fuso, como 2026-12-05T09:00:00-03:00',
    en: 'an ISO 8601 instant with offset, like 2026-12-05T09:00:00-03:00',
  },
  email: { pt: 'um e-mail', en: 'an e-mail address' },
  url: { pt: 'um endereço http ou https', en: 'an http or https address' },
};

const types: Record<string, Words> = {
  string: { pt: 'um texto', en: 'a text' },
  number: { pt: 'um número', en: 'a number' },
  int: { pt: 'um número inteiro', en: 'a whole number' },
  boolean: { pt: 'true ou false', en: 'true or false' },
  object: { pt: 'um objeto', en: 'an object' },
  array: { pt: 'uma lista', en: 'a list' },
  record: { pt: 'um objeto', en: 'an object' },
  null: same('null'),
};

function expectedType(type: string): Words {
  return types[type] ?? same(type);
}

function limit(origin: string, number: number, side: 'least' | 'most'): Words {
  const [pt, en] = side === 'least' ? ['no mínimo', 'at least'] : ['no máximo', 'at most'];
  if (origin === 'string') return { pt: `${pt} ${number} caracteres`, en: `${en} ${number} characters` };
  if (origin === 'array') return { pt: `${pt} ${number} itens`, en: `${en} ${number} items` };
  return { pt: `${pt} ${number}`, en: `${en} ${number}` };
}

function problem(path: Path, value: unknown, message: Words, expected: Words): FieldProblem {
  const dotted = path.map(String).join('.');
  return { path: dotted, message, expected, ...(value !== undefined && { given: shown(dotted, value) }) };
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

const wordsShape = z.object({ pt: z.string(), en: z.string() });

function wordsOf(value: unknown): Words | null {
  return wordsShape.safeParse(value).data ?? null;
}
