import { sql } from 'drizzle-orm';
import { erasedWord } from '../../domain/erased.ts';
import { mayMean } from '../../domain/typed-search.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

/** Lists that are looked through by what people type, and the parts of a filter in which they type it. */
const searched = ['charge', 'customer', 'message', 'reply'];
const typedParts = ['q', 'phone'];

/**
 * Takes out of the audit what somebody typed to find the person when a table was taken along; who took which table, when and by which
 * choices stays. To be asked while the person's names and phones are still known: those of before are read in the audit itself.
 */
export async function eraseSearches(tx: Executor, customerId: string): Promise<void> {
  const identity = await identityOf(tx, customerId);
  const taken = await tx.execute<{ id: string; typed: string }>(sql`
    select id::text, concat_ws(' ', after ->> 'q', after ->> 'phone') as typed from audit
    where entity = any(${textArray(searched)}) and entity_id = 'csv' and after ?| ${textArray(typedParts)}`);
  const meant = taken.filter(({ typed }) => mayMean(typed, identity)).map(({ id }) => id);
  if (meant.length === 0) return;
  await tx.execute(sql`
    update audit set after = after || (
      select jsonb_object_agg(part, ${erasedWord}::text) from unnest(${textArray(typedParts)}) as part where after ? part)
    where id = any(${`{${meant.join(',')}}`}::bigint[])`);
}

/** Everything by which the person can be, or could once be, looked for. */
async function identityOf(tx: Executor, customerId: string): Promise<string[]> {
  const rows = await tx.execute<{ value: string }>(sql`
    select unnest(array[name, trade_name, tax_id, login, email]) as value from customers where id = ${customerId}
    union
    select unnest(array[raw, number]) from customer_phones where customer_id = ${customerId}
    union
    select jsonb_path_query(
      jsonb_build_array(said.v -> 'name', said.v -> 'tradeName', said.v -> 'taxId', said.v -> 'login', said.v -> 'email',
        jsonb_path_query_array(said.v, '$.phones[*].number')),
      '$.** ? (@.type() == "string")') #>> '{}'
    from audit a, lateral (values (a.before), (a.after)) as said (v)
    where a.entity = 'customer' and a.entity_id = ${customerId} and jsonb_typeof(said.v) = 'object'`);
  return rows.map(({ value }) => value).filter((value) => value !== null);
}
