import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { bringBackGateway, isNamed, readGatewayUses, retireGateway } from '../../db/queries/gateway-uses.ts';
import { lockGateway, readGateway } from '../../db/queries/gateways.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { aGateway, stillNamed } from '../gateway-writes.ts';
import { found } from '../problem.ts';
import { gatewayAnswer, gatewayOf, gatewayUsesAnswer, gatewayUsesOf } from '../shapes/gateway.ts';
import { write } from '../writing.ts';

const tags = ['gateways'];
const params = idParam;
const path = '/v1/gateways/{id}/retirement';

const getUses = createRoute({
  ...access('gateways:read'),
  tags,
  method: 'get',
  path: '/v1/gateways/{id}/uses',
  summary: 'What names a gateway, and what waits on it: whether it can be deleted or retired',
  request: { params },
  responses: answers(gatewayUsesAnswer),
});
const retire = createRoute({
  ...access('gateways:write'),
  tags,
  method: 'post',
  path,
  summary: 'Gives a gateway up: it carries nothing any more, and what waits on it goes by the next in order when it is due',
  request: { params },
  responses: answers(gatewayAnswer, 'Retired; with Regua-Unchanged: 1 it was already'),
});
const bringBack = createRoute({
  ...access('gateways:write'),
  tags,
  method: 'delete',
  path,
  summary: 'Brings a retired gateway back, disabled as it is',
  request: { params },
  responses: answers(gatewayAnswer, 'Back; with Regua-Unchanged: 1 it was not retired'),
});

/** The end of an account at a provider, without losing what it carried. */
export function gatewayRetirementRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getUses, async (c) => {
      const { id } = found(await readGateway(db, c.req.valid('param').id), aGateway, c.req.valid('param').id);
      return c.json(gatewayUsesOf(await readGatewayUses(db, id)), 200);
    })
    .openapi(retire, async (c) => {
      const { id } = c.req.valid('param');
      const retired = await write(deps, c, async (tx, { now, actor }) => {
        const before = found(await lockGateway(tx, id), aGateway, id);
        if (before.retiredAt !== null) {
          c.header('Regua-Unchanged', '1');
          return before;
        }
        const uses = await readGatewayUses(tx, id);
        if (isNamed(uses)) throw stillNamed(uses);
        await retireGateway(tx, id, now);
        await writeAudit(tx, [
          { at: now, actor, action: 'gateway.retired', entity: 'gateway', entityId: id, after: { waiting: uses.waiting } },
        ]);
        return found(await readGateway(tx, id), aGateway, id);
      });
      return c.json(gatewayOf(retired, deps), 200);
    })
    .openapi(bringBack, async (c) => {
      const { id } = c.req.valid('param');
      const back = await write(deps, c, async (tx, { now, actor }) => {
        const before = found(await lockGateway(tx, id), aGateway, id);
        if (before.retiredAt === null) {
          c.header('Regua-Unchanged', '1');
          return before;
        }
        await bringBackGateway(tx, id, now);
        await writeAudit(tx, [{ at: now, actor, action: 'gateway.restored', entity: 'gateway', entityId: id }]);
        return found(await readGateway(tx, id), aGateway, id);
      });
      return c.json(gatewayOf(back, deps), 200);
    });
}
