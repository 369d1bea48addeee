import { sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import type { Page, PageRequest } from './paging.ts';
import { pageOf } from './paging.ts';

/** A number that so many customers share is a filler or an office's, and whoever answers it is texted for all of them. */
const sharedByMost = 5;

export type SuspectPhone = { phone: string; customers: number; customerIds: string[] };

/** Phones of more than five customers who were not removed, in the order of the numbers, with the first ten customers of each. */
export async function listSuspectPhones(db: Executor, page: PageRequest): Promise<Page<SuspectPhone>> {
  const rows = await db.execute<SuspectPhone>(sql`
    select phone, customers, (
      select array_agg(first.id order by first.id) from (
        select u.id from customer_phones ph join customers u on u.id = ph.customer_id
        where ph.number = shared.phone and u.status <> 'removed' order by u.id limit 10) as first) as "customerIds"
    from (
      select ph.number as phone, count(*)::int as customers
      from customer_phones ph join customers u on u.id = ph.customer_id
      where ph.number in (
          select number from customer_phones where number is not null and number > ${page.after?.id ?? ''}
          group by number having count(*) > ${sharedByMost})
        and u.status <> 'removed'
      group by ph.number having count(*) > ${sharedByMost}
      order by ph.number limit ${page.limit + 1}) as shared
    order by phone`);
  return pageOf(
    [...rows],
    page.limit,
    ({ phone }) => ({ key: '', id: phone }),
    (row) => row,
  );
}
