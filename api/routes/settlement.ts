import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readSettlements } from '../../db/queries/settlements.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, date, id, orNull } from '../fields.ts';
import { invalidFields } from '../problem.ts';
import { settle } from '../settlement.ts';
import { refuseForeign, refuseLimited, unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const settlement = z
  .object({
    unit: z.string(),
    processedThrough: z.string().nullable().openapi({ description: 'null: the unit’s charges wait for no bank file' }),
    updatedBy: z.string().nullable(),
    updatedAt: answerInstant.nullable(),
  })
  .openapi('Settlement');
const items = z.array(settlement);

const getAll = createRoute({
  ...access('charges:read'),
  tags: ['settlement'],
  method: 'get',
  path: '/v1/settlement',
  summary: 'Through which date each unit’s payments are known',
  responses: answers(z.object({ items, nextCursor: z.null() })),
});
const put = createRoute({
  ...access('payments:write'),
  tags: ['settlement'],
  method: 'put',
  path: '/v1/settlement',
  summary: 'Payments are known through this date, of a unit or of all; from the first time on chasing waits for it',
  request: { body: jsonBody(fields({ processedThrough: date, unit: orNull(id) })) },
  responses: answers(
    z.object({ items, replanned: z.int().openapi({ description: 'Charges that waited for it' }) }),
    'Recorded; with Regua-Unchanged: 1 it was known',
  ),
});

/** The bank file guard. */
export function settlementRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const known = await readSettlements(db, unitsOf(c) ?? null);
      return c.json({ items: known.map(shown), nextCursor: null }, 200);
    })
    .openapi(put, async (c) => {
      const asked = c.req.valid('json');
      if (asked.unit === null) refuseLimited(c, { pt: 'Diga a unidade: uma das suas.', en: 'Name the unit: one of yours.' });
      await refuseForeign(c, { unit: ['unit', asked.unit] });
      const before = await catalogue.newest();
      const result = await write(deps, c, async (tx, context) => {
        const settled = await settle(tx, { catalogue: before, asked }, context);
        if (settled.outcome === 'refused') throw invalidFields([settled.problem]);
        if (settled.units.length === 0) c.header('Regua-Unchanged', '1');
        const known = await readSettlements(tx, asked.unit === null ? null : [asked.unit]);
        return { items: known.map(shown), replanned: settled.replanned };
      });
      return c.json(result, 200);
    });
}

function shown({ unitId, settlement: known }: Awaited<ReturnType<typeof readSettlements>>[number]): z.infer<typeof settlement> {
  const { processedThrough = null, updatedBy = null, updatedAt = null } = known ?? {};
  return { unit: unitId, processedThrough, updatedBy, updatedAt };
}
