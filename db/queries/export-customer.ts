import { and, asc, eq, getTableColumns, inArray, or } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import {
  audit,
  campaignEntries,
  charges,
  customerPhones,
  exemptions,
  holds,
  messageEvents,
  messages,
  milestones,
  optOuts,
  payments,
  proofs,
  recipientListRows,
  recipientLists,
  replies,
  restorations,
  shadowNotices,
  shortLinks,
  stepOverrides,
  steps,
} from '../schema/index.ts';

const { sourceView: _view, ...ofCharge } = getTableColumns(charges);
const { claimedBy: _claimedBy, leaseUntil: _lease, ...ofMessage } = getTableColumns(messages);

/** Everything that is kept of a person beside the customer itself, each kind oldest first. Secrets are not among it. */
export async function readCustomerExport(db: Executor, customerId: string) {
  const owned = await db.select(ofCharge).from(charges).where(eq(charges.customerId, customerId)).orderBy(asc(charges.createdAt));
  const chargeIds = owned.map(({ id }) => id);
  const phones = await db.select({ number: customerPhones.number }).from(customerPhones).where(eq(customerPhones.customerId, customerId));
  const numbers = phones.flatMap(({ number }) => number ?? []);
  const sent = await db.select(ofMessage).from(messages).where(eq(messages.customerId, customerId)).orderBy(asc(messages.id));
  const scope = <T extends typeof holds | typeof exemptions>(table: T) =>
    or(eq(table.customerId, customerId), inArray(table.chargeId, chargeIds));
  return {
    charges: owned,
    payments: await db.select().from(payments).where(inArray(payments.chargeId, chargeIds)).orderBy(asc(payments.learnedAt)),
    steps: await db.select().from(steps).where(inArray(steps.chargeId, chargeIds)).orderBy(asc(steps.id)),
    stepOverrides: await db.select().from(stepOverrides).where(inArray(stepOverrides.chargeId, chargeIds)),
    proofs: await db.select().from(proofs).where(inArray(proofs.chargeId, chargeIds)).orderBy(asc(proofs.id)),
    milestones: await db.select().from(milestones).where(inArray(milestones.chargeId, chargeIds)).orderBy(asc(milestones.at)),
    restorations: await db.select().from(restorations).where(inArray(restorations.chargeId, chargeIds)).orderBy(asc(restorations.id)),
    holds: await db.select().from(holds).where(scope(holds)).orderBy(asc(holds.createdAt)),
    exemptions: await db.select().from(exemptions).where(scope(exemptions)).orderBy(asc(exemptions.createdAt)),
    messages: sent,
    messageEvents: await eventsOf(
      db,
      sent.map(({ id }) => id),
    ),
    shortLinks: await linksOf(
      db,
      sent.map(({ id }) => id),
    ),
    watchedTexts: await db.select().from(shadowNotices).where(inArray(shadowNotices.chargeId, chargeIds)).orderBy(asc(shadowNotices.id)),
    campaignEntries: await db
      .select({
        campaignId: campaignEntries.campaignId,
        chargeId: campaignEntries.chargeId,
        phone: campaignEntries.phone,
        reason: campaignEntries.reason,
        detail: campaignEntries.detail,
        own: campaignEntries.own,
      })
      .from(campaignEntries)
      .where(eq(campaignEntries.customerId, customerId)),
    lists: await db
      .select({ listId: recipientLists.id, name: recipientLists.name, phone: recipientListRows.phone, own: recipientListRows.own })
      .from(recipientListRows)
      .innerJoin(recipientLists, eq(recipientLists.id, recipientListRows.listId))
      .where(inArray(recipientListRows.phone, numbers))
      .orderBy(asc(recipientLists.createdAt)),
    replies: await db.select().from(replies).where(eq(replies.customerId, customerId)).orderBy(asc(replies.id)),
    optOuts: await db
      .select()
      .from(optOuts)
      .where(or(eq(optOuts.customerId, customerId), inArray(optOuts.phone, numbers)))
      .orderBy(asc(optOuts.id)),
    changes: await db
      .select({
        at: audit.at,
        actor: audit.actor,
        action: audit.action,
        entity: audit.entity,
        entityId: audit.entityId,
        before: audit.before,
        after: audit.after,
      })
      .from(audit)
      .where(
        or(
          and(eq(audit.entity, 'customer'), eq(audit.entityId, customerId)),
          and(eq(audit.entity, 'charge'), inArray(audit.entityId, chargeIds)),
        ),
      )
      .orderBy(asc(audit.id)),
  };
}

async function linksOf(db: Executor, messageIds: number[]) {
  if (messageIds.length === 0) return [];
  const { campaignId: _campaign, place: _place, personal: _personal, ...ofLink } = getTableColumns(shortLinks);
  return db
    .select(ofLink)
    .from(shortLinks)
    .where(inArray(shortLinks.messageId, messageIds))
    .orderBy(asc(shortLinks.messageId), asc(shortLinks.place));
}

async function eventsOf(db: Executor, messageIds: number[]) {
  if (messageIds.length === 0) return [];
  return db
    .select({ messageId: messageEvents.messageId, at: messageEvents.at, state: messageEvents.state, detail: messageEvents.detail })
    .from(messageEvents)
    .where(inArray(messageEvents.messageId, messageIds))
    .orderBy(asc(messageEvents.id));
}
