import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { loadChargeFacts } from '../../db/queries/charge-facts.ts';
import { nowOf } from '../../domain/clock.ts';
import { maskPhone } from '../../domain/masks.ts';
import { type RehearsedStep, rehearse } from '../../domain/rehearsal.ts';
import { moveCauses, stepEvents, stepStates } from '../../domain/states.ts';
import { answers, optionalJsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { answerInstant, idParam, instant } from '../fields.ts';
import { conflict, found, invalidField } from '../problem.ts';
import { fields } from '../validation.ts';
import { aCharge } from './charges.ts';

const step = z.object({
  rule: z.int(),
  event: z.enum(stepEvents),
  plannedFor: answerInstant,
  sendsAt: answerInstant,
  moved: z.array(z.object({ by: z.enum(moveCauses), from: answerInstant, to: answerInstant, detail: z.string() })),
  state: z.enum(stepStates).openapi({ description: 'planned: it would leave' }),
  reason: z.string().nullable(),
  to: z.array(z.string()),
  gatewayId: z.string().nullable(),
  text: z.object({ subject: z.string().nullable(), text: z.string(), segments: z.int(), cost: z.string() }).nullable(),
});
const answer = z
  .object({ now: answerInstant, paidAt: answerInstant.nullable(), items: z.array(step) })
  .openapi('Rehearsal', { description: 'In time order' });

const post = createRoute({
  ...access('charges:read', { charge: 'id' }),
  tags: ['charges'],
  method: 'post',
  path: '/v1/charges/{id}/rehearse',
  summary: 'Every text of a test customer’s charge with its hour, as if it were first seen at "now"; nothing is sent or written',
  request: {
    params: idParam,
    body: optionalJsonBody(
      fields({
        now: instant.optional().openapi({ description: 'The present moment when absent' }),
        paidAt: instant.optional().openapi({ description: 'The whole amount is paid then; absent: nobody pays' }),
      }),
    ),
  },
  responses: answers(answer, 'The rehearsal'),
});

/** A whole ladder in one answer, for who sets up an integration. */
export function rehearsalRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(post, async (c) => {
    const { id: chargeId } = c.req.valid('param');
    const { now = nowOf(deps.clock), paidAt = null } = c.req.valid('json') ?? {};
    const facts = found((await loadChargeFacts(deps.db.db, [chargeId], { now }))[0], aCharge, chargeId);
    if (!facts.customer.test) throw notOfTests(facts.customer.id);
    if (paidAt !== null && paidAt < now) throw paidBefore(paidAt, now);
    const known = await catalogue.at(facts.catalogueRevision, deps.db.db);
    const items = rehearse(facts, known, { now, paidAt }).map((one) => shownTo(one, c.var.caller));
    return c.json({ now, paidAt, items }, 200);
  });
}

function shownTo(one: RehearsedStep, { seesFullPhones }: Caller): RehearsedStep {
  return { ...one, to: one.to.map((address) => (seesFullPhones || address.includes('@') ? address : maskPhone(address))) };
}

function notOfTests(customerId: string) {
  return conflict('not-a-test', {
    pt: `O cliente ${customerId} não é de teste: só cobranças de clientes com "test": true se ensaiam.`,
    en: `The customer ${customerId} is no test: only charges of customers with "test": true are rehearsed.`,
  });
}

function paidBefore(paidAt: string, now: string) {
  return invalidField(
    'paidAt',
    paidAt,
    { pt: 'é antes de "now"', en: 'is before "now"' },
    { pt: `a partir de ${now}`, en: `from ${now} on` },
  );
}
