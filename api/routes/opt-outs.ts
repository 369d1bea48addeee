import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteOptOuts, listOptOuts, type OptOut, readOptOuts, saveOptOuts } from '../../db/queries/opt-outs.ts';
import { listSuspectPhones } from '../../db/queries/suspect-phones.ts';
import { optOutScopes, readOptOutPhone } from '../../domain/opt-outs.ts';
import { answers, answersNothing, answersPage, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { id, instant, line, orNull } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { invalidFields, notFound } from '../problem.ts';
import { statusOf } from '../saved.ts';
import { optOutAnswer, optOutQuery, suspectPhone, withPhoneFor } from '../shapes/opt-out.ts';
import { refuseForeign, refuseForeignPhone, refuseLimited, unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const params = z.object({ phone: z.string().max(60).openapi({ description: 'E.164, or as people type it, with the area code' }) });
const ofPhone = optOutAnswer
  .extend({ all: z.array(optOutAnswer).openapi({ description: 'Everything that the phone asked for, the widest first' }) })
  .openapi('OptOutsOfPhone');

const reading = { ...access('opt-outs:read'), tags: ['opt-outs and replies'] };
const writing = { ...access('opt-outs:write'), tags: ['opt-outs and replies'] };
const path = '/v1/opt-outs/{phone}';

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/opt-outs',
  summary: 'Phones that said no',
  request: { query: fields({ ...pageQuery, ...optOutQuery }) },
  responses: answersPage(optOutAnswer),
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
  responses: answersPage(suspectPhone),
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
      return c.json(pageAnswer({ items: items.map((wish) => withPhoneFor(wish, c.var.caller)), next }), 200);
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
      refuseLimitedOfSuspects(c);
      const { items, next } = await listSuspectPhones(db, pageRequest(c.req.valid('query')));
      return c.json(pageAnswer({ items: items.map((row) => withPhoneFor(row, c.var.caller)), next }), 200);
    });
}

/** 403 for whoever is limited to units: phones that customers share are counted over all of them. */
export function refuseLimitedOfSuspects(c: Context<ApiEnv>): void {
  refuseLimited(c, { pt: 'A lista é da casa toda, não de uma unidade.', en: 'The list is of the whole house, not of a unit.' });
}

function answerOf(wishes: OptOut[], phone: string, caller: Caller): z.infer<typeof ofPhone> {
  const all = wishes.map((wish) => withPhoneFor(wish, caller));
  const [widest] = all;
  if (widest === undefined) throw notFound(anOptOut, phone);
  return { ...widest, all };
}

function phoneOf(typed: string): string {
  const read = readOptOutPhone(typed);
  if ('phone' in read) return read.phone;
  throw invalidFields([read.problem]);
}
