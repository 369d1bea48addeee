import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { deleteGateway, isNamed, readGatewayUses } from '../../db/queries/gateway-uses.ts';
import { insertGateway, listGateways, lockGateway, readGateway } from '../../db/queries/gateways.ts';
import { channels } from '../../domain/states.ts';
import { gatewayServices } from '../../gateways/catalogue.ts';
import type { GatewayService } from '../../gateways/define.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { aGateway, auditable, inUse, nameTaken, patchedFields, replacedFields, saveGateway, writtenFields } from '../gateway-writes.ts';
import { renewHookSecret } from '../hook-secrets.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found } from '../problem.ts';
import { sandboxPreset, sandboxService } from '../sandbox-preset.ts';
import { gatewayAnswer, gatewayOf, gatewayPatch, gatewayPut } from '../shapes/gateway.ts';
import { unitsOf } from '../units-limit.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const reading = { ...access('gateways:read'), tags: ['gateways'] };
const writing = { ...access('gateways:write'), tags: ['gateways'] };
const params = idParam;
const path = '/v1/gateways/{id}';
const loose = z.record(z.string(), z.unknown());
const service = z
  .object({
    id: z.string(),
    label: z.string(),
    channel: z.enum(channels),
    notes: z.array(z.string()),
    fields: z.array(loose),
    defaults: loose,
    presets: z.array(loose),
  })
  .openapi('GatewayService');

const getServices = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/gateway-services',
  summary: 'What each provider needs, with the labels of its form',
  responses: answers(z.object({ items: z.array(service), nextCursor: z.null() })),
});
const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/gateways',
  summary: 'Gateways',
  request: { query: fields(pageQuery) },
  responses: answersPage(gatewayAnswer),
});
const post = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/gateways',
  summary: 'A new gateway; its credentials are sealed and never come back',
  request: { body: jsonBody(gatewayPut) },
  responses: answersCreated(gatewayAnswer),
});
const getOne = createRoute({
  ...reading,
  method: 'get',
  path,
  summary: 'A gateway',
  request: { params },
  responses: answers(gatewayAnswer),
});
const changed = answers(gatewayAnswer, 'Changed; with Regua-Unchanged: 1 nothing was');
const put = createRoute({
  ...writing,
  method: 'put',
  path,
  summary: 'Replaces a gateway; a secret left out or sent as its mask stays',
  request: { params, query: editQuery, body: jsonBody(gatewayPut) },
  responses: changed,
});
const patch = createRoute({
  ...writing,
  method: 'patch',
  path,
  summary: 'Changes what is named: rate and pause are in force within two seconds',
  request: { params, query: editQuery, body: jsonBody(gatewayPatch) },
  responses: changed,
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path,
  summary: 'Removes a gateway that nothing refers to',
  request: { params },
  responses: answersNothing,
});

const renewHooks = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/gateways/{id}/hooks',
  summary: 'New addresses for the provider to call; the old ones answer no more',
  request: { params },
  responses: answers(gatewayAnswer, 'Renewed; the addresses are in hooks'),
});

/** The accounts at providers. */
export function gatewayRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getServices, async (c) =>
      c.json({ items: gatewayServices.map((each) => shownService(each, deps.sandboxUrl ?? null)), nextCursor: null }, 200),
    )
    .openapi(getAll, async (c) => {
      const ofUnits = unitsOf(c) !== undefined;
      const { items, next } = await listGateways(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map((gateway) => gatewayOf(gateway, deps, { ofUnits })), next }), 200);
    })
    .openapi(getOne, async (c) => {
      const { id } = c.req.valid('param');
      const reveal = c.var.caller.permissions.has('gateways:write');
      return c.json(gatewayOf(found(await readGateway(db, id), aGateway, id), deps, { reveal, ofUnits: unitsOf(c) !== undefined }), 200);
    })
    .openapi(post, async (c) => {
      const whole = replacedFields(c.req.valid('json'), null, deps.sealer);
      const created = await writeOnce(deps, c, { status: 201, answer: gatewayAnswer }, async (tx, { now, actor }) => {
        const id = randomUUID();
        if (!(await insertGateway(tx, { ...whole, id }, now))) throw nameTaken(whole.name);
        await renewHookSecret(tx, id, { sealer: deps.sealer, inUse: false });
        await writeAudit(tx, [{ at: now, actor, action: 'gateway.created', entity: 'gateway', entityId: id, after: auditable(whole) }]);
        return gatewayOf(found(await readGateway(tx, id), aGateway, id), deps);
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const { gateway, unchanged } = await write(deps, c, async (tx, context) => {
        const saved = await saveGateway(tx, context, id, (before) => replacedFields(given, before, deps.sealer));
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'gateway', id, given: writtenFields(saved.gateway) }, context);
        return saved;
      });
      if (unchanged) c.header('Regua-Unchanged', '1');
      return c.json(gatewayOf(gateway, deps), 200);
    })
    .openapi(patch, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const { gateway, unchanged } = await write(deps, c, async (tx, context) => {
        const saved = await saveGateway(tx, context, id, (before) => patchedFields(given, before, deps.sealer));
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'gateway', id, given }, context);
        return saved;
      });
      if (unchanged) c.header('Regua-Unchanged', '1');
      return c.json(gatewayOf(gateway, deps), 200);
    })
    .openapi(renewHooks, async (c) => {
      const { id } = c.req.valid('param');
      const renewed = await write(deps, c, async (tx, { now, actor }) => {
        found(await lockGateway(tx, id), aGateway, id);
        await renewHookSecret(tx, id, { sealer: deps.sealer, inUse: true });
        await writeAudit(tx, [{ at: now, actor, action: 'gateway.hooks-renewed', entity: 'gateway', entityId: id }]);
        return found(await readGateway(tx, id), aGateway, id);
      });
      return c.json(gatewayOf(renewed, deps, { reveal: true }), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, { now, actor }) => {
        const before = found(await lockGateway(tx, id), aGateway, id);
        const uses = await readGatewayUses(tx, id);
        if (uses.past.length > 0 || isNamed(uses)) throw inUse(uses);
        await deleteGateway(tx, id, now);
        const entry = {
          at: now,
          actor,
          action: 'gateway.deleted',
          entity: 'gateway',
          entityId: id,
          before: auditable(writtenFields(before)),
        };
        await writeAudit(tx, [entry]);
      });
      return c.body(null, 204);
    });
}

function shownService(
  { id, label, channel, notes, fields: inputs, defaults, presets }: GatewayService,
  sandboxUrl: URL | null,
): z.infer<typeof service> {
  const sandbox = sandboxUrl !== null && id === sandboxService ? [sandboxPreset(sandboxUrl)] : [];
  return {
    id,
    label,
    channel,
    notes: [...notes],
    fields: inputs.map((input) => ({ ...input })),
    defaults: { ...defaults },
    presets: [...sandbox, ...presets].map((preset) => ({ ...preset })),
  };
}
