import type { Hook } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { ForeignMark } from '../db/queries/paging.ts';
import type { ApiDeps, ApiEnv } from './context.ts';
import { invalidFields, Problem, problemBody } from './problem.ts';
import { fieldProblems } from './validation.ts';

/** Answers a problem in the caller's language. */
export function answerProblem(c: Context<ApiEnv>, problem: Problem): Response {
  const headers = {
    'Content-Type': 'application/problem+json',
    ...(problem.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(problem.retryAfterSeconds !== null && { 'Retry-After': String(problem.retryAfterSeconds) }),
  };
  return c.body(JSON.stringify(problemBody(problem, c.var.locale ?? 'pt')), problem.status, headers);
}

/** The one place where a thrown error becomes an answer. Faults are logged here; the caller learns nothing of our insides. */
export function errorHandler({ log }: Pick<ApiDeps, 'log'>) {
  return (error: Error, c: Context<ApiEnv>): Response => {
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ err: loggable(error), method: c.req.method, path: loggablePath(c.req.path) }, 'request failed');
    return answerProblem(c, problem);
  };
}

/** What the schemas refuse. */
export const refuseInvalid: Hook<unknown, ApiEnv, string, unknown> = (result, c) => {
  if (!result.success)
    return answerProblem(c, invalidFields(fieldProblems(result.error.issues, 'data' in result ? result.data : undefined)));
};

function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ForeignMark) return foreignCursor();
  if (error instanceof HTTPException) return problemOfHttp(error);
  if (isUnavailable(causeOf(error))) {
    return new Problem(
      503,
      'unavailable',
      {
        pt: 'O banco de dados não responde agora; tente de novo em instantes.',
        en: 'The database does not answer now; try again shortly.',
      },
      { retryAfterSeconds: 5 },
    );
  }
  return new Problem(500, 'internal', {
    pt: 'Algo falhou do nosso lado; nada foi gravado. O registro do serviço diz o quê.',
    en: 'Something failed on our side; nothing was stored. The log of the service says what.',
  });
}

function foreignCursor(): Problem {
  const path = 'cursor';
  const expected = { pt: 'o nextCursor da página anterior desta lista', en: 'the nextCursor of the page before of this list' };
  return invalidFields([{ path, message: { pt: 'é de outra lista', en: 'is of another list' }, expected }]);
}

function problemOfHttp({ status }: HTTPException): Problem {
  if (status === 415) {
    return new Problem(415, 'unsupported-media-type', {
      pt: 'Envie Content-Type: application/json.',
      en: 'Send Content-Type: application/json.',
    });
  }
  if (status === 413) return bodyTooLarge();
  if (status === 400)
    return new Problem(400, 'malformed-json', { pt: 'O corpo não pôde ser lido como JSON.', en: 'The body could not be read as JSON.' });
  return new Problem(500, 'internal', { pt: 'Falha interna.', en: 'Internal fault.' });
}

export function bodyTooLarge(): Problem {
  return new Problem(413, 'body-too-large', {
    pt: 'O corpo passa de 1 MB. Arquivos vão por POST /v1/import.',
    en: 'The body is larger than 1 MB. Files go to POST /v1/import.',
  });
}

/** Drizzle wraps what the driver throws. */
function causeOf(error: Error): Error {
  return error.cause instanceof Error ? error.cause : error;
}

/** No connection, server shutting down or starting, too many clients, a lock not got in time, a deadlock: a retry may pass. */
const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '55P03',
  '40P01',
  '40001',
]);

function isUnavailable(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && unavailableCodes.has(error.code);
}

/** Without the secret that a provider's call carries. */
function loggablePath(path: string): string {
  return path.replace(/^(\/hooks\/[^/]*\/[^/]*\/).*/s, '$1***');
}

/** Without the values of a statement: they hold names, phones and texts. */
function loggable(error: Error) {
  const cause = causeOf(error);
  return {
    name: cause.name,
    message: cause === error ? error.message : cause.message,
    ...('code' in cause && { code: cause.code }),
    ...('query' in error && { query: error.query }),
    stack: cause.stack,
  };
}
