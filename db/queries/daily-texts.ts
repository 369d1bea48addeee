import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

export type DailyTextsAsked = {
  customerId: string;
  addresses: string[];
  from: Instant;
  until: Instant;
  /** Steps that are being decided: their own texts do not count. */
  butSteps: number[];
};

/** Of what goes to a customer or a phone so many newest are looked at: a cap is far below. */
const newest = 60;

/** Automatic texts of a local day: how many steps of the customer have one, and how many each address gets. Waiting ones count. */
export async function countDailyTexts(
  tx: Executor,
  { customerId, addresses, from, until, butSteps }: DailyTextsAsked,
): Promise<{ ofCustomer: number; byAddress: Map<string, number> }> {
  const counts = sql`
    m.kind in ('notice', 'birthday') and m.state in ('queued', 'sending', 'accepted', 'delivered', 'undelivered', 'unknown')
    and m.not_before >= ${from} and m.not_before < ${until}
    and (m.step_id is null or not m.step_id = any(${`{${butSteps.join(',')}}`}::bigint[]))`;
  const rows = await tx.execute<{ address: string | null; count: number }>(sql`
    select null as address, count(distinct coalesce(m.step_id, -m.id))::int as count
    from (select * from messages where customer_id = ${customerId} order by id desc limit ${newest}) as m where ${counts}
    union all
    select a.address, (
      select count(*)::int from (select * from messages where address = a.address order by id desc limit ${newest}) as m where ${counts})
    from unnest(${textArray(addresses)}) as a (address)`);
  return {
    ofCustomer: rows.find(({ address }) => address === null)?.count ?? 0,
    byAddress: new Map(rows.flatMap(({ address, count }) => (address === null ? [] : [[address, count] as const]))),
  };
}
