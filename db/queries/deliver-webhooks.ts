import type { Instant } from '../../domain/instants.ts';
import type { Sql } from '../client.ts';

/** A webhook as its calls need it. Secrets are sealed. */
export type WebhookToCall = { id: string; url: string; secrets: string[] };

/** Null when it is gone, or switched off. */
export async function readWebhookToCall(sql: Sql, { webhookId, now }: { webhookId: string; now: Instant }): Promise<WebhookToCall | null> {
  const [row] = await sql<{ url: string; secret: string; previous: string | null }[]>`
    select url, secret, case when previous_secret_until > ${now} then previous_secret end as previous
    from webhooks where id = ${webhookId} and enabled`;
  if (row === undefined) return null;
  return { id: webhookId, url: row.url, secrets: [row.secret, ...(row.previous === null ? [] : [row.previous])] };
}

/** When a webhook is to be called next: its earliest pending delivery, and not before its rest is over. */
export async function readWebhookWork(
  sql: Sql,
  webhookId: string,
): Promise<{ enabled: boolean; restUntil: Instant | null; nextAt: Instant | null } | null> {
  const [row] = await sql<{ enabled: boolean; rest_until: string | null; next_at: string | null }[]>`
    select enabled, rest_until, (
      select min(next_attempt_at) from webhook_deliveries where webhook_id = w.id and state = 'pending') as next_at
    from webhooks w where id = ${webhookId}`;
  if (row === undefined) return null;
  return { enabled: row.enabled, restUntil: instantOrNull(row.rest_until), nextAt: instantOrNull(row.next_at) };
}

export type ClaimedDelivery = {
  id: number;
  eventId: string;
  type: string;
  data: Record<string, unknown>;
  attempts: number;
  giveUpAt: Instant;
  createdAt: Instant;
  /** Rounds in a row in which the address did not answer. */
  unanswered: number;
};

/**
 * Takes one due delivery; until `callUntil` nobody else does. One whose days are over is given up on the way. Null when nothing is due,
 * or the webhook rests.
 */
export async function claimDelivery(
  sql: Sql,
  { webhookId, now, callUntil }: { webhookId: string; now: Instant; callUntil: Instant },
): Promise<ClaimedDelivery | null> {
  for (;;) {
    const [row] = await sql<{ delivery: string; state: string }[]>`
      with due as (
        select d.id, w.unanswered from webhook_deliveries d join webhooks w on w.id = d.webhook_id
        where d.webhook_id = ${webhookId} and d.state = 'pending' and d.next_attempt_at <= ${now}
          and w.enabled and (w.rest_until is null or w.rest_until <= ${now})
        order by d.next_attempt_at, d.id limit 1 for update of d skip locked
      )
      update webhook_deliveries d set
        state = case when give_up_at <= ${now} then 'failed' else 'pending' end,
        attempts = attempts + case when give_up_at <= ${now} then 0 else 1 end,
        next_attempt_at = ${callUntil}
      from due where d.id = due.id
      returning d.state, json_build_object('id', d.id, 'eventId', d.event_id, 'type', d.type, 'data', d.data, 'attempts', d.attempts,
        'giveUpAt', d.give_up_at, 'createdAt', d.created_at, 'unanswered', due.unanswered)::text as delivery`;
    if (row === undefined) return null;
    if (row.state === 'failed') continue;
    const delivery: ClaimedDelivery = JSON.parse(row.delivery);
    return { ...delivery, giveUpAt: instant(delivery.giveUpAt), createdAt: instant(delivery.createdAt) };
  }
}

/** The receiver took it: whatever was wrong with the webhook is over. */
export async function settleDelivered(
  sql: Sql,
  { id, webhookId, status, now }: { id: number; webhookId: string; status: number; now: Instant },
): Promise<void> {
  await sql`
    with taken as (
      update webhook_deliveries set state = 'delivered', delivered_at = ${now}, status = ${status}, fault = null where id = ${id}
    ), answered as (
      update webhooks set unanswered = 0, rest_until = null where id = ${webhookId} and unanswered > 0
    )
    update alerts set cleared_at = ${now} where key = ${`webhook:${webhookId}`} and cleared_at is null`;
}

export type FailedDelivery = {
  id: number;
  webhookId: string;
  status: number | null;
  fault: string;
  /** Null: given up. */
  retryAt: Instant | null;
  /** The address did not answer at all, and is left in peace until then. */
  restUntil: Instant | null;
  /** The receiver said that it is gone for good: the webhook is switched off. */
  gone: boolean;
  /** Whether it is time for a person to know. */
  alert: boolean;
  now: Instant;
};

/** The receiver did not take it: tried again later, or given up and listed. */
export async function settleFailed(sql: Sql, failed: FailedDelivery): Promise<void> {
  const { id, webhookId, status, fault, retryAt, restUntil, gone, alert, now } = failed;
  await sql`
    with kept as (
      update webhook_deliveries set state = ${retryAt === null ? 'failed' : 'pending'}, next_attempt_at = ${retryAt ?? now}, status = ${status}, fault = ${fault}
      where id = ${id}
    ), rested as (
      update webhooks set enabled = enabled and not ${gone},
        -- calls under way together count once
        unanswered = unanswered + case when ${restUntil !== null} and (rest_until is null or rest_until <= ${now}) then 1 else 0 end,
        rest_until = greatest(rest_until, ${restUntil}::timestamptz)
      where id = ${webhookId} and (${gone} or ${restUntil !== null})
    )
    insert into alerts (key, kind, subject, detail, raised_at)
    select ${`webhook:${webhookId}`}, ${gone ? 'webhook-gone' : 'webhook-failing'}, ${webhookId}, jsonb_build_object('status', ${status}::int, 'reason', ${fault}::text), ${now}::timestamptz
    where ${alert || gone}
    on conflict (key) where cleared_at is null do nothing`;
}

/** Leaves a webhook in peace because of something on our side, and tells a person. */
export async function restWebhook(
  sql: Sql,
  { webhookId, restUntil, reason, now }: { webhookId: string; restUntil: Instant; reason: string; now: Instant },
): Promise<void> {
  await sql`
    with rested as (update webhooks set rest_until = ${restUntil} where id = ${webhookId})
    insert into alerts (key, kind, subject, detail, raised_at)
    values (${`webhook:${webhookId}`}, 'webhook-failing', ${webhookId}, jsonb_build_object('reason', ${reason}::text), ${now})
    on conflict (key) where cleared_at is null do nothing`;
}

/** Forgets deliveries that were over before `before`: they may hold phones and texts. */
export async function forgetDeliveries(sql: Sql, { webhookId, before }: { webhookId: string; before: Instant }): Promise<void> {
  await sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries where webhook_id = ${webhookId} and state <> 'pending' and created_at < ${before} limit 1000)`;
}

/** Calls webhooks that have something due since `dueBefore`: their workflow was ended by hand. Gives their ids. */
export async function sweepMissedDeliveries(sql: Sql, { dueBefore, now }: { dueBefore: Instant; now: Instant }): Promise<string[]> {
  const rows = await sql<{ target: string }[]>`
    insert into outbox (kind, target, available_at, created_at)
    select 'webhook', w.id, ${now}::timestamptz, ${now}::timestamptz from webhooks w
    where w.enabled and (w.rest_until is null or w.rest_until < ${dueBefore})
      and exists (select 1 from webhook_deliveries d where d.webhook_id = w.id and d.state = 'pending' and d.next_attempt_at < ${dueBefore})
      and not exists (select 1 from outbox o where o.kind = 'webhook' and o.target = w.id)
    returning target`;
  return rows.map(({ target }) => target);
}

function instant(text: string): Instant {
  return new Date(text).toISOString();
}

function instantOrNull(text: string | null): Instant | null {
  return text === null ? null : instant(text);
}
