import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import { writeAudit } from '../../db/queries/audit.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { countUnknown, lockMessage, lockUnknown, type MessageToDecide, recordDecision } from '../../db/queries/decide-messages.ts';
import { readMessage } from '../../db/queries/read-messages.ts';
import { type Decision, decisions } from '../../domain/decisions.ts';
import { answers, answersCreated, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, instant, line, orNull } from '../fields.ts';
import { conflict, found, notFound, type Problem } from '../problem.ts';
import { isOwnRefusal, resend } from '../resend.ts';
import { messageWithEvents, wholeMessage } from '../shapes/message.ts';
import { refuseLimited } from '../units-limit.ts';
import { expecting, fields } from '../validation.ts';
import { type WriteContext, writeOnce } from '../writing.ts';

const params = z.object({ id });
const tags = ['messages'];
const mostAtOnce = 500;
const countedMost = 10_000;

const postResend = createRoute({
  ...access('messages:send', { message: 'id' }),
  tags,
  method: 'post',
  path: '/v1/messages/{id}/resend',
  summary: 'Sends a text once more: a new generation, linked to the old one, as it reads today',
  request: { params, body: { content: { 'application/json': { schema: fields({ gatewayId: id.optional() }) } } } },
  responses: answersCreated(messageWithEvents),
});
const reason = orNull(line(300));
const postDecide = createRoute({
  ...access('messages:decide', { message: 'id' }),
  tags,
  method: 'post',
  path: '/v1/messages/{id}/decide',
  summary: 'What a person makes of an unknown text: resend, sent, not-sent',
  request: { params, body: jsonBody(fields({ as: z.enum(decisions), reason })) },
  responses: answers(messageWithEvents, 'Decided'),
});

const filter = {
  ids: z
    .array(z.string().regex(/^[1-9]\d{0,14}$/))
    .min(1)
    .max(mostAtOnce)
    .optional(),
  gatewayId: id.optional(),
  chargeId: id.optional(),
  customerId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
};
const which = expecting(
  'ao menos um de ids, gatewayId, chargeId, customerId, from, to',
  'at least one of ids, gatewayId, chargeId, customerId, from, to',
);
const decided = z
  .object({
    decided: z.int(),
    refused: z
      .array(z.object({ id: z.string(), code: z.string(), detail: z.string() }))
      .openapi({ description: 'Those that could not be sent again' }),
    left: z.int().openapi({ description: `Unknown ones that still fit, at most ${countedMost}: call again` }),
  })
  .openapi('DecidedMessages');
const postDecideAll = createRoute({
  ...access('messages:decide'),
  tags,
  method: 'post',
  path: '/v1/messages/decide',
  summary: `The same for unknown texts that fit a filter, the oldest ${mostAtOnce} in one call`,
  request: {
    body: jsonBody(
      fields({ as: z.enum(decisions), reason, ...filter }).refine(
        ({ as: _as, reason: _reason, ...given }) => Object.values(given).some((value) => value !== undefined),
        { path: ['ids'], ...which },
      ),
    ),
  },
  responses: answers(decided, 'Decided'),
});

const aMessage = { pt: 'mensagem', en: 'message' };

/** Texts whose fate a person decides, and texts sent once more. */
export function messageDecisionRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(postResend, async (c) => {
      const number = numberOf(c.req.valid('param').id);
      const { gatewayId } = c.req.valid('json') ?? {};
      const message = await writeOnce(deps, c, { status: 201, answer: messageWithEvents }, async (tx, context) => {
        const old = found(await lockMessage(tx, number), aMessage, String(number));
        const next = await resend(tx, old, { catalogue, gatewayId, ...context });
        const { now: at, actor } = context;
        await writeAudit(tx, [
          { at, actor, action: 'message.resent', entity: 'message', entityId: String(number), after: { resentAs: String(next) } },
        ]);
        return wholeMessage(found(await readMessage(tx, next), aMessage, String(next)), c.var.caller);
      });
      return c.json(message, 201);
    })
    .openapi(postDecide, async (c) => {
      const number = numberOf(c.req.valid('param').id);
      const given = c.req.valid('json');
      const message = await writeOnce(deps, c, { status: 200, answer: messageWithEvents }, async (tx, context) => {
        const unknown = found(await lockMessage(tx, number), aMessage, String(number));
        if (unknown.state !== 'unknown' || unknown.decision !== null) throw notUnknown(unknown);
        await decide(tx, [unknown], { catalogue, ...given, ...context });
        return wholeMessage(found(await readMessage(tx, number), aMessage, String(number)), c.var.caller);
      });
      return c.json(message, 200);
    })
    .openapi(postDecideAll, async (c) => {
      refuseLimited(c, limited);
      const { as, reason: because, ids, ...given } = c.req.valid('json');
      const which = { ...given, ids: ids?.map(Number) };
      const result = await writeOnce(deps, c, { status: 200, answer: decided }, async (tx, context) => {
        const unknown = await lockUnknown(tx, which, mostAtOnce);
        const refused: z.infer<typeof decided>['refused'] = [];
        const count = await decide(tx, unknown, { catalogue, as, reason: because, ...context }, (message, problem) => {
          refused.push({ id: String(message.id), code: problem.code, detail: problem.detail[c.var.locale] });
        });
        return { decided: count, refused, left: await countUnknown(tx, which, countedMost) };
      });
      return c.json(result, 200);
    });
}

type Deciding = WriteContext & { catalogue: CatalogueCache; as: Decision; reason: string | null };

/** Decides on messages one by one; what cannot be sent again is told of, or ends the whole where nobody listens. Gives how many. */
async function decide(
  tx: Executor,
  unknown: readonly MessageToDecide[],
  { catalogue, as, reason: because, now, actor }: Deciding,
  onRefused?: (message: MessageToDecide, problem: Problem) => void,
): Promise<number> {
  const done: { id: number; resentAs: number | null }[] = [];
  for (const message of unknown) {
    try {
      done.push({ id: message.id, resentAs: as === 'resend' ? await resend(tx, message, { catalogue, now, actor }) : null });
    } catch (error) {
      if (onRefused === undefined || !isOwnRefusal(error)) throw error;
      onRefused(message, error);
    }
  }
  await recordDecision(tx, done, { as, reason: because, now, actor });
  return done.length;
}

function numberOf(given: string): number {
  if (!/^\d{1,15}$/.test(given)) throw notFound(aMessage, given);
  return Number(given);
}

function notUnknown({ state, decision }: MessageToDecide) {
  return conflict('message-not-unknown', {
    pt: decision === null ? `A mensagem não está desconhecida, e sim ${state}.` : `Já se decidiu sobre a mensagem: ${decision}.`,
    en: decision === null ? `The message is not unknown, but ${state}.` : `It was decided on already: ${decision}.`,
  });
}

const limited = {
  pt: 'Quem é limitado a unidades decide uma mensagem por vez.',
  en: 'Who is limited to units decides one message at a time.',
};
