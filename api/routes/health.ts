import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { isSenderConnected, readMigrationState } from '../../db/queries/health.ts';
import type { Words } from '../../domain/fields.ts';
import { answers } from '../answers.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { same } from '../problem.ts';

const part = z.object({ ready: z.boolean(), detail: z.string() });
const state = z
  .object({ ready: z.boolean(), parts: z.object({ database: part, migrations: part, temporal: part, workers: part, senders: part }) })
  .openapi('Readiness');

const live = createRoute({
  method: 'get',
  path: '/health/live',
  tags: ['health'],
  summary: 'The process answers',
  responses: answers(z.object({ live: z.literal(true) })),
});

const ready = createRoute({
  method: 'get',
  path: '/health/ready',
  tags: ['health'],
  summary: 'Database, migrations, Temporal, at least one worker and one sender are there; the body names what is not',
  responses: { ...answers(state), 503: { description: 'Something is missing', content: { 'application/json': { schema: state } } } },
});

/** Probes for process managers and people. */
export function healthRoutes(deps: ApiDeps) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(live, (c) => c.json({ live: true as const }, 200))
    .openapi(ready, async (c) => {
      const [[database, migrations], temporal, workers, senders] = await Promise.all([
        databaseParts(deps),
        deps.temporal.isReachable().catch(() => false),
        deps.temporal.workersPresent().catch(() => false),
        isSenderConnected(deps.db.db).catch(() => false),
      ]);
      const say = (ok: boolean, missing: Words) => ({ ready: ok, detail: ok ? 'ok' : missing[c.var.locale] });
      const parts = {
        database: say(database === null, database ?? same('')),
        migrations: say(migrations === null, migrations ?? same('')),
        temporal: say(temporal, { pt: 'o Temporal não responde', en: 'Temporal does not answer' }),
        workers: say(workers, { pt: 'nenhum worker pede trabalho', en: 'no worker asks for work' }),
        senders: say(senders, { pt: 'nenhum sender está conectado: nada é enviado', en: 'no sender is connected: nothing is sent' }),
      };
      const all = Object.values(parts).every((each) => each.ready);
      return c.json({ ready: all, parts }, all ? 200 : 503);
    });
}

/** Null for what is well. */
async function databaseParts({ db, log }: ApiDeps): Promise<[Words | null, Words | null]> {
  try {
    const { expected, applied } = await readMigrationState(db.db);
    if (applied >= expected) return [null, null];
    return [
      null,
      {
        pt: `faltam ${expected - applied} de ${expected} migrações: npm run regua -- migrate`,
        en: `${expected - applied} of ${expected} migrations are missing: npm run regua -- migrate`,
      },
    ];
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'database not ready');
    const words = { pt: 'o banco de dados não responde', en: 'the database does not answer' };
    return [words, words];
  }
}
