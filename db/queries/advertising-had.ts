import { type SQL, sql } from 'drizzle-orm';
import type { TextsHad } from '../../domain/campaign-cap.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

/** Advertising since a moment that left, may have left or is about to; the newest attempt of each. */
export function advertisingSince(since: Instant): SQL {
  return sql`m.marketing and m.created_at >= ${since}::timestamptz and not m.superseded
    and m.state in ('queued', 'sending', 'accepted', 'delivered', 'undelivered', 'unknown')`;
}

/** How much advertising these customers and phones have had since a moment, campaigns under way included. */
export async function loadAdvertisingHad(
  db: Executor,
  { phones, customerIds, since }: { phones: string[]; customerIds: string[]; since: Instant },
): Promise<TextsHad> {
  const count = async (column: 'address' | 'customer_id', values: string[]) => {
    if (values.length === 0) return new Map<string, number>();
    const rows = await db.execute<{ of: string; texts: number }>(sql`
      select m.${sql.raw(column)} as of, count(*)::int as texts from messages m
      where m.${sql.raw(column)} = any(${textArray(values)}) and ${advertisingSince(since)} group by 1`);
    return new Map(rows.map(({ of, texts }) => [of, texts]));
  };
  const [byPhone, byCustomer] = await Promise.all([count('address', phones), count('customer_id', customerIds)]);
  return { ofPhone: (phone) => byPhone.get(phone) ?? 0, ofCustomer: (id) => byCustomer.get(id) ?? 0 };
}
