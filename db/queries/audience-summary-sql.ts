import { type SQL, sql } from 'drizzle-orm';
import { type CampaignClass, exclusionReasons } from '../../domain/audience.ts';
import type { CapInForce } from '../../domain/campaign-cap.ts';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import { isListVariable } from '../../domain/recipient-lists.ts';
import type { TextShape } from '../../domain/text-shape.ts';
import { advertisingSince } from './advertising-had.ts';
import { type AudienceQuery, recipientsSql } from './audience-sql.ts';
import { ofNoCustomer, type VariableSql, variablesSql } from './audience-variables.ts';
import { textArray } from './revisions.ts';

/** What an audience is counted by: the statements of `audience-summary.ts`. */
export type SummaryInput = {
  audiences: AudienceQuery[];
  class: CampaignClass;
  text: TextShape;
  limits: { maxLength: number; maxSegments: number };
  cap: CapInForce | null;
  /** Persons born after this date get no advertising. */
  adultBornBy: IsoDate;
  today: IsoDate;
  now: Instant;
};

/** One selection with one text a customer at most. */
export function isOneTextEach({ audiences }: SummaryInput): boolean {
  return audiences.length === 1 && audiences.every(({ filter: { charge } }) => charge === null || charge.perCustomer === 1);
}

/** Numbers that may be reached twice, found once for a statement: of several phones, or given for both purposes where both are asked. */
function sharedSql({ audiences }: SummaryInput): SQL {
  const isOnePurpose = new Set(audiences.map(({ filter }) => filter.permission)).size === 1;
  const givenForBoth = isOnePurpose ? sql`` : sql`or bool_or(billing and marketing)`;
  return sql`shared as materialized (
    select number from customer_phones where number is not null group by number having count(*) > 1 ${givenForBoth}
  )`;
}
const sharedNumbers = sql`select number from shared`;

/** Tells the texts on such a number apart. */
const sharedText = sql`hash_record_extended(row(shared_number, who, wording), 0)`;

/** A duplicate is what is left over. */
const counted = exclusionReasons.filter((reason) => reason !== 'duplicate');

/** The summary from each text on each phone; equal texts on one phone are one, whoever owns it. */
export function summarySql(input: SummaryInput): SQL {
  const included = sql`reason is null and shared_number is null`;
  const onShared = sql`reason is null and shared_number is not null`;
  const sharedTexts = sql`count(distinct ${sharedText}) filter (where ${onShared})`;
  const segments = segmentsSql(input.text, sql`characters`);
  return sql`
    with ${judgedSql(input, null)}
    select (count(*) filter (where ${included}) + ${sharedTexts})::int as count,
      ${list(counted.map((reason) => sql`coalesce(sum(copies) filter (where reason = ${reason}), 0)::int as ${sql.identifier(reason)}, `))}
      (coalesce(sum(copies) filter (where reason is null), 0) - count(*) filter (where ${included}) - ${sharedTexts})::int as duplicate,
      (coalesce(sum(${segments}) filter (where ${included}), 0)
        + coalesce(avg(${segments}) filter (where ${onShared}) * ${sharedTexts}, 0))::int as segments,
      coalesce(max(characters) filter (where reason is null or reason = 'too-long'), 0)::int as characters,
      ${longestSql} as longest
    from judged`;
}

/** The same without what numbers reached twice have again, where no text is too long; segments by the customer's average text. */
export function summaryByCustomerSql(input: SummaryInput): SQL {
  const reasons = counted.filter((reason) => reason !== 'missing-value' && reason !== 'too-long');
  return sql`
    with ${sharedSql(input)}, told as (${toldSql(input, null)}), reached as (${reachedSql(input, null)}),
    by_customer as (
      select customer_id, permission, count(*) filter (where not missing) as texts, coalesce(sum(copies) filter (where not missing), 0) as good,
        sum(copies) as copies, max(characters) as characters, avg(characters)::int as usual_characters
      from told group by customer_id, permission
    ), judged as materialized (
      select p.customer_id, p.reason, t.texts, t.good, t.copies, p.characters + t.characters as characters,
        p.characters + t.usual_characters as usual_characters
      from by_customer t join reached p on p.customer_id = t.customer_id and p.permission = t.permission offset 0
    )
    select coalesce(sum(texts) filter (where reason is null), 0)::int as count,
      ${list(reasons.map((reason) => sql`coalesce(sum(copies) filter (where reason = ${reason}), 0)::int as ${sql.identifier(reason)}, `))}
      coalesce(sum(case when reason is null then copies - good when reason = 'missing-value' then copies end), 0)::int as "missing-value",
      coalesce(sum(good - texts) filter (where reason is null), 0)::int as duplicate,
      coalesce(sum(texts * ${segmentsSql(input.text, sql`usual_characters`)}) filter (where reason is null), 0)::int as segments,
      coalesce(max(characters) filter (where reason is null), 0)::int as characters,
      ${longestSql} as longest
    from judged`;
}

/** Texts that a number would get again. */
export function repeatedOnSharedSql(input: SummaryInput): SQL {
  const owners = sql`c.id in (select customer_id from customer_phones where number in (${sharedNumbers}))`;
  return sql`with ${judgedSql(input, owners)}
    select (count(*) - count(distinct ${sharedText}))::int as repeated
    from judged where reason is null and shared_number is not null`;
}

/** Each text on each phone with the reason that keeps it from being sent. */
function judgedSql(input: SummaryInput, scope: SQL | null): SQL {
  return sql`${sharedSql(input)}, told as (${toldSql(input, scope)}), reached as (${reachedSql(input, scope)} offset 0),
    judged as materialized (
      select coalesce(p.reason, case when t.missing then 'missing-value'
          when p.characters + t.characters > ${mostCharactersOf(input)}::int then 'too-long' end) as reason,
        p.customer_id, p.shared_number, p.who, t.wording, t.copies, p.characters + t.characters as characters
      from told t join reached p on p.customer_id = t.customer_id and p.permission = t.permission offset 0
    )`;
}

type Used = TextShape['variables'][number] & { sql: VariableSql };

function usedVariables({ text, today }: SummaryInput): Used[] {
  const known = variablesSql(today);
  return text.variables.map((variable) => {
    const found = isListVariable(variable.name) ? ofNoCustomer : known[variable.name];
    if (found === undefined) throw new Error(`The database knows nothing of the variable ${variable.name}.`);
    return { ...variable, sql: found };
  });
}

/** What each customer would be told of charges, equal texts once: `wording` tells them apart, `copies` counts them. */
export function toldSql(input: SummaryInput, scope: SQL | null): SQL {
  const { audiences, now } = input;
  const used = usedVariables(input).flatMap((variable) => (variable.sql.of === 'charge' ? [{ ...variable, sql: variable.sql }] : []));
  const carry = [...new Set(used.flatMap((variable) => variable.sql.carry))];
  const recipients = audiences.map(
    (query, audience) =>
      sql`(select ${query.filter.permission}::text as permission, r.* from (${recipientsSql(query, { audience, now, carry, ...(scope !== null && { scope }) })}) r)`,
  );
  const values = used.map(({ sql: { value } }) => value);
  const lacking = used.filter((variable) => variable.default === null).map(({ sql: { value } }) => sql`${value} is null`);
  const rows = sql`from (${sql.join(recipients, sql` union all `)}) r ${used.some(({ sql: { payment } }) => payment) ? newestPayment : sql``}`;
  const columns = sql`r.customer_id, r.permission,
    ${values.length === 0 ? sql`0::bigint` : sql`hash_record_extended(row(${sql.join(values, sql`, `)}), 0)`} as wording,
    ${anyOf(lacking)} as missing, ${sql.join([sql`0`, ...used.map(partOf)], sql` + `)} as characters`;
  if (isOneTextEach(input)) return sql`select ${columns}, 1 as copies ${rows}`;
  return sql`select customer_id, permission, wording, bool_or(missing) as missing, max(characters) as characters, count(*)::int as copies
    from (select ${columns} ${rows}) as texts group by customer_id, permission, wording`;
}

/**
 * Customers with each phone given for the purpose, or one row without a phone. `reason` is why such a row is not texted, whatever the
 * charge; `shared_number` the phone where it may be reached twice; `who` what the text says of customer and unit.
 */
function reachedSql(input: SummaryInput, scope: SQL | null): SQL {
  const { audiences, text, adultBornBy } = input;
  const used = usedVariables(input).filter((variable) => variable.sql.of === 'customer');
  const values = used.map(({ sql: { value } }, index) => sql`${value} as ${sql.raw(`v${index}`)}`);
  const named = used.map((variable, index) => ({ ...variable, sql: { ...variable.sql, value: sql.raw(`v.v${index}`) } }));
  const lacking = named.filter((variable) => variable.default === null).map(({ sql: { value } }) => sql`${value} is null`);
  const house = text.house.map(
    ({ unitId, missing, characters, key }) => sql`(${unitId}::text, ${missing}::boolean, ${characters}::int, ${key}::text)`,
  );
  const noAdvertising = sql`when c.contact = 'no-marketing' then 'no-permission'
    when c.kind = 'person' and c.birth_date > ${adultBornBy}::date then 'minor'`;
  const person = sql`case when c.contact = 'deceased' then 'deceased' when c.test then 'test' ${input.class === 'marketing' ? noAdvertising : sql``} end`;
  const permissions = [...new Set(audiences.map(({ filter }) => filter.permission))];
  const reached = permissions.map(
    (permission) => sql`
      select c.id as customer_id, ${permission}::text as permission,
        coalesce(${person}, case
          when ph.customer_id is null then 'no-permission'
          when ph.kind = 'unusable' then 'bad-number'
          when ph.kind = 'landline' then 'landline'
          when ${refusedSql(input)} then 'opted-out'
          when ${cappedSql(input)} then 'cap'
          when h.missing or ${anyOf(lacking)} then 'missing-value' end) as reason,
        case when ph.number in (${sharedNumbers}) then ph.number end as shared_number,
        concat_ws('|', ${sql.join([sql`h.house_key`, ...named.map(({ sql: { value } }) => value)], sql`, `)}) as who,
        ${sql.join([sql`${text.characters}::int + h.characters`, ...named.map(partOf)], sql` + `)} as characters
      from customers c
      join (values ${sql.join(house, sql`, `)}) as h (unit_id, missing, characters, house_key) on h.unit_id = c.unit_id
      ${values.length === 0 ? sql`` : sql`cross join lateral (select ${sql.join(values, sql`, `)} offset 0) v`}
      left join customer_phones ph on ph.customer_id = c.id and ${sql.raw(`ph.${permission}`)} and ${person} is null
      where ${scope ?? sql`true`}`,
  );
  return sql.join(reached, sql` union all `);
}

/** Hashed once for all phones: few say no. */
function refusedSql({ class: campaignClass }: SummaryInput): SQL {
  const scopes = campaignClass === 'marketing' ? ['all', 'marketing'] : ['all'];
  return sql`(ph.number in (
      select phone from opt_outs where scope = any(${textArray(scopes)}) or (scope = 'wrong-person' and customer_id is null))
    or (ph.number, c.id) in (select phone, customer_id from opt_outs where scope = 'wrong-person' and customer_id is not null))`;
}

/** Who has had enough advertising already; what the campaign itself adds is settled when its audience is frozen. */
function cappedSql({ cap }: SummaryInput): SQL {
  if (cap === null) return sql`false`;
  const { since, perCustomer, perPhone } = cap;
  const having = (column: string, most: number) =>
    sql`select ${sql.raw(column)} from messages m where ${advertisingSince(since)} and ${sql.raw(column)} is not null
      group by ${sql.raw(column)} having count(*) >= ${most}::int`;
  return sql`(ph.number in (${having('m.address', perPhone)}) or c.id in (${having('m.customer_id', perCustomer)}))`;
}

function partOf({ times, default: otherwise, shortened, sql: { value, characters } }: Used): SQL {
  const shown =
    shortened === undefined ? characters(value) : sql`case when ${value} ~* ${aLink} then ${shortened}::int else ${characters(value)} end`;
  return sql`${times}::int * coalesce(case when ${value} is not null then ${shown} end, ${otherwise?.length ?? 0}::int)`;
}

/** As `targetOf` reads it, as far as that shows from the beginning. */
const aLink = '^(https?://|www\\.)\\S';

function anyOf(conditions: SQL[]): SQL {
  return sql`(${sql.join([sql`false`, ...conditions], sql` or `)})`;
}

/** The most characters that a text may have. */
export function mostCharactersOf({ text, limits: { maxLength, maxSegments } }: SummaryInput): number {
  const { wide, characters, septets, counting } = text;
  if (counting === 'one') return maxLength;
  const [alone, joined] = wide ? [70, 67] : [160, 153];
  const room = maxSegments === 1 ? alone : joined * maxSegments;
  return Math.min(maxLength, wide ? room : room - (septets - characters));
}

function segmentsSql({ wide, characters, septets, counting }: TextShape, length: SQL): SQL {
  if (counting === 'one') return sql`1`;
  const [alone, joined] = wide ? [70, 67] : [160, 153];
  const sized = sql`(${length} + ${wide ? 0 : septets - characters}::int)`;
  return sql`(case when ${sized} <= ${alone}::int then 1 else (${sized} + ${joined - 1}::int) / ${joined}::int end)`;
}

const newestPayment = sql`left join payments p on p.charge_id = r.charge_id and p.reversed_at is null and not exists (
    select 1 from payments n
    where n.charge_id = p.charge_id and n.reversed_at is null and (n.learned_at, n.id) > (p.learned_at, p.id))`;

const longestSql = sql`(select array_agg(customer_id order by characters desc) from (
    select customer_id, max(characters) as characters from (
      select customer_id, characters from judged where reason is null order by characters desc limit 60) as texts
    group by customer_id order by characters desc limit 20) as customers)`;

function list(pieces: SQL[]): SQL {
  return sql.join(pieces, sql``);
}
