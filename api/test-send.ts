import { randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { writeAudit } from '../db/queries/audit.ts';
import { stopGateway } from '../db/queries/gateway-sending.ts';
import type { Gateway } from '../db/queries/gateways.ts';
import { type Settlement, settleMessages } from '../db/queries/settle-messages.ts';
import { startTestMessage, type TestMessage, takeSlot } from '../db/queries/test-messages.ts';
import { withAccentMode } from '../domain/accents.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs, instantOf } from '../domain/instants.ts';
import { priceOfSegments } from '../domain/money.ts';
import { paceOf } from '../domain/pace.ts';
import { countUnits } from '../domain/segments.ts';
import { outcomes } from '../domain/states.ts';
import type { SendResult } from '../gateways/define.ts';
import { meaningOf } from '../gateways/meaning.ts';
import type { ApiDeps } from './context.ts';
import { openGateway } from './open-gateway.ts';
import { invalidField, Problem } from './problem.ts';

const mostWaitMs = 20_000;
const leaseMarginMs = 10_000;

export const testAnswer = z
  .object({
    messageId: z.string(),
    outcome: z.enum(outcomes),
    meaning: z.string().openapi({ description: 'What the answer means, in Portuguese' }),
    next: z.string().openapi({ description: 'What to do now, in Portuguese' }),
    answer: z.string().openapi({ description: 'The provider’s own answer, credentials masked, at most 500 characters' }),
    providerId: z.string().nullable(),
    tookMs: z.number(),
    text: z.string(),
    segments: z.number(),
  })
  .openapi('GatewayTest');

/** A test text for an address, as the gateway's rules write it; refuses what would never be sent. */
export function composeTest(gateway: Gateway, { address, text: given }: { address: string; text: string }): TestMessage {
  const isMail = gateway.channel === 'email';
  const text = isMail ? given : withAccentMode(given, gateway.accents, []);
  const { segments, encoding } = isMail ? { segments: 1, encoding: 'UCS-2' as const } : countUnits(text, gateway.unitCounting);
  const { maxLength, maxSegments } = gateway;
  if (segments > maxSegments || text.length > maxLength) {
    const expected = {
      pt: `no máximo ${maxLength} caracteres e ${maxSegments} partes`,
      en: `at most ${maxLength} characters and ${maxSegments} segments`,
    };
    throw invalidField('text', `${segments} × ${encoding}`, { pt: 'texto longo demais', en: 'text too long' }, expected);
  }
  const cost = priceOfSegments(gateway.price, segments);
  const subject = isMail ? 'Envio de teste' : null;
  return { channel: gateway.channel, address, gatewayId: gateway.id, subject, text, segments, encoding, cost };
}

/**
 * Sends one text now, in a slot of the gateway's rate, past whatever stopped it, and says what came of it. A test is tried once: a
 * temporary no ends it. An account that the provider does not let in is stopped, as when a notice finds that out.
 */
export async function sendTest(deps: ApiDeps, gateway: Gateway, message: TestMessage, actor: string): Promise<z.infer<typeof testAnswer>> {
  const { db, clock } = deps;
  const { connection, timeoutMs } = openGateway(gateway, deps);
  try {
    const slotMs = await slotOf(deps, gateway);
    const processId = `api:${randomUUID()}`;
    const now = nowOf(clock);
    const leaseUntil = addMs(now, mostWaitMs + timeoutMs + leaseMarginMs);
    const id = await db.db.transaction(async (tx) => {
      const started = await startTestMessage(tx, message, { processId, leaseUntil, now });
      const entry = { at: now, actor, action: 'gateway.tested', entity: 'gateway', entityId: gateway.id };
      await writeAudit(tx, [{ ...entry, after: { messageId: String(started) } }]);
      return started;
    });
    await pause(slotMs - clock.nowMs());
    const startedMs = performance.now();
    const wire: { atMs: number | null } = { atMs: null };
    const { address: to, text, subject } = message;
    const result = await connection.send(
      { id: String(id), to, text, subject },
      {
        onWire() {
          wire.atMs = clock.nowMs();
        },
      },
    );
    const tookMs = Math.round(performance.now() - startedMs);
    const sentAt = wire.atMs === null ? null : instantOf(wire.atMs);
    await settleMessages(db.sql, { processId, settlements: [settlementOf(id, result, sentAt)], now: nowOf(clock) });
    if (result.outcome === 'misconfigured') await stopAsSeen(deps, gateway, result.reason);
    const providerId = result.outcome === 'accepted' ? result.providerId : null;
    const { outcome, answer } = result;
    return { messageId: String(id), outcome, ...meaningOf(result), answer, providerId, tookMs, text, segments: message.segments };
  } finally {
    void connection.close();
  }
}

async function slotOf({ db, clock }: ApiDeps, { id, quantity, intervalSeconds }: Gateway): Promise<number> {
  if (quantity === null) return clock.nowMs();
  const { spacingUs } = paceOf({ quantity, intervalSeconds });
  const slotUs = await takeSlot(db.sql, { gatewayId: id, nowMs: clock.nowMs(), spacingUs, mostWaitMs });
  if (slotUs !== null) return slotUs / 1000;
  const detail = {
    pt: 'A cota do gateway está toda tomada; tente de novo em instantes.',
    en: 'The rate of the gateway is all taken; try again in a moment.',
  };
  throw new Problem(429, 'gateway-busy', detail, { retryAfterSeconds: mostWaitMs / 1000 });
}

function settlementOf(messageId: number, result: SendResult, sentAt: string | null): Settlement {
  const common = { messageId, sentAt, answer: result.answer === '' ? null : result.answer, notBefore: null, attempted: true };
  if (result.outcome === 'accepted') return { ...common, state: 'accepted', reason: null, providerId: result.providerId };
  return { ...common, state: result.outcome === 'unknown' ? 'unknown' : 'refused', reason: result.reason, providerId: null };
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}

async function stopAsSeen({ db, clock }: ApiDeps, { id: gatewayId, revision }: Gateway, reason: string): Promise<void> {
  await stopGateway(db.sql, { gatewayId, revision, reason, now: nowOf(clock) });
}
