import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import {
  deleteGateway,
  type Gateway,
  type GatewayFields,
  type GatewayUse,
  insertGateway,
  isGatewayNameTaken,
  listGateways,
  lockGateway,
  readGateway,
  updateGateway,
} from '../../db/queries/gateways.ts';
import type { Words } from '../../domain/fields.ts';
import { differences, sameValue } from '../../domain/source-view.ts';
import { channels } from '../../domain/states.ts';
import { gatewayService, gatewayServices } from '../../gateways/catalogue.ts';
import type { GatewayService } from '../../gateways/define.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { sealSettings } from '../gateway-settings.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found, invalidField, same } from '../problem.ts';
import { gatewayAnswer, gatewayOf, gatewayPatch, gatewayPut } from '../shapes/gateway.ts';
import { fields } from '../validation.ts';
import { type WriteContext, write, writeOnce } from '../writing.ts';

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
  request: { params, body: jsonBody(gatewayPut) },
  responses: changed,
});
const patch = createRoute({
  ...writing,
  method: 'patch',
  path,
  summary: 'Changes what is named: rate and pause are in force within two seconds',
  request: { params, body: jsonBody(gatewayPatch) },
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

const aGateway = { pt: 'gateway', en: 'gateway' };

/** The accounts at providers. */
export function gatewayRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getServices, async (c) => c.json({ items: gatewayServices.map(shownService), nextCursor: null }, 200))
    .openapi(getAll, async (c) => {
      const { items, next } = await listGateways(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map((gateway) => gatewayOf(gateway, deps.sealer)), next }), 200);
    })
    .openapi(getOne, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(gatewayOf(found(await readGateway(db, id), aGateway, id), deps.sealer), 200);
    })
    .openapi(post, async (c) => {
      const whole = fieldsOf(c.req.valid('json'), null);
      const created = await writeOnce(deps, c, { status: 201, answer: gatewayAnswer }, async (tx, { now, actor }) => {
        const id = randomUUID();
        if (!(await insertGateway(tx, { ...whole, id }, now))) throw nameTaken(whole.name);
        await writeAudit(tx, [{ at: now, actor, action: 'gateway.created', entity: 'gateway', entityId: id, after: auditable(whole) }]);
        return gatewayOf(found(await readGateway(tx, id), aGateway, id), deps.sealer);
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const { gateway, unchanged } = await write(deps, c, (tx, context) => save(tx, context, id, (before) => fieldsOf(given, before)));
      if (unchanged) c.header('Regua-Unchanged', '1');
      return c.json(gatewayOf(gateway, deps.sealer), 200);
    })
    .openapi(patch, async (c) => {
      const { id } = c.req.valid('param');
      const { settings, ...named } = c.req.valid('json');
      const { gateway, unchanged } = await write(deps, c, (tx, context) =>
        save(tx, context, id, (before) => {
          const kept = Object.assign(writtenFields(before), named);
          if (settings === undefined) return kept;
          return { ...kept, ...sealSettings(knownService(before.service), { ...before.settings, ...settings }, before, deps.sealer) };
        }),
      );
      if (unchanged) c.header('Regua-Unchanged', '1');
      return c.json(gatewayOf(gateway, deps.sealer), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, { now, actor }) => {
        const before = found(await lockGateway(tx, id), aGateway, id);
        const uses = await deleteGateway(tx, id, now);
        if (uses.length > 0) throw inUse(uses);
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

  function fieldsOf({ service: serviceId, settings, ...given }: z.infer<typeof gatewayPut>, before: Gateway | null): GatewayFields {
    const known = knownService(serviceId);
    if (before !== null && before.service !== serviceId) {
      const expected = same(before.service);
      throw invalidField(
        'service',
        serviceId,
        { pt: 'o serviço de um gateway não muda', en: 'the service of a gateway does not change' },
        expected,
      );
    }
    const sealed = sealSettings(known, settings, before, deps.sealer);
    const defaults = { enabled: true, quantity: null, intervalSeconds: 1, paused: false, maxConnections: 10, price: '0.0000' };
    return Object.assign({ ...defaults, ...known.defaults }, given, { service: serviceId, channel: known.channel, ...sealed });
  }
}

async function save(tx: Executor, { now, actor }: WriteContext, id: string, change: (before: Gateway) => GatewayFields) {
  const before = found(await lockGateway(tx, id), aGateway, id);
  const after = change(before);
  const was = writtenFields(before);
  if (sameValue(was, after) && before.stoppedReason === null) return { gateway: before, unchanged: true };
  if (await isGatewayNameTaken(tx, after.name, { except: id })) throw nameTaken(after.name);
  await updateGateway(tx, { ...after, id }, now);
  const audited = differences({ ...auditable(was), stoppedReason: before.stoppedReason }, { ...auditable(after), stoppedReason: null });
  const secrets = Object.keys(after.secrets).filter((name) => after.secrets[name] !== was.secrets[name]);
  const entry = { at: now, actor, action: 'gateway.changed', entity: 'gateway', entityId: id, before: audited.before };
  await writeAudit(tx, [{ ...entry, after: secrets.length > 0 ? { ...audited.after, newSecrets: secrets } : audited.after }]);
  return { gateway: found(await readGateway(tx, id), aGateway, id), unchanged: false };
}

function writtenFields({
  id: _id,
  stoppedReason: _reason,
  stoppedAt: _at,
  revision: _revision,
  createdAt: _c,
  updatedAt: _u,
  ...fields
}: Gateway): GatewayFields {
  return fields;
}

function auditable({ secrets: _secrets, ...shown }: GatewayFields) {
  return shown;
}

function knownService(id: string): GatewayService {
  const known = gatewayService(id);
  if (known !== undefined) return known;
  const expected = same(gatewayServices.map((each) => each.id).join(', '));
  throw invalidField('service', id, { pt: 'serviço desconhecido', en: 'unknown service' }, expected);
}

function shownService({ id, label, channel, fields: inputs, defaults, presets }: GatewayService): z.infer<typeof service> {
  return {
    id,
    label,
    channel,
    fields: inputs.map((input) => ({ ...input })),
    defaults: { ...defaults },
    presets: presets.map((preset) => ({ ...preset })),
  };
}

function nameTaken(name: string) {
  return conflict('name-taken', { pt: `Já existe um gateway chamado "${name}".`, en: `There is a gateway called "${name}" already.` });
}

const useNames: Record<GatewayUse, Words> = {
  messages: { pt: 'mensagens', en: 'messages' },
  rules: { pt: 'regras', en: 'rules' },
  settings: { pt: 'a configuração', en: 'the settings' },
};

function inUse(uses: GatewayUse[]) {
  const list = (locale: 'pt' | 'en') => uses.map((use) => useNames[use][locale]).join(', ');
  return conflict('in-use', {
    pt: `O gateway é citado por: ${list('pt')}. Desabilite-o em vez de apagar.`,
    en: `The gateway is referred to by: ${list('en')}. Disable it instead of deleting it.`,
  });
}
