import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readDossier } from '../../db/queries/dossier.ts';
import { holdsOfCharges } from '../../db/queries/holds.ts';
import { readCharge } from '../../db/queries/read-charges.ts';
import { patchCharge, saveCharges } from '../../db/queries/save-charges.ts';
import { nowOf } from '../../domain/clock.ts';
import { chargeDefaults } from '../../domain/fields.ts';
import type { Instant } from '../../domain/instants.ts';
import { timeZoneOf } from '../../domain/plan-facts.ts';
import { answers, answersPage, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import { chargePages } from '../charge-pages.ts';
import { planCharges } from '../charge-plans.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { dossierPage } from '../dossier.ts';
import { dossierPdf } from '../dossier-pdf.ts';
import { idParam } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found } from '../problem.ts';
import { savedOrRefused, statusOf } from '../saved.ts';
import { scheduleCharges } from '../schedule-charges.ts';
import { chargeAnswer, chargeOf, chargePatch, chargePut, chargeQuery, timelineAnswer } from '../shapes/charge.ts';
import { readTimeline } from '../timeline.ts';
import { refuseForeign, unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { write } from '../writing.ts';

const reading = { ...access('charges:read'), tags: ['charges'] };
const readingOne = { ...access('charges:read', { charge: 'id' }), tags: ['charges'] };
const writing = { ...access('charges:write', { charge: 'id' }), tags: ['charges'] };
const params = idParam;

const getCharges = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/charges',
  summary: 'Charges; overdue is open and past the effective due date',
  request: { query: fields({ ...pageQuery, ...chargeQuery }) },
  responses: answersPage(chargeAnswer),
});
const getCharge = createRoute({
  ...readingOne,
  method: 'get',
  path: '/v1/charges/{id}',
  summary: 'A charge',
  request: { params },
  responses: answers(chargeAnswer),
});
const putCharge = createRoute({
  ...writing,
  method: 'put',
  path: '/v1/charges/{id}',
  summary: 'Creates a charge or replaces what the integration says of one; never its status',
  request: { params, body: jsonBody(chargePut) },
  responses: answersPut(chargeAnswer),
});
const changeCharge = createRoute({
  ...writing,
  method: 'patch',
  path: '/v1/charges/{id}',
  summary: 'Changes the named fields of a charge',
  request: { params, body: jsonBody(chargePatch) },
  responses: answers(chargeAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const getTimeline = createRoute({
  ...readingOne,
  method: 'get',
  path: '/v1/charges/{id}/timeline',
  summary: 'Every step, past and to come, with its text',
  request: { params },
  responses: answers(timelineAnswer),
});

const getDossier = createRoute({
  ...readingOne,
  method: 'get',
  path: '/v1/charges/{id}/dossier.pdf',
  summary: 'Everything that was said, proven, paid and decided about a charge, as a PDF',
  request: { params },
  responses: {
    ...answers(z.unknown()),
    200: { description: 'The dossier', content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
});

export const aCharge = { pt: 'cobrança', en: 'charge' };

/** A charge with its plan, as the API answers it. */
export async function chargeWithPlan(
  db: Executor,
  { catalogue, chargeId, now }: { catalogue: CatalogueCache; chargeId: string; now: Instant },
) {
  const charge = found(await readCharge(db, chargeId), aCharge, chargeId);
  const plans = await planCharges(db, { catalogue, chargeIds: [chargeId], now });
  const held = await holdsOfCharges(db, [chargeId], now);
  return chargeOf(charge, found(plans.get(chargeId), aCharge, chargeId), held.get(chargeId) ?? []);
}

/** Charges, their plans and their timelines. */
export function chargeRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getCharges, async (c) => {
      const { limit, cursor, ...asked } = c.req.valid('query');
      const read = chargePages(db, { catalogue, asked, units: unitsOf(c), now: nowOf(deps.clock) });
      return c.json(pageAnswer(await read(pageRequest({ limit, cursor }))), 200);
    })
    .openapi(getCharge, async (c) =>
      c.json(await chargeWithPlan(db, { catalogue, chargeId: c.req.valid('param').id, now: nowOf(deps.clock) }), 200),
    )
    .openapi(putCharge, async (c) => {
      const { id: chargeId } = c.req.valid('param');
      await refuseForeignNames(c, c.req.valid('json'));
      const record = Object.assign({ ...chargeDefaults }, c.req.valid('json'), { id: chargeId });
      const [saved, charge] = await write(deps, c, async (tx, context) => {
        const [result] = await saveCharges(tx, [record], { ...context, arrival: 'event' });
        const outcome = savedOrRefused(result, aCharge, chargeId);
        if (outcome === 'created') await scheduleCharges(tx, catalogue, [chargeId], context.now);
        return [outcome, await chargeWithPlan(tx, { catalogue, chargeId, now: context.now })] as const;
      });
      return c.json(charge, statusOf(c, saved));
    })
    .openapi(changeCharge, async (c) => {
      const { id: chargeId } = c.req.valid('param');
      await refuseForeignNames(c, c.req.valid('json'));
      const [saved, charge] = await write(deps, c, async (tx, context) => {
        const outcome = savedOrRefused(await patchCharge(tx, { ...c.req.valid('json'), id: chargeId }, context), aCharge, chargeId);
        return [outcome, await chargeWithPlan(tx, { catalogue, chargeId, now: context.now })] as const;
      });
      statusOf(c, saved);
      return c.json(charge, 200);
    })
    .openapi(getTimeline, async (c) => {
      const { id: chargeId } = c.req.valid('param');
      const timeline = await readTimeline(db, { catalogue, chargeId, now: nowOf(deps.clock) });
      return c.json(found(timeline, aCharge, chargeId), 200);
    })
    .openapi(getDossier, async (c) => {
      const { id: chargeId } = c.req.valid('param');
      const now = nowOf(deps.clock);
      const charge = found(await readCharge(db, chargeId), aCharge, chargeId);
      const plan = found((await planCharges(db, { catalogue, chargeIds: [chargeId], now })).get(chargeId), aCharge, chargeId);
      const { facts, effectiveDueDate } = plan;
      const page = dossierPage({
        charge,
        facts,
        effectiveDueDate,
        dossier: await readDossier(db, { chargeId, customerId: charge.customerId }),
        timeZone: timeZoneOf(facts, plan.catalogue),
        now,
        seesFullPhones: c.var.caller.seesFullPhones,
      });
      c.header('Content-Type', 'application/pdf');
      c.header('Content-Disposition', `attachment; filename="dossie-${chargeId}.pdf"`);
      return c.body(await dossierPdf(page), 200);
    });
}

/** What a charge names beside itself lies in the caller's units too. */
async function refuseForeignNames(
  c: Context<ApiEnv>,
  { customerId, replaces = [] }: { customerId?: string | undefined; replaces?: string[] | undefined },
): Promise<void> {
  await refuseForeign(c, { customer: ['customerId', customerId] });
  for (const [at, chargeId] of replaces.entries()) await refuseForeign(c, { charge: [`replaces.${at}`, chargeId] });
}
