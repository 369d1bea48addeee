import { createHash } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Executor } from '../db/client.ts';
import { claimIdempotencyKey, rememberAnswer } from '../db/queries/idempotency.ts';
import { nowOf } from '../domain/clock.ts';
import type { Instant } from '../domain/instants.ts';
import type { ApiDeps, ApiEnv } from './context.ts';
import { conflict, invalidField, Problem } from './problem.ts';

/** Who writes, and when. What comes by API key is an integration's view; what comes from a session is a person's decision. */
export type WriteContext = { now: Instant; actor: string; source: 'integration' | 'staff' };

type Run<T> = (tx: Executor, context: WriteContext) => Promise<T>;

/** Runs a write in one transaction; what it throws undoes it. */
export async function write<T>(deps: ApiDeps, c: Context<ApiEnv>, run: Run<T>): Promise<T> {
  const context = writeContext(deps, c);
  return deps.db.db.transaction((tx) => run(tx, context));
}

/**
 * The same for a POST: with an Idempotency-Key the answer is remembered in the write's own transaction, and a repetition gets it again
 * without a second write. `remembered` leaves out what must not be stored.
 */
export async function writeOnce<Answer extends z.ZodType>(
  deps: ApiDeps,
  c: Context<ApiEnv>,
  {
    answer,
    status,
    remembered,
  }: { answer: Answer; status: ContentfulStatusCode; remembered?: (answer: z.infer<Answer>) => z.infer<Answer> },
  run: Run<z.infer<Answer>>,
): Promise<z.infer<Answer>> {
  const key = idempotencyKeyOf(c);
  if (key === null) return write(deps, c, run);
  const requestHash = await hashOfRequest(c);
  return write(deps, c, async (tx, context) => {
    const claim = { caller: c.var.caller.id, key, requestHash, now: context.now };
    const state = await claimIdempotencyKey(tx, claim);
    if (state.kind === 'answered') {
      c.header('Idempotency-Replayed', '1');
      return answer.parse(state.answer);
    }
    if (state.kind !== 'first') throw refusals[state.kind](key);
    const result = await run(tx, context);
    await rememberAnswer(tx, claim, { status, answer: remembered ? remembered(result) : result });
    return result;
  });
}

function writeContext(deps: ApiDeps, c: Context<ApiEnv>): WriteContext {
  const { actor, kind } = c.var.caller;
  return { now: nowOf(deps.clock), actor, source: kind === 'key' ? 'integration' : 'staff' };
}

function idempotencyKeyOf(c: Context<ApiEnv>): string | null {
  const key = c.req.header('Idempotency-Key');
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalidField(
    'Idempotency-Key header',
    key,
    { pt: 'valor inválido', en: 'value not valid' },
    { pt: '1 a 255 caracteres ASCII visíveis', en: '1 to 255 visible ASCII characters' },
  );
}

async function hashOfRequest(c: Context<ApiEnv>): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  return createHash('sha256')
    .update(`${c.req.method} ${pathname}${search}\n${await c.req.text()}`)
    .digest('hex');
}

const refusals = {
  running: (key: string) =>
    conflict('idempotency-running', {
      pt: `O primeiro pedido com a Idempotency-Key "${key}" ainda está em andamento; tente de novo.`,
      en: `The first request with the Idempotency-Key "${key}" is still running; try again.`,
    }),
  'other-request': (key: string) =>
    new Problem(422, 'idempotency-mismatch', {
      pt: `A Idempotency-Key "${key}" já foi usada com outro pedido; use uma nova.`,
      en: `The Idempotency-Key "${key}" was already used with another request; use a new one.`,
    }),
};
