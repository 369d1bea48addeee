import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { customersToday } from '../../db/queries/local-dates.ts';
import { readCharge } from '../../db/queries/read-charges.ts';
import { removeCharge, restoreCharge, reversePayment, type StatusChange } from '../../db/queries/save-charge-status.ts';
import { type PaymentResult, savePayments } from '../../db/queries/save-payments.ts';
import type { Instant } from '../../domain/instants.ts';
import { addDays } from '../../domain/local-time.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam } from '../fields.ts';
import { found, invalidField, notFound, Problem } from '../problem.ts';
import { chargeAnswer, paymentBody } from '../shapes/charge.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';
import { aCharge, chargeWithPlan } from './charges.ts';

const paying = { ...access('payments:write', { charge: 'id' }), tags: ['charges'] };
const writing = { ...access('charges:write', { charge: 'id' }), tags: ['charges'] };
const responses = answers(chargeAnswer, 'The charge afterwards; with Regua-Unchanged: 1 nothing changed');

const postPayment = createRoute({
  ...paying,
  method: 'post',
  path: '/v1/charges/{id}/payment',
  summary: 'Records a payment; one that settles ends the ladder',
  request: { params: idParam, body: jsonBody(paymentBody) },
  responses,
});
const deletePayment = createRoute({
  ...paying,
  method: 'delete',
  path: '/v1/charges/{id}/payment/{paymentId}',
  summary: 'Takes a payment back; the ladder goes on from now',
  request: { params: fields({ id, paymentId: id }) },
  responses,
});
const postRemoval = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/charges/{id}/removal',
  summary: 'Takes a charge out of the ladder',
  request: { params: idParam },
  responses,
});
const deleteRemoval = createRoute({
  ...writing,
  method: 'delete',
  path: '/v1/charges/{id}/removal',
  summary: 'Undoes a removal',
  request: { params: idParam },
  responses,
});

const aPayment = { pt: 'pagamento', en: 'payment' };

/** What ends a ladder, and what takes it up again. */
export function paymentRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const once = { status: 200, answer: chargeAnswer } as const;
  return new OpenAPIHono<ApiEnv>()
    .openapi(postPayment, async (c) => {
      const { id: chargeId } = c.req.valid('param');
      const { paymentId = randomUUID(), paidAt, ...payment } = c.req.valid('json');
      const charge = await writeOnce(deps, c, once, async (tx, context) => {
        const when = await paidWhen(tx, { chargeId, paidAt, now: context.now });
        const record = { chargeId, id: paymentId, ...payment, ...when };
        const [result] = await savePayments(tx, [record], { ...context, arrival: 'event' });
        if (result?.outcome === 'refused') throw refusalOf(result, chargeId);
        if (result?.outcome === 'unchanged') c.header('Regua-Unchanged', '1');
        return chargeWithPlan(tx, { catalogue, chargeId, now: context.now });
      });
      return c.json(charge, 200);
    })
    .openapi(deletePayment, async (c) => {
      const { id: chargeId, paymentId } = c.req.valid('param');
      const charge = await write(deps, c, async (tx, context) => {
        found(await readCharge(tx, chargeId), aCharge, chargeId);
        const change = await reversePayment(tx, { chargeId, paymentId }, context);
        if (change === 'missing') throw notFound(aPayment, paymentId);
        if (change === 'unchanged') c.header('Regua-Unchanged', '1');
        return chargeWithPlan(tx, { catalogue, chargeId, now: context.now });
      });
      return c.json(charge, 200);
    })
    .openapi(postRemoval, async (c) => {
      const { id: chargeId } = c.req.valid('param');
      const charge = await writeOnce(deps, c, once, async (tx, context) => {
        if (done(await removeCharge(tx, chargeId, context), chargeId) === 'unchanged') c.header('Regua-Unchanged', '1');
        return chargeWithPlan(tx, { catalogue, chargeId, now: context.now });
      });
      return c.json(charge, 200);
    })
    .openapi(deleteRemoval, async (c) => {
      const { id: chargeId } = c.req.valid('param');
      const charge = await write(deps, c, async (tx, context) => {
        if (done(await restoreCharge(tx, chargeId, context), chargeId) === 'unchanged') c.header('Regua-Unchanged', '1');
        return chargeWithPlan(tx, { catalogue, chargeId, now: context.now });
      });
      return c.json(charge, 200);
    });
}

function done(change: StatusChange, chargeId: string): 'changed' | 'unchanged' {
  if (change === 'missing') throw notFound(aCharge, chargeId);
  return change;
}

/** The customer's local date of a payment, and its moment where one is given. Banks may be a day ahead, not more. */
async function paidWhen(tx: Executor, { chargeId, paidAt, now }: { chargeId: string; paidAt: string; now: Instant }) {
  const { customerId } = found(await readCharge(tx, chargeId), aCharge, chargeId);
  const dateAt = async (moment: Instant) => (await customersToday(tx, [customerId], moment)).get(customerId) ?? moment.slice(0, 10);
  const isDate = /^\d{4}-\d\d-\d\d$/.test(paidAt);
  const paidOn = isDate ? paidAt : await dateAt(paidAt);
  if (paidOn > addDays(await dateAt(now), 1)) {
    throw invalidField(
      'paidAt',
      paidAt,
      { pt: 'data no futuro', en: 'date in the future' },
      { pt: 'hoje ou antes', en: 'today or before' },
    );
  }
  return { paidOn, paidAt: isDate ? null : paidAt };
}

function refusalOf({ problem }: Extract<PaymentResult, { outcome: 'refused' }>, chargeId: string): Problem {
  if (problem.code !== 'charge-not-open' && problem.code !== 'payment-mismatch') return notFound(aCharge, chargeId);
  return new Problem(409, problem.code, problem.message, { errors: [problem] });
}
