import { type SQL, sql } from 'drizzle-orm';
import type { IsoDate } from '../../domain/instants.ts';
import type { ChargeColumn } from './audience-sql.ts';

/** What the database itself can say of a variable. */
export type VariableSql = {
  /** Over a customer `c`, or the carried columns `r` of a charge and a payment `p`; null where missing, equal where texts are equal. */
  value: SQL;
  /** How many characters a value has that is not missing. */
  characters: (value: SQL) => SQL;
} & ({ of: 'customer' } | { of: 'charge'; carry: readonly ChargeColumn[]; payment: boolean });

/** The variables of customer and charge; those of the unit are worked out per unit, outside the database. */
export function variablesSql(today: IsoDate): Readonly<Record<string, VariableSql>> {
  const discounted = sql`(case when r.discounted_amount_cents is not null and ${today}::date <= coalesce(r.discount_until, r.due_date)
    then r.discounted_amount_cents else r.amount_cents end)`;
  const discount = ['due_date', 'amount_cents', 'discounted_amount_cents', 'discount_until'] as const;
  const paidCents = sql`(select coalesce(sum(paid.paid_amount_cents), 0) from payments paid
    where paid.charge_id = r.charge_id and paid.reversed_at is null)`;
  const open = sql`greatest(0, r.amount_cents - ${paidCents})`;
  return {
    CLI_NAME: ofCustomer(sql`case when c.kind = 'company' then ${wholeName} else split_part(btrim(c.name), ' ', 1) end`),
    CLI_NAME_L: ofCustomer(sql`case when c.kind = 'company' then ${wholeName} else ${surname} end`),
    CLI_NAME_FULL: ofCustomer(wholeName),
    CLI_USER: ofCustomer(sql`nullif(btrim(c.login), '')`),
    COB_CODE: written('code'),
    COB_NUM_DOC: written('document_number'),
    COB_VAL_DOC: ofCharge(sql`r.amount_cents`, reaisCharacters, ['amount_cents']),
    COB_VAL_PAG: ofPayment(sql`p.paid_amount_cents`, reaisCharacters),
    COB_VAL_DISC: ofCharge(discounted, reaisCharacters, discount),
    ...dateParts('COB_DATE_VENC', sql`r.due_date`, (value, characters) => ofCharge(value, characters, ['due_date'])),
    ...dateParts('COB_DATE_PAG', sql`p.paid_on`, ofPayment),
    COB_PIX: written('pix_code'),
    COB_LINHA: written('digitable_line'),
    COB_LINK: written('payment_url'),
    COB_QTD: ofCharge(sql`case when r.charge_id is not null then 1 end`, () => sql`1`, []),
    COB_VAL_TOTAL: ofCharge(open, reaisCharacters, ['amount_cents']),
    COB_VAL_ABERTO: ofCharge(open, reaisCharacters, ['amount_cents']),
    COB_VAL_ATUAL: ofCharge(sql`coalesce(r.current_amount_cents, greatest(0, ${discounted} - ${paidCents}))`, reaisCharacters, [
      ...discount,
      'current_amount_cents',
    ]),
    // By the printed date: charges due on two days of one weekend are told apart though their texts agree.
    COB_DIAS_ATRASO: ofCharge(sql`greatest(0, ${today}::date - r.due_date)`, (days) => sql`char_length((${days})::text)`, ['due_date']),
  };
}

/** As `customerNames` reads them: a company by its trade name, else its name. */
const wholeName = sql`case when c.kind = 'company' then coalesce(nullif(btrim(c.trade_name), ''), btrim(c.name)) else btrim(c.name) end`;

const particles = '(?:de|da|do|dos|das|e)';
const suffixes = '(?:j[uú]nior|jr\\.?|filh[oa]|net[oa]|sobrinh[oa]|segundo)';
/** As `customerNames` reads it: the last word that is no particle, with the word before it when it is a suffix (`dos Santos Neto`). */
const surname = sql`(select case
      when rest ~* ${`^${particles}$`} then null
      when rest ~* ${`(^|\\s)(?!${particles}\\s)\\S+\\s+${suffixes}$`} then substring(rest from '\\S+\\s+\\S+$')
      else substring(rest from '\\S+$') end
    from (select regexp_replace(substring(btrim(c.name) from '^\\S+\\s+(.*)$'), ${`(\\s+${particles})+$`}, '', 'i') as rest) as words)`;

/** What a column of a list says of a customer who was selected otherwise: nothing. */
export const ofNoCustomer: VariableSql = { of: 'customer', value: sql`null::text`, characters: lengthOf };

function ofCustomer(value: SQL): VariableSql {
  return { of: 'customer', value: sql`lower(${value})`, characters: lengthOf };
}

function written(column: ChargeColumn): VariableSql {
  return ofCharge(sql`nullif(btrim(r.${sql.identifier(column)}), '')`, lengthOf, [column]);
}

function ofCharge(value: SQL, characters: VariableSql['characters'], carry: readonly ChargeColumn[]): VariableSql {
  return { of: 'charge', value, characters, carry, payment: false };
}

function ofPayment(value: SQL, characters: VariableSql['characters']): VariableSql {
  return { of: 'charge', value, characters, carry: [], payment: true };
}

function dateParts(name: string, date: SQL, of: (value: SQL, characters: VariableSql['characters']) => VariableSql) {
  return {
    [name]: of(date, () => sql`10`),
    [`${name}_Y`]: of(sql`extract(year from ${date})::int`, () => sql`4`),
    [`${name}_M`]: of(sql`extract(month from ${date})::int`, (month) => sql`('{7,9,5,5,4,5,5,6,8,7,8,8}'::int[])[${month}]`),
    [`${name}_D`]: of(sql`extract(day from ${date})::int`, () => sql`2`),
  };
}

function lengthOf(value: SQL): SQL {
  return sql`char_length(${value})`;
}

/** `R$1.234,56`: two letters, a comma, two decimals, and a point for each three of the others. */
function reaisCharacters(cents: SQL): SQL {
  return sql`case when ${cents} < 1000 then 6 when ${cents} < 10000 then 7 when ${cents} < 100000 then 8 when ${cents} < 1000000 then 10
    when ${cents} < 10000000 then 11 when ${cents} < 100000000 then 12 when ${cents} < 1000000000 then 14 else 15 end`;
}
