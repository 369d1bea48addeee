import type { Instant } from '../../domain/instants.ts';
import { type Channel, messagePriorities, type TextEncoding } from '../../domain/states.ts';
import type { Executor, Sql } from '../client.ts';
import { messageEvents, messages } from '../schema/index.ts';

export type TestMessage = {
  channel: Channel;
  /** E.164 or an e-mail address. */
  address: string;
  gatewayId: string;
  subject: string | null;
  text: string;
  segments: number;
  encoding: TextEncoding;
  cost: string;
};

/**
 * Writes a test text that whoever writes it sends at once: it is never queued, so that neither a stopped gateway nor a closed window
 * holds it. Its lease makes it unknown when the sender dies. Gives its number.
 */
export async function startTestMessage(
  tx: Executor,
  message: TestMessage,
  { processId, leaseUntil, now }: { processId: string; leaseUntil: Instant; now: Instant },
): Promise<number> {
  const row = { ...message, kind: 'test' as const, state: 'sending' as const, priority: messagePriorities.test, test: false };
  const times = { plannedFor: now, notBefore: now, sendUntil: leaseUntil, createdAt: now, updatedAt: now };
  const [started] = await tx
    .insert(messages)
    .values({ ...row, ...times, claimedBy: processId, leaseUntil })
    .returning({ id: messages.id });
  if (started === undefined) throw new Error('A new message was not written; only a fault of ours explains it.');
  await tx.insert(messageEvents).values({ messageId: started.id, at: now, state: 'sending' });
  return started.id;
}

/**
 * Takes the next free slot of a gateway's rate, in microseconds since 1970; null when it lies more than `mostWaitMs` ahead, and then
 * nothing is taken.
 */
export async function takeSlot(
  db: Sql,
  { gatewayId, nowMs, spacingUs, mostWaitMs }: { gatewayId: string; nowMs: number; spacingUs: number; mostWaitMs: number },
): Promise<number | null> {
  const nowUs = nowMs * 1000;
  await db`insert into gateway_pacing (gateway_id, next_slot_us) values (${gatewayId}, 0) on conflict do nothing`;
  const [row] = await db<{ slot: number }[]>`
    update gateway_pacing set next_slot_us = (greatest(next_slot_us, ${nowUs}::float8) + ${spacingUs}::float8)::bigint
    where gateway_id = ${gatewayId} and next_slot_us <= ${nowUs + mostWaitMs * 1000}::float8
    returning (next_slot_us - ${spacingUs}::float8)::float8 as slot`;
  return row?.slot ?? null;
}
