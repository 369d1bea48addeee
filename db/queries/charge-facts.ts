import { type SQL, sql } from 'drizzle-orm';
import { type Instant, instantOf } from '../../domain/instants.ts';
import type { ChargeFacts } from '../../domain/plan-facts.ts';
import type { Executor } from '../client.ts';
import { actionOf, historyOf, ladderFactsOf } from './ladder-facts.ts';
import { textArray } from './revisions.ts';

export type FactsAsked = {
  now: Instant;
  /** `due`: the customer's other charges only where they matter soon; `all`: for a forecast that is exact to the end. */
  others?: 'due' | 'all';
};

/**
 * Everything the planner and the texts need of these charges, in one statement. Charges that do not exist are left out; the order is
 * the database's.
 */
export async function loadChargeFacts(db: Executor, chargeIds: string[], { now, others = 'due' }: FactsAsked): Promise<ChargeFacts[]> {
  if (chargeIds.length === 0) return [];
  const rows = await db.execute<{ facts: string }>(sql`
    select json_build_object(
      'catalogueRevision', st.catalogue_revision,
      'charge', json_build_object(
        'id', c.id, 'status', c.status, 'revision', c.revision, 'code', c.code, 'documentNumber', c.document_number,
        'amountCents', c.amount_cents, 'discountedAmountCents', c.discounted_amount_cents, 'discountUntil', c.discount_until,
        'currentAmountCents', c.current_amount_cents, 'dueDate', c.due_date, 'pixCode', c.pix_code, 'digitableLine', c.digitable_line,
        'paymentUrl', c.payment_url, 'firstSeenAt', c.first_seen_at, 'announceCreated', c.announce_created,
        'noticeProvenAt', c.notice_proven_at, 'resumedAt', c.resumed_at, 'accessIds', c.access_ids, 'replaced', c.replaced_by is not null,
        'paidCents', (select coalesce(sum(p.paid_amount_cents), 0) from payments p where p.charge_id = c.id and p.reversed_at is null)),
      'customer', json_build_object(
        'id', u.id, 'name', u.name, 'kind', u.kind, 'tradeName', u.trade_name, 'login', u.login, 'status', u.status, 'contact', u.contact,
        'unitId', u.unit_id, 'panelId', u.panel_id, 'plan', u.plan, 'city', u.city, 'state', u.state, 'timeZone', u.time_zone,
        'email', u.email, 'test', u.test, 'erased', u.erased_at is not null,
        'billingPhones', (
          select coalesce(json_agg(ph.number order by ph.position), '[]') from customer_phones ph
          where ph.customer_id = u.id and ph.billing and ph.kind = 'mobile' and not exists (
            select 1 from opt_outs o where o.phone = ph.number and (o.scope = 'all'
              or (o.scope = 'wrong-person' and coalesce(o.customer_id, u.id) = u.id)))),
        'lines', (select coalesce(json_agg(a.id order by a.id), '[]') from accesses a where a.customer_id = u.id)),
      'payments', (
        select coalesce(json_agg(json_build_object(
          'id', p.id, 'paidOn', p.paid_on, 'amountCents', p.paid_amount_cents, 'learnedAt', p.learned_at, 'announce', p.announce,
          'reversed', p.reversed_at is not null) order by p.learned_at, p.id), '[]')
        from payments p where p.charge_id = c.id),
      'steps', (
        select coalesce(json_agg(json_build_object(
          'id', s.id, 'key', s.key, 'rule', s.rule, 'event', s.event, 'state', s.state, 'reason', s.reason,
          'plannedFor', s.planned_for, 'sendsAt', s.sends_at, 'doneAt', s.done_at, 'revision', s.revision, 'lookAt', s.look_at,
          'leadStepId', s.lead_step_id,
          'action', case when s.action_state is not null or s.lead_step_id is not null then ${actionOf(sql`s`)} end,
          'messages', (
            select coalesce(json_agg(json_build_object(
              'id', m.id, 'state', m.state, 'reason', m.reason, 'address', m.address, 'channel', m.channel, 'gatewayId', m.gateway_id,
              'generation', m.generation, 'notBefore', m.not_before, 'deliveredAt', m.delivered_at,
              'acceptedAt', case when m.state in ('accepted', 'delivered', 'undelivered') then m.sent_at end) order by m.id), '[]')
            from messages m where m.step_id = coalesce(s.lead_step_id, s.id))) order by s.id), '[]')
        from steps s where s.charge_id = c.id),
      'shadow', case when st.service = 'shadow' then (
        select coalesce(json_agg(json_build_object('key', n.key, 'rule', n.rule, 'sendsAt', n.sends_at)), '[]')
        from (select distinct on (key) key, rule, sends_at from shadow_notices where charge_id = c.id order by key, sends_at) as n)
        else '[]'::json end,
      'others', case when ${mattersSoon(now, others)} then (
        select coalesce(json_agg(json_build_object('charge', json_build_object(
            'id', o.id, 'status', o.status, 'dueDate', o.due_date, 'discountUntil', o.discount_until, 'accessIds', o.access_ids,
            'replaced', false, 'firstSeenAt', o.first_seen_at, 'announceCreated', o.announce_created,
            'noticeProvenAt', o.notice_proven_at, 'resumedAt', o.resumed_at),
          'history', ${historyOf(sql`o`)}, ${ladderFactsOf(sql`o`)}) order by o.due_date, o.id), '[]')
        from charges o where o.customer_id = c.customer_id and o.status = 'open' and o.replaced_by is null and o.id <> c.id)
        else '[]'::json end,
      ${ladderFactsOf(sql`c`)}
    )::text as facts
    from charges c join customers u on u.id = c.customer_id cross join settings st
    where ${idsAre(sql`c.id`, chargeIds)}`);
  return rows.map(({ facts }) => JSON.parse(facts, normalInstants));
}

/** Of one charge Postgres keeps the plan, which costs more to make than to run; for a list it makes a new one each time. */
function idsAre(column: SQL, ids: string[]): SQL {
  return ids.length === 1 ? sql`${column} = ${ids[0]}` : sql`${column} = any(${textArray(ids)})`;
}

/** Lines are shared once a charge is due, texts where the house groups, and one promise may be about all. */
function mattersSoon(now: Instant, others: 'due' | 'all'): SQL {
  if (others === 'all') return sql`c.status = 'open'`;
  return sql`c.status = 'open' and (
    c.due_date <= (${now}::timestamptz at time zone 'UTC' + interval '14 hours')::date or st.grouping
    or exists (select 1 from holds h where h.customer_id = c.customer_id and h.kind = 'promise' and h.released_at is null))`;
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
  'deliveredAt',
  'requestedAt',
  'answeredAt',
  'from',
  'until',
  'at',
]);

/** Postgres writes `+00:00` and drops trailing zeros; instants have one form here. */
function normalInstants(key: string, value: unknown): unknown {
  return instantFields.has(key) && typeof value === 'string' && postgresInstant.test(value) ? instantOf(Date.parse(value)) : value;
}

/**
 * Locks the customer, then the charge, so that decisions of one customer happen one at a time; where it concerns the customer's other
 * charges, all that are open, in the order of their ids. False when the charge is gone.
 * The customer's key stays free: a write that has the charge already may still have Postgres look whether its customer exists.
 */
export async function lockChargeForDecision(tx: Executor, chargeId: string, lock: 'charge' | 'customer' = 'charge'): Promise<boolean> {
  const rows = await tx.execute<{ id: string }>(sql`
    select u.id from customers u where u.id = (select customer_id from charges where id = ${chargeId}) for no key update`);
  const [customer] = rows;
  if (customer === undefined) return false;
  if (lock === 'charge') await tx.execute(sql`select id from charges where id = ${chargeId} for share`);
  else
    await tx.execute(sql`
      select id from charges where customer_id = ${customer.id} and (status = 'open' or id = ${chargeId}) order by id for share`);
  return true;
}
