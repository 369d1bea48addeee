import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Channel, MessageKind, TextEncoding } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { type MessageEventDetail, messageEvents, messages } from '../schema/index.ts';

export type NewMessage = {
  kind: MessageKind;
  channel: Channel;
  priority: number;
  stepId: number | null;
  customerId: string | null;
  /** Of a text that is tried out: whose values it shows. */
  aboutCustomerId?: string | null;
  chargeId: string | null;
  chargeRevision: number | null;
  paymentId: string | null;
  rule: number | null;
  address: string;
  gatewayId: string;
  templateId: string | null;
  templateVersion: number | null;
  subject: string | null;
  text: string;
  segments: number;
  encoding: TextEncoding;
  cost: string;
  test: boolean;
  /** Null where nothing is said. */
  resendAfterMinutes?: number | null;
  plannedFor: Instant;
  notBefore: Instant;
  sendUntil: Instant;
};

/**
 * Queues messages. Where a step already has one for an address, that one is rewritten as long as it never left; one that is on its
 * way or over stays. Gives the ids that are queued now.
 */
export async function queueMessages(tx: Executor, rows: NewMessage[], now: Instant): Promise<number[]> {
  if (rows.length === 0) return [];
  const queued = await tx
    .insert(messages)
    .values(rows.map((row) => ({ ...row, state: 'queued' as const, createdAt: now, updatedAt: now })))
    .onConflictDoUpdate({
      target: [messages.stepId, messages.address, messages.generation],
      targetWhere: sql`step_id is not null`,
      setWhere: sql`messages.state in ('queued', 'suppressed', 'cancelled', 'expired')`,
      set: {
        state: 'queued',
        reason: null,
        channel: sql`excluded.channel`,
        gatewayId: sql`excluded.gateway_id`,
        chargeRevision: sql`excluded.charge_revision`,
        templateId: sql`excluded.template_id`,
        templateVersion: sql`excluded.template_version`,
        subject: sql`excluded.subject`,
        text: sql`excluded.text`,
        segments: sql`excluded.segments`,
        encoding: sql`excluded.encoding`,
        cost: sql`excluded.cost`,
        resendAfterMinutes: sql`excluded.resend_after_minutes`,
        test: sql`excluded.test`,
        plannedFor: sql`excluded.planned_for`,
        notBefore: sql`excluded.not_before`,
        sendUntil: sql`excluded.send_until`,
        updatedAt: now,
      },
    })
    .returning({ id: messages.id });
  const ids = queued.map(({ id }) => id);
  await appendEvents(tx, ids, 'queued', null, now);
  return ids;
}

/** Takes back what has not left: nobody sends it any more. Gives the ids taken back: another may be on the wire meanwhile. */
export async function cancelUnsent(tx: Executor, messageIds: number[], reason: string, now: Instant): Promise<number[]> {
  if (messageIds.length === 0) return [];
  const cancelled = await tx.execute<{ id: number }>(sql`
    update messages set state = 'cancelled', reason = ${reason}, updated_at = ${now}
    where id = any(${`{${messageIds.join(',')}}`}::bigint[]) and state in ('queued', 'suppressed', 'expired')
    returning id::float8 as id`);
  const ids = cancelled.map(({ id }) => id);
  await appendEvents(tx, ids, 'cancelled', { reason }, now);
  return ids;
}

/** The same for all messages of these steps. */
export async function cancelUnsentOfSteps(tx: Executor, stepIds: number[], reason: string, now: Instant): Promise<void> {
  if (stepIds.length === 0) return;
  const rows = await tx.execute<{ id: number }>(sql`
    select id::float8 as id from messages where step_id = any(${`{${stepIds.join(',')}}`}::bigint[]) and state in ('queued', 'suppressed', 'expired')`);
  await cancelUnsent(
    tx,
    rows.map(({ id }) => id),
    reason,
    now,
  );
}

async function appendEvents(
  tx: Executor,
  ids: number[],
  state: 'queued' | 'cancelled',
  detail: MessageEventDetail | null,
  now: Instant,
): Promise<void> {
  if (ids.length > 0) await tx.insert(messageEvents).values(ids.map((messageId) => ({ messageId, at: now, state, detail })));
}

/** Where these messages are now. */
export async function readMessageStates(db: Executor, messageIds: number[]): Promise<{ id: number; state: string; notBefore: Instant }[]> {
  return db
    .select({ id: messages.id, state: messages.state, notBefore: messages.notBefore })
    .from(messages)
    .where(sql`${messages.id} = any(${`{${messageIds.join(',')}}`}::bigint[])`);
}
