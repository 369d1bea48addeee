import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Executor } from '../client.ts';
import { audit, exemptions, holds, messageEvents, messages, milestones, payments, proofs, steps } from '../schema/index.ts';
import { readActorNames } from './names.ts';

/** More changes of one charge than this are an integration gone wild; the newest are shown. */
const mostChanges = 500;

/** All that is known of what was said and done about a charge, oldest first; texts shared with other charges included. */
export async function readDossier(db: Executor, { chargeId, customerId }: { chargeId: string; customerId: string }) {
  const own = db
    .select({ id: sql<number>`coalesce(${steps.leadStepId}, ${steps.id})` })
    .from(steps)
    .where(eq(steps.chargeId, chargeId));
  const texts = await db
    .select({
      id: messages.id,
      rule: messages.rule,
      kind: messages.kind,
      address: messages.address,
      text: messages.text,
      state: messages.state,
      reason: messages.reason,
      providerId: messages.providerId,
      generation: messages.generation,
    })
    .from(messages)
    .where(or(eq(messages.chargeId, chargeId), inArray(messages.stepId, own)))
    .orderBy(asc(messages.id));
  const ids = texts.map(({ id }) => id);
  const events =
    ids.length === 0
      ? []
      : await db
          .select({ messageId: messageEvents.messageId, at: messageEvents.at, state: messageEvents.state, detail: messageEvents.detail })
          .from(messageEvents)
          .where(inArray(messageEvents.messageId, ids))
          .orderBy(asc(messageEvents.id));
  const scope = <T extends typeof holds | typeof exemptions>(table: T) =>
    or(eq(table.chargeId, chargeId), eq(table.customerId, customerId));
  const changes = await db
    .select({ at: audit.at, actor: audit.actor, action: audit.action })
    .from(audit)
    .where(and(eq(audit.entity, 'charge'), eq(audit.entityId, chargeId)))
    .orderBy(desc(audit.id))
    .limit(mostChanges);
  const proven = await db.select().from(proofs).where(eq(proofs.chargeId, chargeId)).orderBy(asc(proofs.at));
  const held = await db.select().from(holds).where(scope(holds)).orderBy(asc(holds.from));
  const exempted = await db.select().from(exemptions).where(scope(exemptions)).orderBy(asc(exemptions.from));
  const reached = await db.select().from(milestones).where(eq(milestones.chargeId, chargeId)).orderBy(asc(milestones.at));
  const actors = [
    ...changes.map(({ actor }) => actor),
    ...[...proven, ...reached].map(({ recordedBy }) => recordedBy),
    ...[...held, ...exempted].map(({ createdBy }) => createdBy),
  ];
  return {
    texts: texts.map((text) => ({ ...text, events: events.filter(({ messageId }) => messageId === text.id) })),
    payments: await db.select().from(payments).where(eq(payments.chargeId, chargeId)).orderBy(asc(payments.learnedAt)),
    proofs: proven,
    milestones: reached,
    holds: held,
    exemptions: exempted,
    changes: changes.reverse(),
    names: await readActorNames(db, actors),
  };
}

export type Dossier = Awaited<ReturnType<typeof readDossier>>;
