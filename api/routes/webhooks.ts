import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { listDeliveries, pushTestDelivery, replayDeliveries } from '../../db/queries/webhook-deliveries.ts';
import {
  deleteWebhook,
  insertWebhook,
  listWebhooks,
  lockWebhook,
  replaceWebhookSecret,
  updateWebhook,
  type Webhook,
  type WebhookFields,
} from '../../db/queries/webhooks.ts';
import { addMs } from '../../domain/instants.ts';
import { differences, sameValue } from '../../domain/source-view.ts';
import { newWebhookSecret } from '../../gateways/webhook-signature.ts';
import { answers, answersCreated, answersNothing, answersPage, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { conflict, found, invalidField, Problem } from '../problem.ts';
import { deliveryAnswer, deliveryOf, newWebhookAnswer, replayBody, webhookAnswer, webhookOf, webhookPut } from '../shapes/webhook.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const reading = { ...access('webhooks:read'), tags: ['webhooks'] };
const writing = { ...access('webhooks:write'), tags: ['webhooks'] };
const path = '/v1/webhooks/{id}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/webhooks',
  summary: 'Webhooks, without their secrets',
  request: { query: fields(pageQuery) },
  responses: answersPage(webhookAnswer),
});
const post = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/webhooks',
  summary: 'A new webhook (Standard Webhooks); its secret is shown once',
  request: { body: jsonBody(webhookPut) },
  responses: answersCreated(newWebhookAnswer),
});
const put = createRoute({
  ...writing,
  method: 'put',
  path,
  summary: 'Replaces a webhook; its secret stays',
  request: { params: idParam, query: editQuery, body: jsonBody(webhookPut) },
  responses: answers(webhookAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path,
  summary: 'Removes a webhook with its deliveries',
  request: { params: idParam },
  responses: answersNothing,
});
const rotate = createRoute({
  ...writing,
  method: 'post',
  path: `${path}/secret`,
  summary: 'A new secret, shown once; for 24 hours the one before signs too',
  request: { params: idParam },
  responses: answersCreated(newWebhookAnswer),
});
const test = createRoute({
  ...writing,
  method: 'post',
  path: `${path}/test`,
  summary: 'Sends the event webhook.test to this webhook alone; its delivery shows what came of it',
  request: { params: idParam },
  responses: answersCreated(deliveryAnswer),
});
const getDeliveries = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/webhook-deliveries',
  summary: 'Deliveries of the last 14 days; failed: nobody took them within three days',
  request: { query: fields({ ...pageQuery, webhookId: id.optional(), state: z.enum(['pending', 'delivered', 'failed']).optional() }) },
  responses: answersPage(deliveryAnswer),
});
const replay = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/webhook-deliveries/replay',
  summary: 'Sends deliveries again, under the same webhook-id',
  request: { body: jsonBody(replayBody) },
  responses: answers(z.object({ replayed: z.int() }), 'How many are sent again'),
});

const aWebhook = { pt: 'webhook', en: 'webhook' };
const bothSignMs = 24 * 3_600_000;

/** Who is told of what happens here. */
export function webhookRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  const withSecret = {
    status: 201 as const,
    answer: newWebhookAnswer,
    remembered: (webhook: z.infer<typeof newWebhookAnswer>) => ({ ...webhook, secret: null }),
  };
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { items, next } = await listWebhooks(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map(webhookOf), next }), 200);
    })
    .openapi(post, async (c) => {
      const given = c.req.valid('json');
      const created = await writeOnce(deps, c, withSecret, async (tx, { now, actor }) => {
        const row = { ...given, id: randomUUID() };
        const secret = newWebhookSecret();
        await insertWebhook(tx, { ...row, secret: sealed(deps, secret), now });
        await writeAudit(tx, [{ at: now, actor, action: 'webhook.created', entity: 'webhook', entityId: row.id, after: given }]);
        return { ...row, previousSecretUntil: null, restUntil: null, createdAt: now, updatedAt: now, secret };
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { id: webhookId } = c.req.valid('param');
      const after = c.req.valid('json');
      const webhook = await write(deps, c, async (tx, context) => {
        const { now, actor } = context;
        const before = found(await lockWebhook(tx, webhookId), aWebhook, webhookId);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'webhook', id: webhookId, given: after }, context);
        const was = fieldsOf(before);
        if (sameValue(was, after) && before.restUntil === null) {
          c.header('Regua-Unchanged', '1');
          return before;
        }
        await updateWebhook(tx, { id: webhookId, ...after, now });
        const entry = { at: now, actor, action: 'webhook.changed', entity: 'webhook', entityId: webhookId };
        if (!sameValue(was, after)) await writeAudit(tx, [{ ...entry, ...differences(was, after) }]);
        return found(await lockWebhook(tx, webhookId), aWebhook, webhookId);
      });
      return c.json(webhookOf(webhook), 200);
    })
    .openapi(remove, async (c) => {
      const { id: webhookId } = c.req.valid('param');
      await write(deps, c, async (tx, { now, actor }) => {
        const before = fieldsOf(found(await lockWebhook(tx, webhookId), aWebhook, webhookId));
        await deleteWebhook(tx, webhookId, now);
        await writeAudit(tx, [{ at: now, actor, action: 'webhook.deleted', entity: 'webhook', entityId: webhookId, before }]);
      });
      return c.body(null, 204);
    })
    .openapi(rotate, async (c) => {
      const { id: webhookId } = c.req.valid('param');
      const rotated = await writeOnce(deps, c, withSecret, async (tx, { now, actor }) => {
        found(await lockWebhook(tx, webhookId), aWebhook, webhookId);
        const secret = newWebhookSecret();
        await replaceWebhookSecret(tx, { id: webhookId, secret: sealed(deps, secret), previousUntil: addMs(now, bothSignMs), now });
        await writeAudit(tx, [{ at: now, actor, action: 'webhook.secret-replaced', entity: 'webhook', entityId: webhookId }]);
        return { ...webhookOf(found(await lockWebhook(tx, webhookId), aWebhook, webhookId)), secret };
      });
      return c.json(rotated, 201);
    })
    .openapi(test, async (c) => {
      const { id: webhookId } = c.req.valid('param');
      const delivery = await writeOnce(deps, c, { status: 201, answer: deliveryAnswer }, async (tx, { now }) => {
        if (!found(await lockWebhook(tx, webhookId), aWebhook, webhookId).enabled) throw switchedOff();
        return deliveryOf(await pushTestDelivery(tx, webhookId, now));
      });
      return c.json(delivery, 201);
    })
    .openapi(getDeliveries, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query');
      const { items, next } = await listDeliveries(db, filter, pageRequest({ limit, cursor }));
      return c.json(pageAnswer({ items: items.map(deliveryOf), next }), 200);
    })
    .openapi(replay, async (c) => {
      const given = c.req.valid('json');
      const replayed = await writeOnce(deps, c, { status: 200, answer: z.object({ replayed: z.int() }) }, async (tx, { now }) => {
        if ('webhookId' in given) {
          found(await lockWebhook(tx, given.webhookId), aWebhook, given.webhookId);
          return { replayed: (await replayDeliveries(tx, given, now)).length };
        }
        const asked = [...new Set(given.deliveryIds.map(Number))];
        const sent = new Set(await replayDeliveries(tx, { deliveryIds: asked }, now));
        const unknown = asked.filter((number) => !sent.has(number));
        if (unknown.length > 0) throw unknownDeliveries(unknown);
        return { replayed: sent.size };
      });
      return c.json(replayed, 200);
    });
}

function fieldsOf({ url, events, detail, enabled }: Webhook): WebhookFields {
  return { url, events, detail, enabled };
}

function sealed({ sealer }: ApiDeps, secret: string): string {
  if (sealer !== null) return sealer.seal(secret);
  throw new Problem(422, 'secret-key-missing', {
    pt: 'Não há REGUA_SECRET_KEY para guardar o segredo deste webhook.',
    en: 'There is no REGUA_SECRET_KEY to seal the secret of this webhook with.',
  });
}

function switchedOff() {
  return conflict('webhook-off', {
    pt: 'O webhook está desabilitado e não é chamado; habilite-o para testar.',
    en: 'The webhook is switched off and is not called; switch it on to test it.',
  });
}

function unknownDeliveries(numbers: number[]) {
  const expected = { pt: 'ids de entregas dos últimos 14 dias', en: 'ids of deliveries of the last 14 days' };
  return invalidField('deliveryIds', numbers.join(', '), { pt: 'entrega desconhecida', en: 'unknown delivery' }, expected);
}
