import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';

/** What people answered to a campaign. */
export type CampaignAnswers = { replies: number; optOuts: number; wrongPersons: number };

/**
 * Whether the message of this number (joined as `messages`) is a text of the campaign. The range of their numbers bounds the look: a
 * campaign is written in one go.
 */
export function answersCampaign(messageId: SQLWrapper, campaignId: string): SQL {
  const numbers = (which: 'min' | 'max') => sql`(select ${sql.raw(which)}(id) from messages where campaign_id = ${campaignId})`;
  return sql`${messageId} between ${numbers('min')} and ${numbers('max')} and messages.campaign_id = ${campaignId}`;
}

/** Counts the replies to a campaign's texts. */
export async function countAnswers(db: Executor, campaignId: string): Promise<CampaignAnswers> {
  const [row] = await db.execute<CampaignAnswers>(sql`
    select count(*)::int as replies, (count(*) filter (where r.intent = 'opt-out'))::int as "optOuts",
      (count(*) filter (where r.intent = 'wrong-person'))::int as "wrongPersons"
    from replies r join messages on messages.id = r.message_id
    where ${answersCampaign(sql`r.message_id`, campaignId)}`);
  return row ?? { replies: 0, optOuts: 0, wrongPersons: 0 };
}
