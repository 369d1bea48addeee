import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { pauseEverything, resumeEverything } from '../../db/queries/pause.ts';
import { readSettings } from '../../db/queries/settings.ts';
import { nowOf } from '../../domain/clock.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant } from '../fields.ts';
import { countOnResume } from '../on-resume.ts';
import { unitsOf } from '../units-limit.ts';
import { write } from '../writing.ts';

const count = z.int();
const answer = z
  .object({
    pausedAt: answerInstant.nullable(),
    pausedBy: z.string().nullable(),
    onResume: z
      .object({ leave: count, skipped: count, merged: count, waiting: count, charges: count, more: z.boolean() })
      .nullable()
      .openapi({ description: 'What late policies would make of the paused texts now; more: only the first charges were counted' }),
  })
  .openapi('Pause');

const read = createRoute({
  ...access('settings:read'),
  tags: ['settings'],
  method: 'get',
  path: '/v1/settings/pause',
  summary: 'Whether everything is paused, and what would leave, be skipped or be merged on resume',
  responses: answers(answer),
});
const pause = createRoute({
  ...access('settings:write'),
  tags: ['settings'],
  method: 'post',
  path: '/v1/settings/pause',
  summary: 'Pauses everything: no text of any gateway leaves',
  responses: answers(answer, 'Paused; with Regua-Unchanged: 1 it was already'),
});
const resume = createRoute({
  ...access('settings:write'),
  tags: ['settings'],
  method: 'post',
  path: '/v1/settings/resume',
  summary: 'Lets everything go on: late policies decide what still leaves',
  responses: answers(answer, 'Resumed; with Regua-Unchanged: 1 nothing was paused'),
});

/** *Pausar tudo*, and its end. */
export function pauseRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  const shown = async (c: Context<ApiEnv>) => {
    const { pausedAt, pausedBy } = await readSettings(db);
    if (pausedAt === null) return { pausedAt, pausedBy, onResume: null };
    return { pausedAt, pausedBy, onResume: await countOnResume(db, { catalogue, now: nowOf(deps.clock), units: unitsOf(c) }) };
  };
  return new OpenAPIHono<ApiEnv>()
    .openapi(read, async (c) => c.json(await shown(c), 200))
    .openapi(pause, async (c) => {
      if (!(await write(deps, c, pauseEverything))) c.header('Regua-Unchanged', '1');
      return c.json(await shown(c), 200);
    })
    .openapi(resume, async (c) => {
      if ((await write(deps, c, resumeEverything)) === null) c.header('Regua-Unchanged', '1');
      return c.json(await shown(c), 200);
    });
}
