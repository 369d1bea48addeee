import { sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';

/** What people answered to a campaign. */
export type CampaignAnswers = { replies: number; optOuts: number; wrongPersons: number };

/** Counts the replies to a campaign's texts. The range of their numbers bounds the look: a campaign is written in one go. */
export async function countAnswers(db: Executor, campaignId: string): Promise<CampaignAnswers> {
  const numbers = (which: 'min' | 'max') => sql`(select ${sql.raw(which)}(id) from messages where campaign_id = ${campaignId})`;
  const [row] = await db.execute<CampaignAnswers>(sql`
    select count(*)::int as replies, (count(*) filter (where r.intent = 'opt-out'))::int as "optOuts",
      (count(*) filter (where r.intent = 'wrong-person'))::int as "wrongPersons"
    from replies r join messages m on m.id = r.message_id
    where r.message_id between ${numbers('min')} and ${numbers('max')} and m.campaign_id = ${campaignId}`);
  return row ?? { replies: 0, optOuts: 0, wrongPersons: 0 };
}
