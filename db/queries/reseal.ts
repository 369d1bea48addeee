import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { customers, gateways, webhooks } from '../schema/index.ts';

/** A customer's sealed password: as it counts, and as the integration last sent it. */
export type SealedCustomer = { id: string; password: string; sent: string | null };

/** Customers with a sealed password, a page at a time in the order of their ids. */
export async function listSealedCustomers(db: Executor, { after, limit }: { after: string; limit: number }): Promise<SealedCustomer[]> {
  const rows = await db
    .select({ id: customers.id, password: customers.passwordSealed, sent: sql<string | null>`${customers.sourceView} ->> 'password'` })
    .from(customers)
    .where(and(gt(customers.id, after), isNotNull(customers.passwordSealed)))
    .orderBy(asc(customers.id))
    .limit(limit);
  return rows.flatMap(({ password, ...row }) => (password === null ? [] : [{ ...row, password }]));
}

/** New seals of the same passwords. A password that was written in between keeps its own. */
export async function resealCustomer(db: Executor, before: SealedCustomer, after: Omit<SealedCustomer, 'id'>): Promise<void> {
  await db
    .update(customers)
    .set({
      passwordSealed: after.password,
      ...(after.sent !== null && { sourceView: sql`jsonb_set(${customers.sourceView}, '{password}', to_jsonb(${after.sent}::text))` }),
    })
    .where(and(eq(customers.id, before.id), eq(customers.passwordSealed, before.password)));
}

/** Every gateway with its sealed credentials by name. */
export async function listSealedGateways(db: Executor): Promise<SealedGateway[]> {
  return db.select({ id: gateways.id, secrets: gateways.secrets }).from(gateways).orderBy(asc(gateways.id));
}

type SealedGateway = { id: string; secrets: Record<string, string> };

/** New seals for a gateway's credentials, which stay the same: nobody is told. One that was saved in between keeps its own. */
export async function resealGateway(db: Executor, before: SealedGateway, secrets: Record<string, string>): Promise<void> {
  await db
    .update(gateways)
    .set({ secrets })
    .where(and(eq(gateways.id, before.id), sql`${gateways.secrets} = ${JSON.stringify(before.secrets)}::jsonb`));
}

type SealedWebhook = { id: string; secret: string; previousSecret: string | null };

/** Every webhook with its sealed secrets. */
export async function listSealedWebhooks(db: Executor): Promise<SealedWebhook[]> {
  return db
    .select({ id: webhooks.id, secret: webhooks.secret, previousSecret: webhooks.previousSecret })
    .from(webhooks)
    .orderBy(asc(webhooks.id));
}

/** New seals of a webhook's secrets. One that was replaced in between keeps its own. */
export async function resealWebhook(db: Executor, before: SealedWebhook, after: Omit<SealedWebhook, 'id'>): Promise<void> {
  await db
    .update(webhooks)
    .set(after)
    .where(and(eq(webhooks.id, before.id), eq(webhooks.secret, before.secret)));
}
