import { sql } from 'drizzle-orm';
import type { CampaignState } from '../../domain/campaign-states.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';

/** A change of a campaign's state. `action`: what made it: `created`, `approved`, `resumed`, `resent`, or the state itself. */
export type CampaignMove = { at: Instant; action: string; state: CampaignState };

const mostMoves = 500;

/** How a campaign came to where it is, oldest first, as the audit has it. */
export async function readCampaignHistory(db: Executor, campaignId: string): Promise<CampaignMove[]> {
  const rows = await db.execute<CampaignMove>(sql`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, substr(action, 10) as action,
      coalesce(after ->> 'state', 'draft') as state
    from audit
    where entity = 'campaign' and entity_id = ${campaignId} and (action = 'campaign.created' or after ? 'state')
    order by id limit ${mostMoves}`);
  return [...rows];
}
