import { z } from 'zod';
import { outcomes } from '../../domain/states.ts';
import { scalarText, valueAt } from '../json.ts';
import { accepted, firstLineOf, type ProviderAnswer, type Verdict } from '../provider-answer.ts';
import { compilePattern, patternProblem } from './pattern.ts';

/** What a rule may ask of an answer. All that is given must hold. */
export const answerCondition = z.strictObject({
  status: z.int().min(100).max(599).optional(),
  /** Regular expression on the body. */
  body: z
    .string()
    .min(1)
    .superRefine((source, context) => {
      const problem = patternProblem(source);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    })
    .optional(),
  /** Part of a JSON answer; values are compared as text, so that `1` and `"1"` are the same. */
  json: z.record(z.string(), z.unknown()).optional(),
});
type AnswerCondition = z.infer<typeof answerCondition>;

/** "When the answer looks like this, it means that." A group named `id` in `body` is the provider's id. */
const responseRule = answerCondition.extend({
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
export const responseRules = z.array(responseRule).max(50).superRefine(refuseCovered);

/** One problem for each rule that can never be reached: where an earlier one asks for nothing that it does not ask for too. */
export function refuseCovered(rules: readonly AnswerCondition[], context: z.RefinementCtx): void {
  for (const [index, rule] of rules.entries()) {
    const cover = rules.findIndex((earlier, at) => at < index && covers(earlier, rule));
    if (cover < 0) continue;
    const message = `nunca será usada: a regra ${cover + 1}, antes dela, sempre vale primeiro; troque a ordem ou apague uma`;
    context.addIssue({ code: 'custom', path: [index], message });
  }
}

function covers(earlier: AnswerCondition, later: AnswerCondition): boolean {
  const { status, body, json } = earlier;
  return (
    (status === undefined || status === later.status) &&
    (body === undefined || body === later.body) &&
    (json === undefined || (later.json !== undefined && contains(later.json, json)))
  );
}

/**
 * Compiles rules into a reader of answers; null where no rule matches. A reason comes from the rule, else from the answer itself.
 */
export function compileRules(rules: readonly ResponseRule[]): (answer: ProviderAnswer) => Verdict | null {
  const compiled = rules.map((rule) => ({ rule, matches: compileCondition(rule) }));
  return (answer) => {
    for (const { rule, matches } of compiled) {
      const found = matches(answer);
      if (found !== null) return verdictOf(rule, answer, found);
    }
    return null;
  };
}

/** Compiles a condition: the named groups of its expression where it holds, null where it does not. */
export function compileCondition({ status, body, json }: AnswerCondition): (answer: ProviderAnswer) => Record<string, string> | null {
  const pattern = body === undefined ? null : compilePattern(body);
  return (answer) => {
    if (status !== undefined && status !== answer.status) return null;
    if (json !== undefined && !(answer.json !== undefined && contains(answer.json, json))) return null;
    if (pattern === null) return {};
    return pattern(answer.text);
  };
}

function verdictOf(rule: ResponseRule, answer: ProviderAnswer, found: Record<string, string>): Verdict {
  const inJson = rule.id === undefined ? undefined : scalarText(valueAt(answer.json, rule.id));
  const { outcome, retryAfterMs } = rule;
  if (outcome === 'accepted') return accepted(inJson ?? found.id ?? null);
  const reason = rule.reason ?? firstLineOf(answer);
  return outcome === 'temporary' ? { outcome, reason, ...(retryAfterMs !== undefined && { retryAfterMs }) } : { outcome, reason };
}

function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return (scalarText(actual) ?? 'null').trim() === String(expected).trim();
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([name, part]) => Object.hasOwn(actual, name) && contains(Reflect.get(actual, name), part));
}
