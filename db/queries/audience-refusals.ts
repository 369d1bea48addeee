import { sql } from 'drizzle-orm';
import type { CampaignClass } from '../../domain/audience.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

type Wish = { phone: string; scope: string; customerId: string | null };

/** Says of these phones which get no text of a class any more, because somebody asked so. */
export async function loadRefusals(
  db: Executor,
  { phones, class: campaignClass }: { phones: string[]; class: CampaignClass },
): Promise<(phone: string, customerId: string) => 'opted-out' | null> {
  const rows = await db.execute<Wish>(sql`
    select phone, scope, customer_id as "customerId" from opt_outs where phone = any(${textArray(phones)})`);
  const byPhone = new Map<string, Wish[]>();
  for (const row of rows) byPhone.set(row.phone, [...(byPhone.get(row.phone) ?? []), row]);
  return (phone, customerId) => {
    const refused = byPhone
      .get(phone)
      ?.some(({ scope, customerId: whose }) =>
        scope === 'wrong-person' ? whose === null || whose === customerId : scope === 'all' || campaignClass === 'marketing',
      );
    return refused ? 'opted-out' : null;
  };
}
