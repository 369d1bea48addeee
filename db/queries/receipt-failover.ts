import type { CarriedText } from '../../domain/gateway-text.ts';
import { addMs, type Instant } from '../../domain/instants.ts';
import { mostResendMinutes } from '../../domain/rules.ts';
import type { Sql, SqlRunner } from '../client.ts';
import type { MovableText } from './failover.ts';
import { outboxChannel } from './outbox.ts';

/** One look of a gateway is longer than this apart from no other; what was due before has been seen. */
const seenWithinMs = 3_600_000;

type Asked = { gatewayId: string; now: Instant };

/** Accepted texts of a gateway whose receipt is overdue by their rule, and that are of use still; tests stay where they went. */
function overdue(sql: SqlRunner, { gatewayId, now }: Asked) {
  const since = addMs(now, -mostResendMinutes * 60_000 - seenWithinMs);
  return sql`m.gateway_id = ${gatewayId} and m.state = 'accepted' and m.resend_after_minutes is not null and m.sent_at >= ${since}
    and m.sent_at + make_interval(mins => m.resend_after_minutes) <= ${now} and m.send_until > ${now} and not m.test`;
}

/** Whether a gateway has texts whose receipt is overdue. */
export async function hasOverdueReceipts(sql: Sql, asked: Asked): Promise<boolean> {
  return (await sql`select 1 from messages m where ${overdue(sql, asked)} limit 1`).length > 0;
}

/** Locks texts whose receipt is overdue, those first that wait longest. */
export async function lockOverdue(tx: SqlRunner, { limit, ...asked }: Asked & { limit: number }): Promise<MovableText[]> {
  return tx<MovableText[]>`
    select m.id::float8 as id, m.text, m.address, m.kind from messages m where ${overdue(tx, asked)}
    order by m.sent_at limit ${limit} for update skip locked`;
}

/**
 * Queues texts once more on another gateway, as a new generation that says that the person may read it twice. They are claimed by the
 * charge as the first was: what was paid or changed since does not leave. Each is done so a single time.
 */
export async function sendOnceMore(
  tx: SqlRunner,
  moved: readonly (CarriedText & { id: number })[],
  { to, now }: { to: string; now: Instant },
): Promise<void> {
  if (moved.length === 0) return;
  await tx`
    with carried as (
      select * from json_to_recordset(${JSON.stringify(moved)}::text::json) as c (id bigint, text text, segments smallint, encoding text, cost numeric)
    ), given_up as (
      update messages m set resend_after_minutes = null, updated_at = ${now} from carried c where m.id = c.id returning m.*
    ), queued as (
      insert into messages (kind, channel, state, priority, step_id, customer_id, charge_id, charge_revision, payment_id, rule, address,
        generation, resend_of, possible_double, gateway_id, template_id, template_version, subject, text, segments, encoding, cost, test,
        marketing, planned_for, not_before, send_until, created_at, updated_at)
      select g.kind, g.channel, 'queued', g.priority, g.step_id, g.customer_id, g.charge_id, g.charge_revision, g.payment_id, g.rule, g.address,
        (select max(o.generation) + 1 from messages o where o.step_id = g.step_id and o.address = g.address), g.id, true, ${to}, g.template_id,
        g.template_version, g.subject, c.text, c.segments, c.encoding, c.cost, g.test, g.marketing, ${now}, ${now}, g.send_until, ${now}, ${now}
      from given_up g join carried c on c.id = g.id
      returning id, resend_of
    ), events as (
      insert into message_events (message_id, at, state, detail)
      select id, ${now}::timestamptz, 'queued', jsonb_build_object('reason', 'no-receipt-of:' || resend_of, 'gatewayId', ${to}::text) from queued
      union all
      select resend_of, ${now}::timestamptz, 'accepted', jsonb_build_object('reason', 'no-receipt', 'gatewayId', ${to}::text) from queued
    )
    insert into outbox (kind, target, available_at, created_at) values ('gateway', ${to}, ${now}, ${now})`;
  await tx`select pg_notify(${outboxChannel}, '')`;
}
