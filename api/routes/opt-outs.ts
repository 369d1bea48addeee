import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { deleteOptOuts, listOptOuts, type OptOut, readOptOuts, saveOptOuts } from '../../db/queries/opt-outs.ts';
import { listSuspectPhones } from '../../db/queries/suspect-phones.ts';
import { maskPhone } from '../../domain/masks.ts';
import { optOutScopes, readOptOutPhone } from '../../domain/opt-outs.ts';
import { answers, answersNothing, answersPage, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { answerInstant, id, instant, line, orNull } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { invalidFields, notFound } from '../problem.ts';
import { statusOf } from '../saved.ts';
import { refuseForeign, refuseForeignPhone, refuseLimited, unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const params = z.object({ phone: z.string().max(60).openapi({ description: 'E.164, or as people type it, with the area code' }) });
const optOut = z
  .object({
    phone: z.string(),
    scope: z
      .enum(optOutScopes)
      .openapi({ description: 'marketing: no advertising; all: no automatic text; wrong-person: not the customer' }),
    customerId: z.string().nullable(),
    reason: z.string().nullable(),
    source: z.string(),
    at: answerInstant,
  })
  .openapi('OptOut');
const ofPhone = optOut
  .extend({ all: z.array(optOut).openapi({ description: 'Everything that the phone asked for, the widest first' }) })
  .openapi('OptOutsOfPhone');

const reading = { ...access('opt-outs:read'), tags: ['opt-outs and replies'] };
const writing = { ...access('opt-outs:write'), tags: ['opt-outs and replies'] };
const path = '/v1/opt-outs/{phone}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/opt-outs',
  summary: 'Phones that said no',
  request: { query: fields({ ...pageQuery, scope: z.enum(optOutScopes).optional(), customerId: id.optional() }) },
  responses: answersPage(optOut),
});
const getOne = createRoute({
  ...reading,
  method: 'get',
  path,
  summary: 'What a phone asked for; the widest wish stands at the top',
  request: { params },
  responses: answers(ofPhone),
});
const put = createRoute({
  ...writing,
  method: 'put',
  path,
  summary: 'Takes a phone out of advertising, of every automatic text, or away from a customer; in force at once, also for what is queued',
  request: {
    params,
    body: jsonBody(
      fields({
        scope: z.enum(optOutScopes),
        customerId: orNull(id).openapi({ description: 'Of wrong-person: whose phone it is not; null: nobody’s' }),
        reason: orNull(line(300)),
        at: instant.nullish().openapi({ description: 'When the wish came; now when absent' }),
        source: line(60).default('api'),
      }),
    ),
  },
  responses: answersPut(ofPhone),
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path,
  summary: 'Takes the wishes of a phone back; with customerId only that the phone is not this customer’s',
  request: { params, query: fields({ customerId: id.optional() }) },
  responses: answersNothing,
});
const getSuspect = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/suspect-phones',
  summary: 'Phones that more than five customers share',
  request: { query: fields(pageQuery) },
  responses: answersPage(
    z.object({ phone: z.string(), customers: z.int(), customerIds: z.array(z.string()).openapi({ description: 'The first ten' }) }),
  ),
});

const nobodys = {
  pt: 'Sem cliente vale em todas as unidades: informe customerId, de um cliente das suas.',
  en: 'Without a customer it counts in every unit: name a customerId, of a customer of yours.',
};
const anOptOut = { pt: 'recusa', en: 'opt-out' };

/** Phones that said no, and phones that cannot be who they are said to be. */
export function optOutRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid('query');
      const { items, next } = await listOptOuts(db, { ...filter, units: unitsOf(c) }, pageRequest({ limit, cursor }));
      return c.json(pageAnswer({ items: items.map((wish) => shown(wish, c.var.caller)), next }), 200);
    })
    .openapi(getOne, async (c) => {
      const phone = phoneOf(c.req.valid('param').phone);
      return c.json(answerOf(await readOptOuts(db, phone, unitsOf(c)), phone, c.var.caller), 200);
    })
    .openapi(put, async (c) => {
      const phone = phoneOf(c.req.valid('param').phone);
      const { at = null, ...given } = c.req.valid('json');
      await refuseForeign(c, { customer: ['customerId', given.customerId] });
      if (given.scope !== 'wrong-person') await refuseForeignPhone(c, phone);
      else if (given.customerId === null) refuseLimited(c, nobodys);
      const [outcome, wishes] = await write(deps, c, async (tx, { now, actor }) => {
        const [saved = 'unchanged'] = await saveOptOuts(tx, [{ ...given, at, phone }], { now, actor, keepStronger: false });
        return [saved, await readOptOuts(tx, phone, unitsOf(c))] as const;
      });
      return c.json(answerOf(wishes, phone, c.var.caller), statusOf(c, outcome));
    })
    .openapi(remove, async (c) => {
      const phone = phoneOf(c.req.valid('param').phone);
      const { customerId = null } = c.req.valid('query');
      await refuseForeign(c, { customer: ['customerId', customerId] });
      const units = unitsOf(c);
      const gone = await write(deps, c, async (tx, context) => {
        return deleteOptOuts(tx, { phone, customerId, units }, context);
      });
      if (!gone) throw notFound(anOptOut, phone);
      return c.body(null, 204);
    })
    .openapi(getSuspect, async (c) => {
      refuseLimited(c, { pt: 'A lista é da casa toda, não de uma unidade.', en: 'The list is of the whole house, not of a unit.' });
      const { items, next } = await listSuspectPhones(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map((row) => shown(row, c.var.caller)), next }), 200);
    });
}

function shown<T extends { phone: string }>(row: T, { seesFullPhones }: Caller): T {
  return seesFullPhones ? row : { ...row, phone: maskPhone(row.phone) };
}

function answerOf(wishes: OptOut[], phone: string, caller: Caller): z.infer<typeof ofPhone> {
  const all = wishes.map((wish) => shown(wish, caller));
  const [widest] = all;
  if (widest === undefined) throw notFound(anOptOut, phone);
  return { ...widest, all };
}

function phoneOf(typed: string): string {
  const read = readOptOutPhone(typed);
  if ('phone' in read) return read.phone;
  throw invalidFields([read.problem]);
}
