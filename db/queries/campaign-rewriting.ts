import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { RecipientFacts } from '../../domain/recipients.ts';
import type { MissingRule } from '../../domain/render.ts';
import type { TextEncoding } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { recipientFactsSql } from './audience-recipients.ts';

/** A claimed message of a campaign with what its text may say now. */
export type OutdatedMessage = { id: number; text: string; missing: Record<string, MissingRule>; facts: RecipientFacts };

/** Claimed messages of campaigns with their template as it was at the start, and the present facts. */
export async function loadOutdated(db: Executor, messageIds: number[]): Promise<OutdatedMessage[]> {
  const rows = await db.execute<{ message: string }>(sql`
    select json_build_object('id', m.id, 'text', a.text, 'missing', a.missing, 'facts', ${recipientFactsSql(sql`0`)})::text as message
    from messages m join campaigns a on a.id = m.campaign_id join customers c on c.id = m.customer_id left join charges ch on ch.id = m.charge_id
    where m.id = any(${`{${messageIds.join(',')}}`}::bigint[]) and m.state = 'sending'`);
  return rows.map(({ message }) => JSON.parse(message));
}

export type WrittenAnew =
  | { id: number; reason: null; text: string; segments: number; encoding: TextEncoding; cost: string }
  | { id: number; reason: string };

/**
 * Writes the texts of messages that this process holds, before they leave; what has no text any more is suppressed. Gives the ids of
 * those that may leave.
 */
export async function writeAnew(
  db: Executor,
  { processId, written, now }: { processId: string; written: WrittenAnew[]; now: Instant },
): Promise<number[]> {
  const rows = await db.execute<{ id: number; state: string }>(sql`
    with written as (
      select * from json_to_recordset(${JSON.stringify(written)}::text::json) as w (id bigint, reason text, text text, segments smallint, encoding text,
        cost numeric)
    ), changed as (
      update messages m set
        text = coalesce(w.text, m.text), segments = coalesce(w.segments, m.segments), encoding = coalesce(w.encoding, m.encoding),
        cost = coalesce(w.cost, m.cost), reason = w.reason, state = case when w.reason is null then 'sending' else 'suppressed' end,
        claimed_by = case when w.reason is null then m.claimed_by end, lease_until = case when w.reason is null then m.lease_until end,
        updated_at = ${now}
      from written w where m.id = w.id and m.state = 'sending' and m.claimed_by = ${processId}
      returning m.id, m.state, m.reason
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, jsonb_build_object('reason', reason) from changed where state = 'suppressed'
    )
    select id::float8 as id, state from changed`);
  return rows.flatMap(({ id, state }) => (state === 'sending' ? [id] : []));
}
