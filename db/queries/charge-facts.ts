import { sql } from 'drizzle-orm';
import { instantOf } from '../../domain/instants.ts';
import type { ChargeFacts } from '../../domain/plan-facts.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

/**
 * Everything the planner and the texts need of these charges, in one statement. Charges that do not exist are left out; the order is
 * the database's.
 */
export async function loadChargeFacts(db: Executor, chargeIds: string[]): Promise<ChargeFacts[]> {
  if (chargeIds.length === 0) return [];
  const rows = await db.execute<{ facts: string }>(sql`
    select json_build_object(
      'catalogueRevision', (select catalogue_revision from settings),
      'charge', json_build_object(
        'id', c.id, 'status', c.status, 'revision', c.revision, 'code', c.code, 'documentNumber', c.document_number,
        'amountCents', c.amount_cents, 'discountedAmountCents', c.discounted_amount_cents, 'discountUntil', c.discount_until,
        'currentAmountCents', c.current_amount_cents, 'dueDate', c.due_date, 'pixCode', c.pix_code, 'digitableLine', c.digitable_line,
        'paymentUrl', c.payment_url, 'firstSeenAt', c.first_seen_at, 'announceCreated', c.announce_created,
        'noticeProvenAt', c.notice_proven_at, 'resumedAt', c.resumed_at,
        'paidCents', (select coalesce(sum(p.paid_amount_cents), 0) from payments p where p.charge_id = c.id and p.reversed_at is null)),
      'customer', json_build_object(
        'id', u.id, 'name', u.name, 'kind', u.kind, 'tradeName', u.trade_name, 'login', u.login, 'status', u.status, 'contact', u.contact,
        'unitId', u.unit_id, 'panelId', u.panel_id, 'plan', u.plan, 'city', u.city, 'state', u.state, 'timeZone', u.time_zone,
        'email', u.email, 'test', u.test,
        'billingPhones', (
          select coalesce(json_agg(ph.number order by ph.position), '[]') from customer_phones ph
          where ph.customer_id = u.id and ph.billing and ph.kind = 'mobile')),
      'payments', (
        select coalesce(json_agg(json_build_object(
          'id', p.id, 'paidOn', p.paid_on, 'amountCents', p.paid_amount_cents, 'learnedAt', p.learned_at, 'announce', p.announce,
          'reversed', p.reversed_at is not null) order by p.learned_at, p.id), '[]')
        from payments p where p.charge_id = c.id),
      'steps', (
        select coalesce(json_agg(json_build_object(
          'id', s.id, 'key', s.key, 'rule', s.rule, 'event', s.event, 'state', s.state, 'reason', s.reason,
          'plannedFor', s.planned_for, 'sendsAt', s.sends_at, 'doneAt', s.done_at, 'revision', s.revision, 'lookAt', s.look_at,
          'messages', (
            select coalesce(json_agg(json_build_object(
              'id', m.id, 'state', m.state, 'reason', m.reason, 'address', m.address, 'channel', m.channel, 'gatewayId', m.gateway_id,
              'generation', m.generation, 'notBefore', m.not_before,
              'acceptedAt', case when m.state in ('accepted', 'delivered', 'undelivered') then m.sent_at end) order by m.id), '[]')
            from messages m where m.step_id = s.id)) order by s.id), '[]')
        from steps s where s.charge_id = c.id)
    )::text as facts
    from charges c join customers u on u.id = c.customer_id
    where c.id = any(${textArray(chargeIds)})`);
  return rows.map(({ facts }) => JSON.parse(facts, normalInstants));
}

const postgresInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;
const instantFields = new Set([
  'firstSeenAt',
  'noticeProvenAt',
  'resumedAt',
  'learnedAt',
  'plannedFor',
  'sendsAt',
  'doneAt',
  'lookAt',
  'notBefore',
  'acceptedAt',
]);

/** Postgres writes `+00:00` and drops trailing zeros; instants have one form here. */
function normalInstants(key: string, value: unknown): unknown {
  return instantFields.has(key) && typeof value === 'string' && postgresInstant.test(value) ? instantOf(Date.parse(value)) : value;
}

/** Locks the customer, then the charge, so that decisions of one customer happen one at a time. False when the charge is gone. */
export async function lockChargeForDecision(tx: Executor, chargeId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select u.id from customers u where u.id = (select customer_id from charges where id = ${chargeId}) for update`);
  if (rows.length === 0) return false;
  await tx.execute(sql`select id from charges where id = ${chargeId} for share`);
  return true;
}
