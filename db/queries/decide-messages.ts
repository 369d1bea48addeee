import { and, asc, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { type Decision, stateAfter } from '../../domain/decisions.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { messages } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { outboxChannel } from './outbox.ts';
import { idsOf } from './receipts.ts';

export type MessageToDecide = typeof messages.$inferSelect;

export type UnknownFilter = {
  ids?: number[] | undefined;
  gatewayId?: string | undefined;
  chargeId?: string | undefined;
  customerId?: string | undefined;
  from?: Instant | undefined;
  to?: Instant | undefined;
};

/** Locks a message, whatever its state; null when there is none of that number. */
export async function lockMessage(tx: Executor, id: number): Promise<MessageToDecide | null> {
  return (await tx.select().from(messages).where(eq(messages.id, id)).for('update'))[0] ?? null;
}

/** Locks unknown messages that nobody has decided on, the oldest first. What somebody else decides at this moment is passed over. */
export async function lockUnknown(tx: Executor, filter: UnknownFilter, limit: number): Promise<MessageToDecide[]> {
  return tx.select().from(messages).where(undecided(filter)).orderBy(asc(messages.id)).limit(limit).for('update', { skipLocked: true });
}

/** How many unknown messages wait for a person, counted up to `most`. */
export async function countUnknown(db: Executor, filter: UnknownFilter, most: number): Promise<number> {
  const rows = await db.select({ id: messages.id }).from(messages).where(undecided(filter)).limit(most);
  return rows.length;
}

function undecided({ ids, gatewayId, chargeId, customerId, from, to }: UnknownFilter): SQL | undefined {
  return and(
    eq(messages.state, 'unknown'),
    isNull(messages.decision),
    ids === undefined ? undefined : inArray(messages.id, ids),
    gatewayId === undefined ? undefined : eq(messages.gatewayId, gatewayId),
    chargeId === undefined ? undefined : eq(messages.chargeId, chargeId),
    customerId === undefined ? undefined : eq(messages.customerId, customerId),
    from === undefined ? undefined : gte(messages.createdAt, from),
    to === undefined ? undefined : lt(messages.createdAt, to),
  );
}

/** Writes what a person decided on unknown messages, each with its event and audit entry; their steps are open again and their charges told. */
export async function recordDecision(
  tx: Executor,
  decided: readonly { id: number; resentAs: number | null }[],
  { as, reason, now, actor }: { as: Decision; reason: string | null; now: Instant; actor: string },
): Promise<void> {
  if (decided.length === 0) return;
  const ids = idsOf(decided.map(({ id }) => id));
  await tx.execute(sql`
    with changed as (
      update messages set state = ${stateAfter(as)}, reason = ${`decided:${as}`}, decision = ${as}, ask_at = null, again = false,
        sent_at = case when ${as} = 'sent' then coalesce(sent_at, updated_at) else sent_at end, updated_at = ${now}
      where id = any(${ids}::bigint[]) and state = 'unknown' returning id, state, step_id, charge_id
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, jsonb_build_object('reason', ${`decided:${as}`}::text, 'by', ${actor}::text) from changed
    ), reopened as (
      update steps s set state = 'waiting', reason = null, look_at = ${now}, updated_at = ${now}
      from changed c where s.id = c.step_id and s.state in ('unknown','unreachable')
    ), told as (
      insert into outbox (kind, target, available_at, created_at)
      select distinct 'charge', charge_id, ${now}::timestamptz, ${now}::timestamptz from changed where charge_id is not null
    )
    select pg_notify(${outboxChannel}, '')`);
  await writeAudit(
    tx,
    decided.map(({ id, resentAs }) => ({
      at: now,
      actor,
      action: 'message.decided',
      entity: 'message',
      entityId: String(id),
      after: { as, reason, ...(resentAs !== null && { resentAs: String(resentAs) }) },
    })),
  );
}
