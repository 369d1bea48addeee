import { sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { MessageState } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';

/**
 * Queues the texts of a campaign that failed once more, each linked to the attempt before, which counts no longer. The caller holds the
 * campaign locked, so that nobody sends them a third time. Gives how many.
 */
export async function requeueFailed(
  tx: Executor,
  {
    campaignId,
    states,
    gatewayId,
    sendUntil,
    now,
  }: { campaignId: string; states: MessageState[]; gatewayId: string; sendUntil: Instant; now: Instant },
): Promise<number> {
  const rows = await tx.execute(sql`
    with failed as (
      update messages set superseded = true, updated_at = ${now}
      where campaign_id = ${campaignId} and state = any(${textArray(states)}) and not superseded
      returning *
    ), queued as (
      insert into messages (kind, channel, state, priority, customer_id, charge_id, charge_status, charge_revision, payment_id, rule, address,
        generation, resend_of, gateway_id, campaign_id, campaign_place, template_id, template_version, text, segments, encoding, cost, marketing,
        planned_for, not_before, send_until, created_at, updated_at)
      select kind, channel, 'queued', priority, customer_id, charge_id, charge_status, charge_revision, payment_id, rule, address,
        generation + 1, id, ${gatewayId}, campaign_id, campaign_place, template_id, template_version, text, segments, encoding, cost, marketing,
        ${now}, ${now}, ${sendUntil}, ${now}, ${now}
      from failed order by id
      returning id, resend_of
    ), linked as (
      update short_links l set message_id = q.id from queued q where l.message_id = q.resend_of
    )
    insert into message_events (message_id, at, state, detail)
    select id, ${now}::timestamptz, 'queued', '{"reason":"resend-failed"}'::jsonb from queued returning message_id`);
  return rows.length;
}
