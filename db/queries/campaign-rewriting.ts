import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { RecipientFacts } from '../../domain/recipients.ts';
import type { MissingRule } from '../../domain/render.ts';
import type { TextEncoding } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { recipientFactsSql } from './audience-recipients.ts';
import type { NewShortLink } from './short-links.ts';

/** A claimed message of a campaign with what its text may say now. */
export type OutdatedMessage = {
  id: number;
  text: string;
  missing: Record<string, MissingRule>;
  facts: RecipientFacts;
  /** Where its short links are, and the codes that it has; null without them. */
  shortLinks: { origin: string; codes: Pick<NewShortLink, 'place' | 'code'>[] } | null;
};

/** Claimed messages of campaigns with their template as it was at the start, and the present facts. */
export async function loadOutdated(db: Executor, messageIds: number[]): Promise<OutdatedMessage[]> {
  const rows = await db.execute<{ message: string }>(sql`
    select json_build_object('id', m.id, 'text', a.text, 'missing', a.missing,
        'facts', ${recipientFactsSql(sql`0`)}::jsonb || jsonb_build_object('listed', e.own),
        'shortLinks', case when a.link_origin is not null then json_build_object('origin', a.link_origin, 'codes', (
          select coalesce(json_agg(json_build_object('place', l.place, 'code', l.code)), '[]') from short_links l where l.message_id = m.id)) end)::text as message
    from messages m join campaigns a on a.id = m.campaign_id left join customers c on c.id = m.customer_id left join charges ch on ch.id = m.charge_id
    left join campaign_entries e on e.campaign_id = m.campaign_id and e.phone = m.address and e.reason is null and e.own is not null
      and e.customer_id is not distinct from m.customer_id and m.charge_id is null
    where m.id = any(${`{${messageIds.join(',')}}`}::bigint[]) and m.state = 'sending'`);
  return rows.map(({ message }) => JSON.parse(message));
}

export type WrittenAnew =
  | { id: number; reason: null; text: string; segments: number; encoding: TextEncoding; cost: string; links: NewShortLink[] }
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
        cost numeric, links json)
    ), changed as (
      update messages m set
        text = coalesce(w.text, m.text), segments = coalesce(w.segments, m.segments), encoding = coalesce(w.encoding, m.encoding),
        cost = coalesce(w.cost, m.cost), reason = w.reason, state = case when w.reason is null then 'sending' else 'suppressed' end,
        claimed_by = case when w.reason is null then m.claimed_by end, lease_until = case when w.reason is null then m.lease_until end,
        updated_at = ${now}
      from written w where m.id = w.id and m.state = 'sending' and m.claimed_by = ${processId}
      returning m.id, m.state, m.reason, m.campaign_id
    ), linked as (
      insert into short_links as s (code, message_id, place, campaign_id, target, personal, created_at)
      select l.code, c.id, l.place, c.campaign_id, l.target, l.personal, ${now}::timestamptz
      from changed c join written w on w.id = c.id
      cross join lateral json_to_recordset(w.links) as l (code text, place smallint, target text, personal boolean)
      where c.state = 'sending'
      on conflict (message_id, place) do update set target = excluded.target where s.target is distinct from excluded.target
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, jsonb_build_object('reason', reason) from changed where state = 'suppressed'
    )
    select id::float8 as id, state from changed`);
  return rows.flatMap(({ id, state }) => (state === 'sending' ? [id] : []));
}
