import { z } from 'zod';
import { receiptStates } from '../incoming.ts';
import { place } from './incoming.ts';
import { patternProblem } from './pattern.ts';
import { answerCondition, refuseCovered } from './response-rules.ts';

const pauseMs = z.int().min(100).max(86_400_000);

const questionPath = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^\/[\x21-\x7e]*$/, 'começa com /, só caracteres de URL')
  .regex(/^[^#]*$/, 'sem #: o que vem depois dele não é enviado')
  .refine((path) => !/[?&](?:token|password|passwd|pass|pwd|senha|secret|api_?key|key|h)=(?!\{|&|$)/i.test(path), {
    message: 'uma credencial vai no campo dela, aqui só como variável',
  });

/** Asking what became of a message: `{id}` is ours or the provider's; the first rule that holds tells. */
export const lookUpQuestion = z.strictObject({
  path: questionPath.refine((path) => path.includes('{id}'), 'falta {id}, o número da mensagem'),
  by: z.enum(['ours', 'provider']).default('provider'),
  pauseMs: pauseMs.default(1_000),
  rules: z
    .array(answerCondition.extend({ state: z.enum([...receiptStates, 'not-found', 'pending']) }))
    .min(1)
    .max(50)
    .superRefine(refuseCovered),
});
export type LookUpQuestion = z.infer<typeof lookUpQuestion>;

/** Asking what is left: a group named `amount` in an expression on the answer. */
export const balanceQuestion = z.strictObject({
  path: questionPath,
  body: z
    .string()
    .regex(/\(\?<amount>/, 'falta o grupo (?<amount>…), que diz onde está o saldo')
    .superRefine((source, context) => {
      const problem = patternProblem(source);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    }),
  unit: z.enum(['messages', 'reais']).default('messages'),
});
export type BalanceQuestion = z.infer<typeof balanceQuestion>;

/** Asking for replies: a JSON list, or plain text cut into records and fields (then `0`, `1`, `2` are its places). */
export const repliesQuestion = z.strictObject({
  path: questionPath,
  list: place.nullable().default(null),
  split: z
    .strictObject({ records: z.string().min(1).max(10), fields: z.string().min(1).max(10) })
    .nullable()
    .default(null),
  from: place,
  text: place,
  to: place.nullable().default(null),
  at: place.nullable().default(null),
  id: place.nullable().default(null),
  /** What the provider says when there is none. */
  empty: z.string().max(200).nullable().default(null),
  /** Each reply is given a single time: what is fetched is marked as read. */
  once: z.boolean().default(true),
  pauseMs: pauseMs.default(60_000),
});
export type RepliesQuestion = z.infer<typeof repliesQuestion>;
