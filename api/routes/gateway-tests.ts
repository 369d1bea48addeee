import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type Balance, saveBalance } from '../../db/queries/gateway-polls.ts';
import { type Gateway, readGateway } from '../../db/queries/gateways.ts';
import { pushOutbox } from '../../db/queries/outbox.ts';
import { nowOf } from '../../domain/clock.ts';
import { normalizePhone } from '../../domain/phone.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam, line, paragraph } from '../fields.ts';
import { aGateway } from '../gateway-writes.ts';
import { openGateway } from '../open-gateway.ts';
import { conflict, found, invalidField } from '../problem.ts';
import { composeTest, sendTest, testAnswer } from '../test-send.ts';
import { fields } from '../validation.ts';

const tags = ['gateways'];

const postTest = createRoute({
  ...access('gateways:write'),
  tags,
  method: 'post',
  path: '/v1/gateways/{id}/test',
  summary: 'Sends one text now, past whatever stopped the gateway, and tells what the provider answered',
  request: {
    params: idParam,
    body: jsonBody(fields({ phone: line(60).optional(), email: line(320).optional(), text: paragraph(10_000) })),
  },
  responses: answers(testAnswer, 'Tried; outcome says what came of it'),
});

const balance = z
  .object({
    amount: z.string().nullable(),
    unit: z.enum(['messages', 'reais']).nullable(),
    problem: z.string().nullable().openapi({ description: 'Why the provider told no balance, in Portuguese' }),
    answer: z.string().openapi({ description: 'The provider’s own answer, credentials masked' }),
    at: answerInstant,
  })
  .openapi('GatewayBalance');
const getBalance = createRoute({
  ...access('gateways:read'),
  tags,
  method: 'get',
  path: '/v1/gateways/{id}/balance',
  summary: 'What is left on the account, asked of the provider now',
  request: { params: idParam },
  responses: answers(balance),
});

/** Trying a gateway out, and asking its provider. */
export function gatewayTestRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(postTest, async (c) => {
      const { id } = c.req.valid('param');
      const { text, ...to } = c.req.valid('json');
      const gateway = found(await readGateway(db, id), aGateway, id);
      const message = composeTest(gateway, { address: addressFor(gateway.channel, to), text });
      return c.json(await sendTest(deps, gateway, message, c.var.caller.actor), 200);
    })
    .openapi(getBalance, async (c) => {
      const { id } = c.req.valid('param');
      const gateway = found(await readGateway(db, id), aGateway, id);
      const { connection } = openGateway(gateway, deps);
      const result = await connection.balance?.();
      void connection.close();
      if (result === undefined) throw noBalance;
      const { answer } = result;
      const at = nowOf(deps.clock);
      if (result.kind === 'balance') await noteBalance(deps, gateway, { amount: result.amount, unit: result.unit, at });
      return result.kind === 'balance'
        ? c.json({ amount: result.amount, unit: result.unit, problem: null, answer, at }, 200)
        : c.json({ amount: null, unit: null, problem: result.reason, answer, at }, 200);
    });
}

/** What was learned is kept; a gateway that stands still below its floor may go on at once. */
async function noteBalance({ db }: ApiDeps, { id, balanceFloor }: Gateway, balance: Balance): Promise<void> {
  await saveBalance(db.sql, id, balance);
  if (balanceFloor !== null) await pushOutbox(db.db, 'gateway', [id], balance.at);
}

const noBalance = conflict('no-balance', {
  pt: 'Este provedor não informa o saldo, ou o gateway não diz como perguntar.',
  en: 'This provider tells no balance, or the gateway does not say how to ask.',
});

/** Where the test goes: the channel decides which of the two must be there. */
function addressFor(channel: 'sms' | 'email', { phone, email }: { phone?: string | undefined; email?: string | undefined }): string {
  if (channel === 'email') {
    if (email !== undefined && /^[^\s<>@]+@[^\s<>@]+$/.test(email)) return email;
    const expected = { pt: 'nome@dominio', en: 'name@domain' };
    throw invalidField('email', email ?? null, { pt: 'endereço de e-mail inválido', en: 'not an e-mail address' }, expected);
  }
  const normalized = normalizePhone(phone ?? '', { areaCode: null });
  if (normalized.kind === 'mobile') return normalized.e164;
  const expected = { pt: 'um celular com DDD, como (67) 99999-1234', en: 'a mobile with its area code, like (67) 99999-1234' };
  throw invalidField('phone', phone ?? null, { pt: 'não é um celular', en: 'not a mobile number' }, expected);
}
