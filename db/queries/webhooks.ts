import { eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { webhooks } from '../schema/index.ts';
import { clearAlert } from './alerts.ts';
import { pushOutbox } from './outbox.ts';
import { byNewest, type Page, type PageRequest, pageOfNewest } from './paging.ts';

export type WebhookFields = { url: string; events: string[]; detail: 'ids' | 'full'; enabled: boolean };

export type Webhook = WebhookFields & {
  id: string;
  previousSecretUntil: Instant | null;
  unanswered: number;
  restUntil: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};

const shown = {
  id: webhooks.id,
  url: webhooks.url,
  events: webhooks.events,
  detail: webhooks.detail,
  enabled: webhooks.enabled,
  previousSecretUntil: webhooks.previousSecretUntil,
  unanswered: webhooks.unanswered,
  restUntil: webhooks.restUntil,
  createdAt: webhooks.createdAt,
  updatedAt: webhooks.updatedAt,
};

/** Webhooks, newest first; their secrets stay in the database. */
export async function listWebhooks(db: Executor, page: PageRequest): Promise<Page<Webhook>> {
  const { order, start } = byNewest(webhooks.createdAt, webhooks.id, page.after);
  const rows = await db
    .select(shown)
    .from(webhooks)
    .where(start)
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOfNewest(rows, page.limit);
}

/** A webhook, locked until the transaction ends; null when there is none of that id. */
export async function lockWebhook(tx: Executor, id: string): Promise<Webhook | null> {
  return (await tx.select(shown).from(webhooks).where(eq(webhooks.id, id)).for('update'))[0] ?? null;
}

/** A new webhook with its sealed secret. */
export async function insertWebhook(
  tx: Executor,
  { now, ...row }: WebhookFields & { id: string; secret: string; now: Instant },
): Promise<void> {
  await tx.insert(webhooks).values({ ...row, createdAt: now, updatedAt: now });
}

/** Replaces a webhook's fields. Whoever saves has looked: it is called at once, however long it did not answer. */
export async function updateWebhook(tx: Executor, { id, now, ...fields }: WebhookFields & { id: string; now: Instant }): Promise<void> {
  await tx
    .update(webhooks)
    .set({ ...fields, unanswered: 0, restUntil: null, updatedAt: now })
    .where(eq(webhooks.id, id));
  await clearAlert(tx, `webhook:${id}`, now);
  await pushOutbox(tx, 'webhook', [id], now);
}

/** Puts a new secret in front; the one before signs too until `previousUntil`. */
export async function replaceWebhookSecret(
  tx: Executor,
  { id, secret, previousUntil, now }: { id: string; secret: string; previousUntil: Instant; now: Instant },
): Promise<void> {
  await tx
    .update(webhooks)
    .set({ secret, previousSecret: sql`${webhooks.secret}`, previousSecretUntil: previousUntil, updatedAt: now })
    .where(eq(webhooks.id, id));
}

/** Removes a webhook with its deliveries. */
export async function deleteWebhook(tx: Executor, id: string, now: Instant): Promise<void> {
  await tx.delete(webhooks).where(eq(webhooks.id, id));
  await clearAlert(tx, `webhook:${id}`, now);
}
