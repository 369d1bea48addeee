import { type SQL, sql } from 'drizzle-orm';
import type { Residence } from '../../domain/campaign-windows.ts';
import type { Instant } from '../../domain/instants.ts';
import type { CustomerFacts, RecipientFacts } from '../../domain/recipients.ts';
import type { Executor } from '../client.ts';
import { type AudienceQuery, isSelectedSql, recipientsSql } from './audience-sql.ts';
import { textArray } from './revisions.ts';

/** Ids of the customers that any of the selections selects, after one of them, in the order of the ids. */
export async function listSelectedCustomers(
  db: Executor,
  { audiences, after, limit, now }: { audiences: AudienceQuery[]; after: string; limit: number; now: Instant },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select c.id from customers c
    where c.id > ${after} and (${sql.join(
      audiences.map((query) => isSelectedSql(query, now)),
      sql` or `,
    )})
    order by c.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Where the customers of some selections live, whatever phones they have. */
export async function listSelectedPlaces(
  db: Executor,
  { audiences, now }: { audiences: AudienceQuery[]; now: Instant },
): Promise<Residence[]> {
  return db.execute<Residence>(sql`
    select distinct c.unit_id as "unitId", c.state, c.city, coalesce(c.time_zone, u.time_zone) as "timeZone"
    from customers c join units u on u.id = c.unit_id
    where ${sql.join(
      audiences.map((query) => isSelectedSql(query, now)),
      sql` or `,
    )}`);
}

/** Customers, of any selection or none, who share a phone with one of these. */
export async function listPhoneSharers(db: Executor, customerIds: string[]): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct other.customer_id as id from customer_phones mine join customer_phones other on other.number = mine.number
    where mine.customer_id = any(${textArray(customerIds)}) and other.customer_id <> mine.customer_id`);
  return rows.map(({ id }) => id);
}

/**
 * What the texts to these customers may say, one for each customer, selection and charge: in the order of customers, selections and due
 * dates, so that of two equal texts it is always the same one that goes.
 */
export async function loadRecipients(
  db: Executor,
  { audiences, customerIds, now }: { audiences: AudienceQuery[]; customerIds: string[]; now: Instant },
): Promise<CustomerFacts[]> {
  if (customerIds.length === 0) return [];
  const scope = sql`c.id = any(${textArray(customerIds)})`;
  const selections = audiences.map((query, audience): SQL => sql`(${recipientsSql(query, { audience, now, scope })})`);
  const rows = await db.execute<{ facts: string }>(sql`
    select ${recipientFactsSql(sql`r.audience`)}::text as facts
    from (${sql.join(selections, sql` union all `)}) r
    join customers c on c.id = r.customer_id left join charges ch on ch.id = r.charge_id
    order by r.customer_id, r.audience, ch.due_date, ch.id`);
  return rows.map(({ facts }) => JSON.parse(facts));
}

/** What a text to customer `c` about charge `ch` may say, as JSON. */
export function recipientFactsSql(audience: SQL): SQL {
  return sql`json_build_object('audience', ${audience},
      'customer', ${customerSql},
      'phones', (
        select coalesce(json_agg(json_build_object('number', ph.number, 'kind', ph.kind, 'billing', ph.billing, 'marketing', ph.marketing)
          order by ph.position), '[]') from customer_phones ph where ph.customer_id = c.id),
      'charge', case when ch.id is not null then json_build_object('id', ch.id, 'status', ch.status, 'revision', ch.revision, 'code', ch.code,
        'documentNumber', ch.document_number, 'amountCents', ch.amount_cents, 'discountedAmountCents', ch.discounted_amount_cents,
        'discountUntil', ch.discount_until, 'currentAmountCents', ch.current_amount_cents, 'dueDate', ch.due_date, 'pixCode', ch.pix_code,
        'digitableLine', ch.digitable_line, 'paymentUrl', ch.payment_url,
        'paidCents', (select coalesce(sum(p.paid_amount_cents), 0) from payments p where p.charge_id = ch.id and p.reversed_at is null)) end,
      'payment', (
        select json_build_object('id', p.id, 'paidOn', p.paid_on, 'amountCents', p.paid_amount_cents) from payments p
        where p.charge_id = ch.id and p.reversed_at is null order by p.learned_at desc, p.id desc limit 1))`;
}

/** Customer `c`, as far as a text speaks of them and as it decides who is texted; null where there is none. */
const customerSql = sql`case when c.id is not null then json_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'tradeName', c.trade_name,
  'login', c.login, 'contact', c.contact, 'test', c.test, 'birthDate', c.birth_date, 'status', c.status, 'unitId', c.unit_id, 'panelId', c.panel_id,
  'plan', c.plan, 'state', c.state, 'city', c.city, 'timeZone', c.time_zone) end`;

/** The same of one phone `r` of a list `l` and the customer `c` whose it is, with its permissions; of nobody it gets advertising by the list's consent. */
const listedFactsSql = sql`json_build_object('audience', r.audience, 'customer', ${customerSql}, 'charge', null, 'payment', null,
  'phones', json_build_array(json_build_object('number', r.phone, 'kind', 'mobile', 'billing', coalesce(c.billing, true),
    'marketing', coalesce(c.marketing, l.consent is not null))),
  'listed', json_build_object('unitId', l.unit_id, 'values', r.own))`;

/**
 * Phones of lists after one of them, in their order, with what texts to them may say: one for each list and, where somebody is known by
 * the phone, each such customer.
 */
export async function loadListed(
  db: Executor,
  { lists, after, limit }: { lists: { audience: number; listId: string }[]; after: string; limit: number },
): Promise<RecipientFacts[]> {
  // The first phones of all lists together are among the first of each.
  const first = lists.map(
    ({ audience, listId }) => sql`(select ${audience}::int as audience, list_id, phone, own from recipient_list_rows
      where list_id = ${listId} and phone > ${after} order by phone limit ${limit})`,
  );
  const rows = await db.execute<{ facts: string }>(sql`
    with r as materialized (${sql.join(first, sql` union all `)}),
    page as (select max(phone) as last from (select distinct phone from r order by phone limit ${limit}) as phones)
    select ${listedFactsSql}::text as facts
    from r join recipient_lists l on l.id = r.list_id
    left join lateral (
      select c.*, ph.billing, ph.marketing from customer_phones ph join customers c on c.id = ph.customer_id where ph.number = r.phone offset 0
    ) c on true
    where r.phone <= (select last from page)
    order by r.phone, r.audience, c.id`);
  return rows.map(({ facts }) => JSON.parse(facts));
}
