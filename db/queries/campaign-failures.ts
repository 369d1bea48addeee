import { and, count, desc, eq, sql } from 'drizzle-orm';
import { type FailedState, failedStates } from '../../domain/campaign-counts.ts';
import type { Executor } from '../client.ts';
import { messages } from '../schema/index.ts';

export type CampaignFailure = { state: FailedState; reason: string | null; messages: number };

/** Written out rather than bound: only so does the planner see that the index of failed texts holds them all. */
const failed = sql`${messages.state} in (${sql.raw(failedStates.map((state) => `'${state}'`).join(', '))}) and not ${messages.superseded}`;

/** Texts of a campaign that did not arrive, by state and reason, the most first. One that was sent again counts as its newest attempt. */
export async function listCampaignFailures(db: Executor, campaignId: string): Promise<CampaignFailure[]> {
  const many = count();
  return db
    .select({ state: sql<FailedState>`${messages.state}`, reason: messages.reason, messages: many })
    .from(messages)
    .where(and(eq(messages.campaignId, campaignId), failed))
    .groupBy(messages.state, messages.reason)
    .orderBy(desc(many));
}
