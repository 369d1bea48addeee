import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { createHold, type Hold, listHolds, releaseHold } from '../../db/queries/holds.ts';
import { readActorName } from '../../db/queries/names.ts';
import { nowOf } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instants.ts';
import { holdKinds } from '../../domain/states.ts';
import { answers, answersCreated, answersPage, jsonBody } from '../answers.ts';
import { access, demand } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam } from '../fields.ts';
import { withHoldEnds } from '../hold-ends.ts';
import { previewHold } from '../hold-preview.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found, invalidFields } from '../problem.ts';
import { holdAnswer, holdAnswerOf, holdPost, holdPreviewAnswer, holdPreviewPost, newHoldAnswer } from '../shapes/hold.ts';
import { refuseForeignScope, unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const tags = ['holds and exemptions'];

const getAll = createRoute({
  ...access('holds:read'),
  tags,
  method: 'get',
  path: '/v1/holds',
  summary: 'Holds: promises, outages, contested charges and others',
  request: {
    query: fields({
      ...pageQuery,
      chargeId: id.optional(),
      customerId: id.optional().openapi({ description: 'Of the customer and of their charges' }),
      kind: z.enum(holdKinds).optional(),
      active: z.enum(['true']).optional(),
    }),
  },
  responses: answersPage(holdAnswer),
});
const post = createRoute({
  ...access('holds:write'),
  tags,
  method: 'post',
  path: '/v1/holds',
  summary: 'Stops the steps of a charge, of a customer or of everybody whom a filter names; payments are still confirmed',
  request: { body: jsonBody(holdPost) },
  responses: answersCreated(newHoldAnswer),
});
const preview = createRoute({
  ...access('holds:filter'),
  tags,
  method: 'post',
  path: '/v1/holds/preview',
  summary: 'Whom a hold by filter would stop, and how many notices; changes nothing',
  request: { body: jsonBody(holdPreviewPost) },
  responses: answers(holdPreviewAnswer),
});
const remove = createRoute({
  ...access('holds:write', { hold: 'id' }),
  tags,
  method: 'delete',
  path: '/v1/holds/{id}',
  summary: 'Ends a hold now; the ladder takes up where it stands. One of many people takes the permission that made it',
  request: { params: idParam },
  responses: answers(holdAnswer, 'Ended; with Regua-Unchanged: 1 it was over already'),
});

const aHold = { pt: 'suspensão', en: 'hold' };

/** Stops on steps. */
export function holdRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  const answerOf = async (tx: Executor, hold: Hold, now: Instant) => {
    const named = { ...hold, createdByName: await readActorName(tx, hold.createdBy) };
    const [ended] = await withHoldEnds(tx, { catalogue, holds: [named] });
    return holdAnswerOf(ended ?? { ...named, timeZone: null, resumesAt: hold.until }, now);
  };
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { limit, cursor, active, ...filter } = c.req.valid('query');
      const now = nowOf(deps.clock);
      const { items, next } = await listHolds(
        db,
        { ...filter, activeAt: active && now, units: unitsOf(c) },
        pageRequest({ limit, cursor }),
      );
      const ended = await withHoldEnds(db, { catalogue, holds: items });
      return c.json(pageAnswer({ items: ended.map((hold) => holdAnswerOf(hold, now)), next }), 200);
    })
    .openapi(post, async (c) => {
      const given = c.req.valid('json');
      if ('filter' in given.scope) demand(c, 'holds:filter');
      await refuseForeignScope(c, given.scope);
      const created = await writeOnce(deps, c, { status: 201, answer: newHoldAnswer }, async (tx, context) => {
        const result = await createHold(tx, { ...given, id: randomUUID() }, context);
        if (result.outcome === 'refused') throw invalidFields([result.problem]);
        return { ...(await answerOf(tx, result.hold, context.now)), openCharges: result.openCharges };
      });
      return c.json(created, 201);
    })
    .openapi(preview, async (c) => {
      const { scope, until } = c.req.valid('json');
      await refuseForeignScope(c, scope);
      return c.json(await previewHold(db, { catalogue, filter: scope.filter, until, now: nowOf(deps.clock) }), 200);
    })
    .openapi(remove, async (c) => {
      const { id: holdId } = c.req.valid('param');
      const hold = await write(deps, c, async (tx, context) => {
        const released = found(await releaseHold(tx, holdId, context), aHold, holdId);
        if ('filter' in released.hold.scope) demand(c, 'holds:filter');
        if (!released.changed) c.header('Regua-Unchanged', '1');
        return answerOf(tx, released.hold, context.now);
      });
      return c.json(hold, 200);
    });
}
