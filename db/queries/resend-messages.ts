import { and, eq, getTableColumns, max, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { TextEncoding } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { messageEvents, messages, steps } from '../schema/index.ts';
import type { MessageToDecide } from './decide-messages.ts';
import { pushOutbox } from './outbox.ts';
import { moveLinks } from './short-links.ts';

/** How the new generation of a text reads and travels, and when it may leave. */
export type Resend = {
  gatewayId: string;
  chargeRevision: number | null;
  templateId: string | null;
  templateVersion: number | null;
  subject: string | null;
  text: string;
  segments: number;
  encoding: TextEncoding;
  cost: string;
  notBefore: Instant;
  sendUntil: Instant;
};

/** Queues a text once more, as a new generation linked to the old one; its step waits for it. Gives its number. */
export async function queueResend(tx: Executor, old: MessageToDecide, resend: Resend, { now, actor }: { now: Instant; actor: string }) {
  const [newest] =
    old.stepId === null
      ? [{ generation: old.generation }]
      : await tx
          .select({ generation: max(messages.generation) })
          .from(messages)
          .where(and(eq(messages.stepId, old.stepId), eq(messages.address, old.address)));
  const { kind, channel, priority, stepId, customerId, aboutCustomerId, chargeId, paymentId, rule, address, test, marketing } = old;
  const [row] = await tx
    .insert(messages)
    .values({
      ...{ kind, channel, priority, stepId, customerId, aboutCustomerId, chargeId, paymentId, rule, address, test, marketing },
      ...resend,
      ...{
        state: 'queued',
        generation: (newest?.generation ?? old.generation) + 1,
        resendOf: old.id,
        plannedFor: now,
        createdAt: now,
        updatedAt: now,
      },
    })
    .returning({ id: getTableColumns(messages).id });
  if (row === undefined) throw new Error('A new generation was not queued; only a fault of ours explains it.');
  // Clicks on a text that arrived stay with it.
  if (old.state !== 'delivered') await moveLinks(tx, { from: old.id, to: row.id });
  await tx
    .insert(messageEvents)
    .values({ messageId: row.id, at: now, state: 'queued', detail: { reason: `resend-of:${old.id}`, by: actor } });
  if (stepId !== null)
    await tx
      .update(steps)
      .set({ state: 'waiting', reason: null, lookAt: resend.sendUntil, updatedAt: now })
      .where(and(eq(steps.id, stepId), sql`${steps.state} in ('unknown','unreachable')`));
  await pushOutbox(tx, 'gateway', [resend.gatewayId], now);
  return row.id;
}

/** Charges whose steps share the text of this one. */
export async function readMates(tx: Executor, stepId: number): Promise<string[]> {
  const rows = await tx.select({ chargeId: steps.chargeId }).from(steps).where(eq(steps.leadStepId, stepId));
  return rows.map(({ chargeId }) => chargeId);
}
