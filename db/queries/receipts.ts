import type { Instant } from '../../domain/instants.ts';
import { afterReceipt, type PartSaid, type ReceiptState, stateOfParts, takesReceipts } from '../../domain/receipts.ts';
import type { MessageState } from '../../domain/states.ts';
import type { Sql, SqlRunner } from '../client.ts';
import { messageEventsOut } from './events-out.ts';
import { outboxChannel } from './outbox.ts';

/** What a provider said of a message; see `Receipt` of the gateways. */
export type ReceiptToRecord = {
  ourId: string | null;
  phoneTag: string | null;
  providerId: string | null;
  part: number | null;
  state: ReceiptState;
  at: Instant | null;
  detail: string;
};

/** `tagOf`: what our id carries of a phone. A receipt whose tag is another's is not of this message. */
export type ReceiptContext = { gatewayId: string; now: Instant; tagOf(address: string): string };

/**
 * Keeps what a provider said and moves the messages it speaks of; the same again changes nothing. What nobody knows waits: it may have
 * come before the answer to our own call. Gives the ids of the messages that moved.
 */
export async function recordReceipts(sql: Sql, said: readonly ReceiptToRecord[], context: ReceiptContext): Promise<number[]> {
  const rows = said
    .map((receipt) => ({ ...receipt, ourId: numberOf(receipt.ourId) }))
    .filter(({ ourId, providerId }) => ourId !== null || providerId !== null);
  if (rows.length === 0) return [];
  // Committed before anything is matched: a settlement that commits meanwhile sees it, or is seen.
  const kept = await sql<{ id: number }[]>`
    insert into receipts (gateway_id, our_id, phone_tag, provider_id, part, state, at, detail, received_at)
    select ${context.gatewayId}, "ourId", "phoneTag", "providerId", part, state, at, detail, ${context.now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r (
      "ourId" bigint, "phoneTag" text, "providerId" text, part smallint, state text, at timestamptz, detail text)
    on conflict do nothing returning id::float8 as id`;
  return matchReceipts(sql, { receiptIds: kept.map(({ id }) => id) }, context);
}

/** Our ids are numbers; what else a provider sends back as ours is another system's. */
function numberOf(ourId: string | null): number | null {
  return ourId !== null && /^[1-9]\d{0,14}$/.test(ourId) ? Number(ourId) : null;
}

type Pair = {
  receipt: number;
  phoneTag: string | null;
  part: number | null;
  said: ReceiptState;
  at: string | null;
  detail: string;
  id: number;
  address: string;
  state: MessageState;
  segments: number;
};

const mostAtOnce = 1_000;

/** Tries receipts that wait for their message, these or all since a moment. Gives the ids of the messages that moved. */
export async function matchReceipts(
  sql: Sql,
  which: { receiptIds: number[] } | { receivedSince: Instant },
  { gatewayId, now, tagOf }: ReceiptContext,
): Promise<number[]> {
  const chosen = 'receiptIds' in which ? sql`id = any(${idsOf(which.receiptIds)}::bigint[])` : sql`received_at >= ${which.receivedSince}`;
  return sql.begin(async (tx) => {
    const pairs = await tx<Pair[]>`
      with waiting as materialized (
        select * from receipts where gateway_id = ${gatewayId} and message_id is null and ${chosen} order by received_at desc limit ${mostAtOnce}
      ), pairs as materialized (
        select w.id as receipt, m.id from waiting w join messages m on m.id = w.our_id and m.gateway_id = w.gateway_id
        union all
        select w.id, m.id from waiting w join messages m on m.gateway_id = w.gateway_id and m.provider_id = w.provider_id where w.our_id is null
      )
      select w.id::float8 as receipt, w.phone_tag as "phoneTag", w.part, w.state as said, w.at, w.detail,
        m.id::float8 as id, m.address, m.state, m.segments
      from pairs p join waiting w on w.id = p.receipt join messages m on m.id = p.id
      order by m.id, w.id for update of m`;
    const taken = pairs.filter(
      ({ state, phoneTag, address }) => takesReceipts(state) && (phoneTag === null || phoneTag === tagOf(address)),
    );
    if (taken.length === 0) return [];
    await takeUp(tx, taken);
    return move(tx, movesOf(taken, await heardParts(tx, taken)), now);
  });
}

/** A receipt of the whole text has done its work; one of a part stays with its message until all have come. */
async function takeUp(tx: SqlRunner, taken: Pair[]): Promise<void> {
  const whole = taken.filter(({ part }) => part === null).map(({ receipt }) => receipt);
  if (whole.length > 0) await tx`delete from receipts where id = any(${idsOf(whole)}::bigint[])`;
  const parts = taken.filter(({ part }) => part !== null).map(({ receipt, id }) => ({ receipt, id }));
  if (parts.length === 0) return;
  await tx`
    update receipts r set message_id = p.id from json_to_recordset(${JSON.stringify(parts)}::text::json) as p (receipt bigint, id bigint)
    where r.id = p.receipt`;
}

async function heardParts(tx: SqlRunner, taken: Pair[]): Promise<Map<number, PartSaid[]>> {
  const ids = [...new Set(taken.filter(({ part }) => part !== null).map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  const rows = await tx<{ id: number; part: number; state: ReceiptState }[]>`
    select message_id::float8 as id, part, state from receipts where message_id = any(${idsOf(ids)}::bigint[]) and part is not null`;
  return new Map(ids.map((id) => [id, rows.filter((row) => row.id === id)]));
}

/** One step forward of one message. */
type Move = { id: number; was: MessageState; state: ReceiptState; at: string | null; detail: string };

function movesOf(taken: Pair[], parts: ReadonlyMap<number, PartSaid[]>): Move[] {
  const moves = new Map<number, Move>();
  for (const { id, state: was, part, said, at, detail, segments } of taken) {
    const stands = moves.get(id)?.state ?? was;
    const whole = part === null ? said : stateOfParts(parts.get(id) ?? [], { segments });
    const state = afterReceipt(stands, whole);
    // Of several parts the one that brought the change has the words for it.
    const brings = said === whole || (said === 'refused' && whole === 'undelivered');
    if (state !== null && brings) moves.set(id, { id, was, state, at, detail });
  }
  return [...moves.values()];
}

/**
 * Moves messages on. Where one had been unknown, its step is open again and its charge is told: the outcome may now be sent, or nobody
 * reached; so are charges whose ladder counts from deliveries. What was to be sent once more for want of this receipt stays here. A
 * provider's clock that runs ahead counts as now.
 */
async function move(tx: SqlRunner, moves: Move[], now: Instant): Promise<number[]> {
  if (moves.length === 0) return [];
  const rows = await tx<{ id: number; told: number }[]>`
    with moves as (
      select id, was, state, detail, at, least(coalesce(at, ${now}::timestamptz), ${now}::timestamptz) as happened_at
      from json_to_recordset(${JSON.stringify(moves)}::text::json) as m (id bigint, was text, state text, at timestamptz, detail text)
    ), changed as (
      update messages m set
        state = v.state, reason = case when v.state in ('refused','undelivered') then nullif(v.detail, '') end,
        delivered_at = case when v.state = 'delivered' then v.happened_at else m.delivered_at end,
        sent_at = coalesce(m.sent_at, v.happened_at), again = false, updated_at = ${now},
        ask_at = case when v.state = 'accepted' then m.ask_at end
      from moves v where m.id = v.id and m.state = v.was
      returning m.id, m.state, m.reason, m.step_id, m.charge_id, v.was, v.detail, v.at
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, state, jsonb_strip_nulls(jsonb_build_object('receipt', nullif(detail, ''), 'receiptAt', at)) from changed
    ), reopened as (
      update steps s set state = 'waiting', reason = null, look_at = ${now}, updated_at = ${now}
      from changed c where s.id = c.step_id and c.was = 'unknown' and s.state = 'unknown'
    ), spared as (
      update messages r set state = 'cancelled', reason = 'receipt-came', updated_at = ${now}
      from changed c
      where c.state = 'delivered' and r.step_id = c.step_id and r.resend_of = c.id and r.possible_double and r.state = 'queued' returning r.id
    ), spared_events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, 'cancelled', '{"reason":"receipt-came"}'::jsonb from spared
    ), delivered_steps as materialized (
      select step_id from changed where state in ('delivered','undelivered') and step_id is not null
        and exists (select 1 from settings where step_done = 'delivered' or notice_proof = 'delivered')
    ), told as (
      insert into outbox (kind, target, available_at, created_at)
      select 'charge', charge_id, ${now}::timestamptz, ${now}::timestamptz from (
        select charge_id from changed where was = 'unknown' and charge_id is not null
        union
        select w.charge_id from delivered_steps d join steps s on s.id = d.step_id join charge_wakes w on w.charge_id = s.charge_id
        union
        select w.charge_id from delivered_steps d join steps s on s.lead_step_id = d.step_id join charge_wakes w on w.charge_id = s.charge_id
      ) as concerned
      returning id
    ), ${messageEventsOut(tx, { changed: 'changed', now })}
    select id::float8 as id, (select count(*) from told)::int as told from changed`;
  if (rows.some(({ told }) => told > 0)) await tx`select pg_notify(${outboxChannel}, '')`;
  return rows.map(({ id }) => id);
}

/** Ids as one bound parameter. */
export function idsOf(ids: readonly number[]): string {
  return `{${ids.join(',')}}`;
}
