import type { Sql } from '../client.ts';

/** Channel on which senders hear which gateway has something due. */
export const dueChannel = 'regua_due';

/** Lets every sender look for what is due on these gateways now. */
export async function tellDue(sql: Sql, gatewayIds: string[]): Promise<void> {
  await sql`select pg_notify(${dueChannel}, id) from unnest(${gatewayIds}::text[]) as id`;
}
