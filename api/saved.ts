import type { Context } from 'hono';
import type { SaveResult } from '../db/queries/save-records.ts';
import type { Words } from '../domain/fields.ts';
import type { ApiEnv } from './context.ts';
import { conflict, invalidFields, notFound } from './problem.ts';

export type Saved = 'created' | 'changed' | 'unchanged';

/** What a write came to; what was refused is thrown, which undoes the transaction. */
export function savedOrRefused(result: SaveResult | null | undefined, thing: Words, id: string): Saved {
  if (result === null || result === undefined) throw notFound(thing, id);
  if (result.outcome === 'refused') throw invalidFields([result.problem]);
  if (result.outcome === 'stale') {
    throw conflict('stale', {
      pt: `A versão guardada é ${result.sourceVersion}; a enviada é mais antiga e nada mudou.`,
      en: `The stored version is ${result.sourceVersion}; the one sent is older and nothing changed.`,
    });
  }
  return result.outcome;
}

/** 201 for what is new, 200 for the rest; says when nothing changed. */
export function statusOf(c: Context<ApiEnv>, saved: Saved): 200 | 201 {
  if (saved === 'unchanged') c.header('Regua-Unchanged', '1');
  return saved === 'created' ? 201 : 200;
}
