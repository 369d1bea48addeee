import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type HookedGateway, readHookedGateway } from '../../db/queries/gateways.ts';
import { recordReceipts } from '../../db/queries/receipts.ts';
import { recordReplies } from '../../db/queries/replies.ts';
import { nowOf } from '../../domain/clock.ts';
import { gatewayService } from '../../gateways/catalogue.ts';
import type { GatewayService } from '../../gateways/define.ts';
import type { WebhookAnswer, WebhookCall, WebhookReading } from '../../gateways/incoming.ts';
import { phoneTag } from '../../gateways/own-id.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { isHookSecret } from '../hook-secrets.ts';
import { Problem, same } from '../problem.ts';
import { createRateLimiter, refuseBeyond } from '../rate-limit.ts';

const params = z.object({ gatewayId: z.string().max(64), secret: z.string().max(200) });
const responses = { 200: { description: 'What the provider takes for "got it"' }, default: { description: 'Refused' } };
const described = { tags: ['in from providers'], request: { params }, responses };
const receipts = { ...described, path: '/hooks/receipts/{gatewayId}/{secret}', summary: 'A provider says what became of a text' };

const replies = { ...described, path: '/hooks/replies/{gatewayId}/{secret}', summary: 'A provider brings what somebody answered' };

const getReceipts = createRoute({ ...receipts, method: 'get' });
const postReceipts = createRoute({ ...receipts, method: 'post' });
const getReplies = createRoute({ ...replies, method: 'get' });
const postReplies = createRoute({ ...replies, method: 'post' });

/** Far above any provider's pace; a call that is turned away is repeated by most of them. */
const perGateway = { perSecond: 500, burst: 2_000 };
/** For whoever has no secret. */
const perStranger = { perSecond: 5, burst: 50 };

type Hooked = { gatewayId: string; gateway: HookedGateway; service: GatewayService };

/** What providers call: delivery receipts and replies. The secret in the path is all that they prove themselves with. */
export function hookRoutes(deps: ApiDeps) {
  const { sql } = deps.db;
  const known = createRateLimiter(deps.clock, perGateway);
  const strangers = createRateLimiter(deps.clock, perStranger);

  /** The gateway that a call is for, or the same 404 for every call without the right secret. */
  async function hooked({ gatewayId, secret }: z.infer<typeof params>): Promise<Hooked> {
    const gateway = await readHookedGateway(deps.db.db, gatewayId);
    const service = gateway === null ? undefined : gatewayService(gateway.service);
    if (!isHookSecret(secret, gateway?.hookSecretHash ?? null) || gateway === null || service === undefined) {
      refuseBeyond(strangers.take(gatewayId));
      throw nothingHere();
    }
    refuseBeyond(known.take(gatewayId));
    return { gatewayId, gateway, service };
  }

  async function takeReceipts(c: Context<ApiEnv>, path: z.infer<typeof params>): Promise<Response> {
    const { gatewayId, gateway, service } = await hooked(path);
    if (service.receipts === undefined) throw nothingHere();
    const reading = service.receipts.read(await callOf(c), gateway.settings);
    refuseUnread(reading);
    await recordReceipts(sql, reading.items, { gatewayId, now: nowOf(deps.clock), tagOf: phoneTag });
    return answered(service.receipts.answer(gateway.settings));
  }

  async function takeReplies(c: Context<ApiEnv>, path: z.infer<typeof params>): Promise<Response> {
    const { gatewayId, gateway, service } = await hooked(path);
    if (service.replies === undefined) throw nothingHere();
    const reading = service.replies.read(await callOf(c), gateway.settings);
    refuseUnread(reading);
    await recordReplies(deps.db.db, reading.items, { gatewayId, now: nowOf(deps.clock) });
    return answered(service.replies.answer(gateway.settings));
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(getReceipts, (c) => takeReceipts(c, c.req.valid('param')))
    .openapi(postReceipts, (c) => takeReceipts(c, c.req.valid('param')))
    .openapi(getReplies, (c) => takeReplies(c, c.req.valid('param')))
    .openapi(postReplies, (c) => takeReplies(c, c.req.valid('param')));
}

/** A call as it came: the query undecoded, because its bytes need not be UTF-8. */
async function callOf(c: Context<ApiEnv>): Promise<WebhookCall> {
  const [, query = ''] = c.req.url.split(/\?(.*)/s, 2);
  return { method: c.req.method, query, headers: c.req.header(), body: new Uint8Array(await c.req.arrayBuffer()) };
}

function answered({ status, contentType, body }: WebhookAnswer): Response {
  return new Response(body, { status, headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
}

function refuseUnread({ items, problems }: WebhookReading<unknown>): void {
  if (items.length > 0 || problems.length === 0) return;
  throw new Problem(400, 'unreadable-call', same(problems.join('; ')));
}

function nothingHere(): Problem {
  return new Problem(404, 'not-found', { pt: 'Não há nada neste endereço.', en: 'There is nothing at this address.' });
}
