import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { ExclusionReason } from '../../domain/audience.ts';
import type { Executor } from '../client.ts';
import { campaignEntries, customers } from '../schema/index.ts';
import { numberIn, type Page, type PageRequest, pageOf } from './paging.ts';

/** Somebody who was selected and is not texted. `phone` null: it is not one phone that speaks against it. */
export type LeftOutEntry = {
  customerId: string | null;
  name: string | null;
  chargeId: string | null;
  phone: string | null;
  reason: ExclusionReason;
  /** The variable without a value. */
  detail: string | null;
};

/** Who was left out of a campaign's audience when it was frozen, in the order of the freezing. */
export async function listLeftOut(
  db: Executor,
  { campaignId, reason }: { campaignId: string; reason: ExclusionReason | undefined },
  page: PageRequest,
): Promise<Page<LeftOutEntry>> {
  const { after } = page;
  const rows = await db
    .select({
      page: campaignEntries.page,
      line: campaignEntries.line,
      customerId: campaignEntries.customerId,
      name: customers.name,
      chargeId: campaignEntries.chargeId,
      phone: campaignEntries.phone,
      reason: sql<ExclusionReason>`${campaignEntries.reason}`,
      detail: campaignEntries.detail,
    })
    .from(campaignEntries)
    .leftJoin(customers, eq(customers.id, campaignEntries.customerId))
    .where(
      and(
        eq(campaignEntries.campaignId, campaignId),
        isNotNull(campaignEntries.reason),
        reason === undefined ? undefined : eq(campaignEntries.reason, reason),
        after === null
          ? undefined
          : sql`(${campaignEntries.page}, ${campaignEntries.line}) > (${numberIn(after.key, { digits: 9 })}::int, ${numberIn(after.id, { digits: 9 })}::int)`,
      ),
    )
    .orderBy(asc(campaignEntries.page), asc(campaignEntries.line))
    .limit(page.limit + 1);
  return pageOf(
    rows,
    page.limit,
    (row) => ({ key: String(row.page), id: String(row.line) }),
    ({ page: _page, line: _line, ...entry }) => entry,
  );
}
