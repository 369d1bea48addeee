import { type SQL, sql } from 'drizzle-orm';
import type { AudienceFilter, ChargeFilter } from '../../domain/audience.ts';
import { birthdays, type DateRange, rangeOf } from '../../domain/audience-dates.ts';
import type { DueLimits } from '../../domain/due-limits.ts';
import { addMs, type Instant } from '../../domain/instants.ts';
import { dayMs } from '../../domain/local-time.ts';
import { textArray } from './revisions.ts';

/** A filter with what the database needs beside it: the calendars' limits, and the saved segments it names. */
export type AudienceQuery = { filter: AudienceFilter; limits: DueLimits[]; segments: AudienceQuery[] };

/** Columns of a charge that a statement may carry along, so that it need not look the charge up again. */
const carried = {
  due_date: 'date',
  code: 'text',
  document_number: 'text',
  amount_cents: 'bigint',
  discounted_amount_cents: 'bigint',
  discount_until: 'date',
  current_amount_cents: 'bigint',
  pix_code: 'text',
  digitable_line: 'text',
  payment_url: 'text',
} as const;
export type ChargeColumn = keyof typeof carried;

export type RecipientsOptions = {
  /** The place of the selection among those of its campaign. */
  audience: number;
  now: Instant;
  carry?: readonly ChargeColumn[];
  /** A condition on the customer `c`, for a page of them. */
  scope?: SQL;
};

/**
 * The statement that gives the recipients of a selection: rows `audience, customer_id, charge_id` and the carried columns, all of the
 * charge null where the text speaks of none.
 */
export function recipientsSql(query: AudienceQuery, options: RecipientsOptions): SQL {
  const { now, scope } = options;
  const { charge, include } = query.filter;
  const page = scope === undefined ? [] : [scope];
  const selected = selection(query, options, [...askedOfCustomer(query, now), ...page]);
  if (include.customerIds.length === 0) return selected;
  const included = [isIncluded(query.filter), ...page];
  const asked = selection(query, options, included);
  if (charge === null) return sql`${selected} union ${asked}`;
  return sql`${selected} union ${asked} union ${withoutCharge(options, [...included, sql`not ${hasCharge(query, charge, now)}`])}`;
}

/** The condition that a customer `c` belongs to a selection, whatever phones they have. */
export function isSelectedSql(query: AudienceQuery, now: Instant): SQL {
  const { include, charge } = query.filter;
  const asked = askedOfCustomer(query, now);
  const selected = all(charge === null ? asked : [...asked, hasCharge(query, charge, now)]);
  return include.customerIds.length === 0 ? sql`(${selected})` : sql`((${selected}) or (${isIncluded(query.filter)}))`;
}

function isIncluded({ include, exclude }: AudienceFilter): SQL {
  return sql`c.id = any(${textArray(include.customerIds)}) and c.id <> all(${textArray(exclude.customerIds)})`;
}

function selection({ filter, limits }: AudienceQuery, options: RecipientsOptions, people: SQL[]): SQL {
  const { charge } = filter;
  if (charge === null) return withoutCharge(options, people);
  const { audience, now, carry = [] } = options;
  const needsCustomer = people.length > 0 || needsLimits(charge);
  const rows = sql`from charges ch ${needsCustomer ? sql`join customers c on c.id = ch.customer_id` : sql``} ${limitsJoin(charge, limits)}
    where ${all([...people, ...askedOfCharge(charge, limits, now)])}`;
  const columns = list(carry.map((name) => sql`, ch.${sql.identifier(name)}`));
  if (charge.perCustomer === 'all') return sql`select ${audience}::int as audience, ch.customer_id, ch.id as charge_id${columns} ${rows}`;
  return sql`select ${audience}::int as audience, customer_id, charge_id${list(carry.map((name) => sql`, ${sql.identifier(name)}`))} from (
    select ch.customer_id, ch.id as charge_id${columns},
      row_number() over (partition by ch.customer_id order by ch.due_date, ch.id) as place ${rows}) as placed
    where place <= ${charge.perCustomer}::int`;
}

function withoutCharge({ audience, carry = [] }: RecipientsOptions, people: SQL[]): SQL {
  const columns = list(carry.map((name) => sql`, null::${sql.raw(carried[name])} as ${sql.identifier(name)}`));
  return sql`select ${audience}::int as audience, c.id as customer_id, null::text as charge_id${columns} from customers c where ${all(people)}`;
}

function askedOfCustomer({ filter, segments }: AudienceQuery, now: Instant): SQL[] {
  const { customerStatus, accessStatus, units, panels, plans, cities, birthday, lastMessage, customerIds, exclude } = filter;
  // A list selects phones, no customers: its own statement finds them.
  const conditions: SQL[] = filter.list === null ? [] : [sql`false`];
  if (customerStatus.length > 0) conditions.push(sql`c.status = any(${textArray(customerStatus)})`);
  if (accessStatus.length > 0)
    conditions.push(sql`c.id in (select a.customer_id from accesses a where a.status = any(${textArray(accessStatus)}))`);
  if (units.length > 0) conditions.push(sql`c.unit_id = any(${textArray(units)})`);
  if (panels.length > 0) conditions.push(sql`c.panel_id = any(${textArray(panels)})`);
  if (plans.length > 0) conditions.push(sql`c.plan = any(${textArray(plans)})`);
  if (cities.length > 0)
    conditions.push(sql`plain_text(c.city) = any(array(select plain_text(city) from unnest(${textArray(cities)}) as city))`);
  if (birthday !== null)
    conditions.push(sql`month_and_day(c.birth_date) = any(${`{${birthdays(birthday).join(',')}}`}::int[]) and c.kind = 'person'`);
  if (lastMessage !== null) conditions.push(lastMessageSql(lastMessage, now));
  if (filter.segments.length > 0)
    conditions.push(sql`(${sql.join([sql`false`, ...segments.map((segment) => isSelectedSql(segment, now))], sql` or `)})`);
  if (customerIds.length > 0) conditions.push(sql`c.id = any(${textArray(customerIds)})`);
  if (exclude.customerIds.length > 0) conditions.push(sql`c.id <> all(${textArray(exclude.customerIds)})`);
  return conditions;
}

function lastMessageSql(lastMessage: NonNullable<AudienceFilter['lastMessage']>, now: Instant): SQL {
  const days = 'withinDays' in lastMessage ? lastMessage.withinDays : lastMessage.olderThanDays;
  const since = addMs(now, -days * dayMs);
  const texted = sql`exists (select 1 from messages m where m.customer_id = c.id and m.sent_at >= ${since})`;
  return 'withinDays' in lastMessage ? texted : sql`not ${texted}`;
}

function hasCharge({ limits }: AudienceQuery, charge: ChargeFilter, now: Instant): SQL {
  const asked = [sql`ch.customer_id = c.id`, ...askedOfCharge(charge, limits, now)];
  return sql`exists (select 1 from charges ch ${limitsJoin(charge, limits)} where ${all(asked)})`;
}

/** Joins the limits of the customer's unit, where something asked depends on them. */
function limitsJoin(charge: ChargeFilter, limits: DueLimits[]): SQL {
  if (!needsLimits(charge)) return sql``;
  const rows = limits.map(
    ({ unitId, today, overdueBy, dueBy, dueAfter }) =>
      sql`(${unitId}::text, ${today}::date, ${dates(overdueBy)}, ${dates(dueBy)}, ${dates(dueAfter)})`,
  );
  const none = sql`(null::text, null::date, null::date[], null::date[], null::date[])`;
  return sql`join (values ${sql.join(rows.length === 0 ? [none] : rows, sql`, `)})
    as l (unit_id, today, overdue_by, due_by, due_after) on l.unit_id = c.unit_id`;
}

function dates(days: string[] | null): SQL {
  return sql`${days && `{${days.join(',')}}`}::date[]`;
}

/** The limit of the customer's own day. */
function limitOf(column: 'overdue_by' | 'due_by' | 'due_after', now: Instant): SQL {
  return sql`l.${sql.raw(column)}[case when c.time_zone is null then 2
    else 2 + (${now}::timestamptz at time zone c.time_zone)::date - l.today end]`;
}

function needsLimits({ status, daysOverdue }: ChargeFilter): boolean {
  return daysOverdue !== null || status.includes('open') !== status.includes('overdue');
}

function askedOfCharge(charge: ChargeFilter, limits: DueLimits[], now: Instant): SQL[] {
  const { type, status, amountCents, daysOverdue } = charge;
  const conditions: SQL[] = [];
  if (type.length > 0) conditions.push(sql`ch.type = any(${textArray(type)})`);
  if (status.length > 0) conditions.push(statusSql(status, limits, now));
  if (daysOverdue !== null) {
    conditions.push(isOverdue(limits, now));
    if (daysOverdue.min !== undefined) conditions.push(sql`ch.due_date <= ${limitOf('due_by', now)}`);
    if (daysOverdue.max !== undefined) conditions.push(sql`ch.due_date > ${limitOf('due_after', now)}`);
  }
  if (amountCents?.min !== undefined) conditions.push(sql`ch.amount_cents >= ${amountCents.min}`);
  if (amountCents?.max !== undefined) conditions.push(sql`ch.amount_cents <= ${amountCents.max}`);
  const due = rangeOf(charge, 'due');
  if (due !== null) conditions.push(inRange(sql`ch.due_date`, due));
  const paid = rangeOf(charge, 'paid');
  if (paid !== null)
    conditions.push(sql`ch.id in (select p.charge_id from payments p where p.reversed_at is null and ${inRange(sql`p.paid_on`, paid)})`);
  return conditions;
}

function statusSql(status: ChargeFilter['status'], limits: DueLimits[], now: Instant): SQL {
  const whole = status.filter((one) => one === 'paid' || one === 'removed');
  const [open, overdue] = [status.includes('open'), status.includes('overdue')];
  if (open === overdue) return sql`ch.status = any(${textArray(open ? ['open', ...whole] : whole)})`;
  const half = overdue ? isOverdue(limits, now) : sql`ch.status = 'open' and ch.due_date > ${limitOf('overdue_by', now)}`;
  return whole.length === 0 ? half : sql`(ch.status = any(${textArray(whole)}) or (${half}))`;
}

/** The latest limit of all units says nothing new; it lets an index on the due date be used. */
function isOverdue(limits: DueLimits[], now: Instant): SQL {
  const latest =
    limits
      .map(({ overdueBy }) => overdueBy[2])
      .toSorted()
      .at(-1) ?? null;
  return sql`ch.status = 'open' and ch.due_date <= ${latest}::date and ch.due_date <= ${limitOf('overdue_by', now)}`;
}

function inRange(column: SQL, { from, to }: DateRange): SQL {
  if (from === null) return sql`${column} <= ${to}::date`;
  return to === null ? sql`${column} >= ${from}::date` : sql`${column} between ${from}::date and ${to}::date`;
}

function all(conditions: SQL[]): SQL {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function list(pieces: SQL[]): SQL {
  return sql.join(pieces, sql``);
}
