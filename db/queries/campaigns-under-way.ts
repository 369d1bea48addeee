import { sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';

/** Ids of campaigns that have begun and not ended, of one gateway or of all. */
export async function listCampaignsUnderWay(db: Executor, gatewayId: string | null = null): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from campaigns
    where state not in ('draft','finished','cancelled') and (${gatewayId}::text is null or gateway_id = ${gatewayId} or (routed and exists (
      select 1 from campaign_places p where p.campaign_id = campaigns.id and p.gateway_id = ${gatewayId}))) order by id`);
  return rows.map(({ id }) => id);
}

/** Names of the first campaigns that were written with a template, ended ones too: they tell what was sent. */
export async function listCampaignsOfTemplate(db: Executor, templateId: string): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select name from campaigns where template_id = ${templateId} order by created_at desc, id limit 5`);
  return rows.map(({ name }) => name);
}
