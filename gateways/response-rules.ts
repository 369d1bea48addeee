import { z } from 'zod';
import { type Outcome, outcomes } from '../domain/states.ts';
import { decodeAnswer } from './charset.ts';
import type { SendResult } from './define.ts';
import type { HttpAnswer } from './http.ts';
import { parseJson, scalarText, valueAt } from './json.ts';
import { matchedCharacters, regexProblem } from './regex-safety.ts';

/** "When the answer looks like this, it means that." Every condition given must hold. */
export const responseRule = z.strictObject({
  status: z.int().min(100).max(599).optional(),
  /** Regular expression on the body; a group named `id` is the provider's id. */
  body: z
    .string()
    .min(1)
    .superRefine((source, context) => {
      const problem = regexProblem(source);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .optional(),
  /** Part of a JSON answer; values are compared as text, so that `1` and `"1"` are the same. */
  json: z.record(z.string(), z.unknown()).optional(),
  /** Where a JSON answer holds the provider's id: `id`, `data.0.id`. */
  id: z
    .string()
    .regex(/^[\w-]+(\.[\w-]+)*$/, 'esperado um caminho como id ou data.0.id')
    .optional(),
  outcome: z.enum(outcomes),
  reason: z.string().min(1).max(200).optional(),
  retryAfterMs: z.int().min(0).max(86_400_000).optional(),
});
export type ResponseRule = z.infer<typeof responseRule>;

/** First match wins; refuses a rule that an earlier one always covers. */
export const responseRules = z
  .array(responseRule)
  .max(50)
  .superRefine((rules, context) => {
    for (const [index, rule] of rules.entries()) {
      const cover = rules.findIndex((earlier, at) => at < index && covers(earlier, rule));
      if (cover >= 0)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `nunca será usada: a regra ${cover + 1}, antes dela, sempre vale primeiro`,
        });
    }
  });

function covers(earlier: ResponseRule, later: ResponseRule): boolean {
  const same = (a: unknown, b: unknown) => a === undefined || JSON.stringify(a) === JSON.stringify(b);
  return same(earlier.status, later.status) && same(earlier.body, later.body) && same(earlier.json, later.json);
}

/**
 * Compiles rules into a reader of answers. Where no rule matches: 429, and 503 with a Retry-After, are temporary; everything else is
 * unknown, never accepted. `mask` hides credentials in what is shown.
 */
export function compileRules(rules: readonly ResponseRule[], mask: (answer: string) => string): (answer: HttpAnswer) => SendResult {
  const compiled = rules.map((rule) => ({ rule, body: rule.body === undefined ? null : new RegExp(rule.body, 'u') }));
  const readsJson = rules.some(({ json, id }) => json !== undefined || id !== undefined);
  return (answer) => {
    const text = decodeAnswer(answer.body, headerOf(answer, 'content-type'));
    const matched = text.slice(0, matchedCharacters);
    const json = readsJson ? parseJson(text) : undefined;
    const shown = mask(text);
    for (const { rule, body } of compiled) {
      if (rule.status !== undefined && rule.status !== answer.status) continue;
      if (rule.json !== undefined && !(json !== undefined && contains(json, rule.json))) continue;
      const found = body?.exec(matched);
      if (found === null) continue;
      const providerId = (rule.id === undefined ? undefined : scalarText(valueAt(json, rule.id))) ?? found?.groups?.id ?? null;
      return resultOf(rule, answer, providerId, shown);
    }
    return unmatched(answer, shown);
  };
}

function resultOf(rule: ResponseRule, answer: HttpAnswer, providerId: string | null, shown: string): SendResult {
  const reason = rule.reason ?? reasonFrom(rule.outcome, answer.status, shown);
  if (rule.outcome === 'accepted') return { outcome: 'accepted', providerId: providerId?.trim() || null, answer: shown };
  if (rule.outcome !== 'temporary') return { outcome: rule.outcome, reason, answer: shown };
  return { outcome: 'temporary', reason, retryAfterMs: rule.retryAfterMs ?? retryAfterMs(answer), answer: shown };
}

function unmatched(answer: HttpAnswer, shown: string): SendResult {
  const wait = retryAfterMs(answer);
  if (answer.status === 429)
    return { outcome: 'temporary', reason: 'limite de envios do provedor (HTTP 429)', retryAfterMs: wait, answer: shown };
  if (answer.status === 503 && wait !== null)
    return { outcome: 'temporary', reason: 'provedor indisponível (HTTP 503)', retryAfterMs: wait, answer: shown };
  return { outcome: 'unknown', reason: `resposta não reconhecida (HTTP ${answer.status})`, answer: shown };
}

function reasonFrom(outcome: Outcome, status: number, shown: string): string {
  const firstLine = shown.trim().split('\n', 1)[0]?.slice(0, 120) ?? '';
  return firstLine === '' ? `resposta vazia (HTTP ${status}), regra: ${outcome}` : firstLine;
}

/** Retry-After in milliseconds, at most a day: seconds, or a date measured against the answer's own Date. */
export function retryAfterMs(answer: HttpAnswer): number | null {
  const value = headerOf(answer, 'retry-after')?.trim();
  if (!value) return null;
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - Date.parse(headerOf(answer, 'date') ?? '')) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(Math.max(Math.round(seconds * 1000), 0), 86_400_000);
}

function headerOf(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return (scalarText(actual) ?? 'null').trim() === String(expected).trim();
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([name, part]) => Object.hasOwn(actual, name) && contains(Reflect.get(actual, name), part));
}
