import { sql } from 'drizzle-orm';
import type { CampaignClass } from '../../domain/audience.ts';
import { type CapInForce, isCapped, type TextsHad } from '../../domain/campaign-cap.ts';
import type { Executor } from '../client.ts';
import { loadAdvertisingHad } from './advertising-had.ts';
import { textArray } from './revisions.ts';

type Wish = { phone: string; scope: string; customerId: string | null };

export type Refusals = {
  refusalOf(phone: string, customerId: string | null): 'opted-out' | 'cap' | null;
  /** Advertising so far; nothing where no cap is in force. */
  had: TextsHad;
};

const nothing: TextsHad = { ofPhone: () => 0, ofCustomer: () => 0 };

/** Which of these phones get no text of a class: because somebody asked so, or has had enough advertising. */
export async function loadRefusals(
  db: Executor,
  {
    phones,
    customerIds,
    class: campaignClass,
    cap,
  }: { phones: string[]; customerIds: string[]; class: CampaignClass; cap: CapInForce | null },
): Promise<Refusals> {
  const had = cap === null ? nothing : await loadAdvertisingHad(db, { phones, customerIds, since: cap.since });
  const rows = await db.execute<Wish>(sql`
    select phone, scope, customer_id as "customerId" from opt_outs where phone = any(${textArray(phones)})`);
  const byPhone = new Map<string, Wish[]>();
  for (const row of rows) byPhone.set(row.phone, [...(byPhone.get(row.phone) ?? []), row]);
  const refusalOf = (phone: string, customerId: string | null) => {
    const refused = byPhone
      .get(phone)
      ?.some(({ scope, customerId: whose }) =>
        scope === 'wrong-person' ? whose === null || whose === customerId : scope === 'all' || campaignClass === 'marketing',
      );
    if (refused) return 'opted-out';
    return cap !== null && isCapped({ phone, customerId }, cap, had) ? 'cap' : null;
  };
  return { refusalOf, had };
}
