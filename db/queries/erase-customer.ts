import { eq, sql } from 'drizzle-orm';
import { erasedAddress, erasedWord } from '../../domain/erased.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { customers } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { eraseSearches } from './erase-searches.ts';
import { cancelUnsent } from './messages.ts';
import { raiseRevisions, textArray } from './revisions.ts';

export type Erasure =
  | { kind: 'missing' }
  /** A text is on the wire at this moment: whoever sends it needs its address. */
  | { kind: 'under-way' }
  | { kind: 'erased' | 'unchanged'; erasedAt: Instant };

type Context = { now: Instant; actor: string };
/** The person's charges, and the phones that nobody else has. */
type Person = { customerId: string; chargeIds: string[]; phones: string[] };

/**
 * Takes a person out of the records (LGPD, art. 18 VI): who it was, where it was reached and what was said. Amounts, dates, outcomes and
 * proofs of notices stay, as tax and telecom law ask (art. 16 I); so do the wishes of phones that said no. The ladder ends at once.
 */
export async function eraseCustomer(tx: Executor, customerId: string, { now, actor }: Context): Promise<Erasure> {
  const [known] = await tx
    .select({ erasedAt: customers.erasedAt })
    .from(customers)
    .where(eq(customers.id, customerId))
    .for('no key update');
  if (known === undefined) return { kind: 'missing' };
  if (known.erasedAt !== null) return { kind: 'unchanged', erasedAt: known.erasedAt };
  const person = await lockPerson(tx, customerId);
  const lying = await lockTexts(tx, person);
  if (lying.some(({ state }) => state === 'sending')) return { kind: 'under-way' };

  const ids = lying.map(({ id }) => id);
  await cancelUnsent(tx, ids, 'erased', now);
  await eraseTexts(tx, ids, now);
  await eraseWords(tx, person);
  await eraseSearches(tx, customerId);
  await eraseRecords(tx, person, now);
  await raiseRevisions(tx, { chargeIds: person.chargeIds, start: false, now });
  await writeAudit(tx, [{ at: now, actor, action: 'customer.erased', entity: 'customer', entityId: customerId }]);
  return { kind: 'erased', erasedAt: now };
}

/** Charges are locked in the order of their ids, as everybody does who changes many. */
async function lockPerson(tx: Executor, customerId: string): Promise<Person> {
  const charges = await tx.execute<{ id: string }>(sql`
    select id from charges where customer_id = ${customerId} order by id for no key update`);
  const phones = await tx.execute<{ number: string }>(sql`
    select p.number from customer_phones p where p.customer_id = ${customerId} and p.number is not null
      and not exists (select 1 from customer_phones o where o.number = p.number and o.customer_id <> p.customer_id)`);
  return { customerId, chargeIds: charges.map(({ id }) => id), phones: phones.map(({ number }) => number) };
}

/** Texts to the customer, those to the bare phones, and those that were tried out with the customer's values. */
async function lockTexts(tx: Executor, { customerId, phones }: Person): Promise<{ id: number; state: string }[]> {
  return tx.execute<{ id: number; state: string }>(sql`
    select m.id::float8 as id, m.state from messages m where m.id in (
      select id from messages where customer_id = ${customerId}
      union
      select id from messages where address = any(${textArray(phones)}) and customer_id is null
      union
      select id from messages where about_customer_id = ${customerId})
    order by m.id for update`);
}

async function eraseTexts(tx: Executor, ids: number[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  const these = sql`any(${`{${ids.join(',')}}`}::bigint[])`;
  await tx.execute(sql`
    update messages set address = ${erasedAddress.prefix} || id, text = ${erasedWord}, subject = case when subject is not null then ${erasedWord} end,
      again = false, ask_at = null, resend_after_minutes = null, updated_at = ${now}
    where id = ${these}`);
  await tx.execute(sql`update short_links set target = null where message_id = ${these} and personal`);
  // What providers answered repeats the number.
  await tx.execute(sql`
    update message_events set detail = detail - 'answer' - 'receipt' where message_id = ${these} and detail ?| array['answer', 'receipt']`);
}

/** What people wrote about the person, or the person wrote. */
async function eraseWords(tx: Executor, { customerId, chargeIds, phones }: Person): Promise<void> {
  const ofCharges = textArray(chargeIds);
  await tx.execute(sql`
    update replies set phone = ${erasedWord}, text = ${erasedWord}
    where customer_id = ${customerId} or (customer_id is null and phone = any(${textArray(phones)}))`);
  for (const table of [sql`holds`, sql`exemptions`])
    await tx.execute(sql`update ${table} set reason = ${erasedWord} where customer_id = ${customerId} or charge_id = any(${ofCharges})`);
  await tx.execute(sql`update step_overrides set reason = null where charge_id = any(${ofCharges})`);
  await tx.execute(sql`delete from shadow_notices where charge_id = any(${ofCharges})`);
  await tx.execute(sql`
    update campaign_entries set phone = null, own = null
    where customer_id = ${customerId} or (customer_id is null and phone = any(${textArray(phones)}))`);
  await tx.execute(sql`
    update opt_outs set reason = null where reason is not null and (customer_id = ${customerId} or phone = any(${textArray(phones)}))`);
  await tx.execute(sql`delete from saved_filters where query ->> 'phone' = any(${textArray(phones)})`);
  await tx.execute(sql`
    update webhook_deliveries set data = data - 'to' - 'text' - 'phone' 
    where data ->> 'customerId' = ${customerId} and data ? 'customerId' and data ?| array['to', 'text', 'phone']`);
}

async function eraseRecords(tx: Executor, { customerId, chargeIds, phones }: Person, now: Instant): Promise<void> {
  const ofCharges = textArray(chargeIds);
  await tx.execute(sql`delete from customer_phones where customer_id = ${customerId}`);
  await tx.execute(sql`delete from accesses where customer_id = ${customerId}`);
  await eraseFromLists(tx, phones);
  await tx.execute(sql`
    update customers set name = ${erasedWord}, trade_name = null, tax_id = null, login = null, password_sealed = null, status = 'removed',
      birth_date = null, plan = null, city = null, state = null, email = null, contact = 'no-marketing', source_view = null,
      erased_at = ${now}, updated_at = ${now}
    where id = ${customerId}`);
  await tx.execute(sql`
    update charges set pix_code = null, digitable_line = null, payment_url = null, source_view = null where id = any(${ofCharges})`);
  // Who changed what stays; the values that were changed go.
  await tx.execute(sql`update audit set before = null, after = null where entity = 'customer' and entity_id = ${customerId}`);
  await tx.execute(sql`
    update audit set before = before - ${links}::text[], after = after - ${links}::text[] where entity = 'charge' and entity_id = any(${ofCharges})`);
  await tx.execute(sql`
    update audit a set before = a.before - 'reason', after = a.after - 'reason'
    where (a.entity, a.entity_id) in (
      select 'hold', id from holds where customer_id = ${customerId} or charge_id = any(${ofCharges})
      union all
      select 'exemption', id from exemptions where customer_id = ${customerId} or charge_id = any(${ofCharges}))`);
}

/** Phones that uploaded lists hold, with what the lists say of them. */
async function eraseFromLists(tx: Executor, phones: string[]): Promise<void> {
  await tx.execute(sql`
    with gone as (
      delete from recipient_list_rows where phone = any(${textArray(phones)}) returning list_id
    ), counted as (
      update recipient_lists l set phones = l.phones - g.phones
      from (select list_id, count(*)::int as phones from gone group by list_id) g where l.id = g.list_id
    )
    update import_lines n set value = ${erasedWord} from imports i
    where i.list_id in (select list_id from gone) and n.import_id = i.id and n.value = any(${textArray(phones)})`);
}

const links = '{pixCode,digitableLine,paymentUrl}';
