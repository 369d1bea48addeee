import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createExemption, endExemption, listExemptions } from '../../db/queries/exemptions.ts';
import { readActorName } from '../../db/queries/names.ts';
import { nowOf } from '../../domain/clock.ts';
import { exemptionKinds } from '../../domain/states.ts';
import { answers, answersCreated, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found, invalidFields } from '../problem.ts';
import { exemptionAnswer, exemptionAnswerOf, exemptionPost, newExemptionAnswer } from '../shapes/hold.ts';
import { refuseForeignScope, unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const tags = ['holds and exemptions'];

const getAll = createRoute({
  ...access('exemptions:read'),
  tags,
  method: 'get',
  path: '/v1/exemptions',
  summary: 'Who is never chased, or never blocked',
  request: {
    query: fields({
      ...pageQuery,
      chargeId: id.optional(),
      customerId: id.optional().openapi({ description: 'Of the customer and of their charges' }),
      from: z.enum(exemptionKinds).optional(),
      active: z.enum(['true']).optional(),
    }),
  },
  responses: answersPage(exemptionAnswer),
});
const post = createRoute({
  ...access('exemptions:write'),
  tags,
  method: 'post',
  path: '/v1/exemptions',
  summary: 'Exempts a charge, a customer or everybody whom a filter names from being chased, or from being blocked',
  request: { body: jsonBody(exemptionPost) },
  responses: answersCreated(newExemptionAnswer),
});
const remove = createRoute({
  ...access('exemptions:write', { exemption: 'id' }),
  tags,
  method: 'delete',
  path: '/v1/exemptions/{id}',
  summary: 'Ends an exemption now',
  request: { params: idParam },
  responses: answers(exemptionAnswer, 'Ended; with Regua-Unchanged: 1 it was over already'),
});

const anExemption = { pt: 'isenção', en: 'exemption' };

/** Exceptions from chasing and blocking. */
export function exemptionRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { limit, cursor, active, from: exemptFrom, ...filter } = c.req.valid('query');
      const now = nowOf(deps.clock);
      const asked = { ...filter, exemptFrom, activeAt: active && now, units: unitsOf(c) };
      const { items, next } = await listExemptions(db, asked, pageRequest({ limit, cursor }));
      return c.json(pageAnswer({ items: items.map((exemption) => exemptionAnswerOf(exemption, now)), next }), 200);
    })
    .openapi(post, async (c) => {
      const { from: exemptFrom, ...given } = c.req.valid('json');
      await refuseForeignScope(c, given.scope);
      const created = await writeOnce(deps, c, { status: 201, answer: newExemptionAnswer }, async (tx, context) => {
        const result = await createExemption(tx, { ...given, exemptFrom, id: randomUUID() }, context);
        if (result.outcome === 'refused') throw invalidFields([result.problem]);
        const createdByName = await readActorName(tx, result.exemption.createdBy);
        return { ...exemptionAnswerOf({ ...result.exemption, createdByName }, context.now), openCharges: result.openCharges };
      });
      return c.json(created, 201);
    })
    .openapi(remove, async (c) => {
      const { id: exemptionId } = c.req.valid('param');
      const exemption = await write(deps, c, async (tx, context) => {
        const ended = found(await endExemption(tx, exemptionId, context), anExemption, exemptionId);
        if (!ended.changed) c.header('Regua-Unchanged', '1');
        const createdByName = await readActorName(tx, ended.exemption.createdBy);
        return exemptionAnswerOf({ ...ended.exemption, createdByName }, context.now);
      });
      return c.json(exemption, 200);
    });
}
