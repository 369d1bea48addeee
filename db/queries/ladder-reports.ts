import { and, asc, eq } from 'drizzle-orm';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import type { ChargeStatus, ProofChannel } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { charges, milestones, proofs } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { raiseRevisions } from './revisions.ts';

/** That the debtor was told otherwise than by our text. `dueDate` is the one that the notice spoke of. */
export type Proof = {
  number: number;
  dueDate: IsoDate;
  channel: ProofChannel;
  at: Instant;
  evidence: string | null;
  recordedBy: string;
  recordedAt: Instant;
};

/** What has happened to the line by word of the network system. */
export type Milestone = Pick<Proof, 'number' | 'dueDate' | 'at' | 'recordedBy' | 'recordedAt'>;

export type Reported<T> =
  | { kind: 'created' | 'unchanged'; record: T }
  | { kind: 'missing' | 'removed' }
  /** The same was reported with another time. */
  | { kind: 'mismatch'; record: T };

type Context = { now: Instant; actor: string };

/** Records that a notice was given otherwise; the ladder may go on from it. The same proof again changes nothing. */
export async function saveProof(
  tx: Executor,
  chargeId: string,
  given: Pick<Proof, 'number' | 'channel' | 'at' | 'evidence'>,
  { now, actor }: Context,
): Promise<Reported<Proof>> {
  const charge = await lockCharge(tx, chargeId);
  if (charge === null || charge.status === 'removed') return { kind: charge === null ? 'missing' : 'removed' };
  const record = { ...given, dueDate: charge.dueDate, recordedBy: actor, recordedAt: now };
  const created = await tx
    .insert(proofs)
    .values({ chargeId, ...record })
    .onConflictDoNothing()
    .returning({ id: proofs.id });
  if (created.length === 0) {
    const same = and(eq(proofs.number, given.number), eq(proofs.channel, given.channel), eq(proofs.at, given.at));
    const known = (await readProofs(tx, chargeId, same)).find(({ dueDate }) => dueDate === charge.dueDate);
    return { kind: 'unchanged', record: known ?? record };
  }
  await tellOf(tx, chargeId, { action: 'charge.notice-proven', after: { ...given, dueDate: charge.dueDate } }, { now, actor });
  return { kind: 'created', record };
}

/** Records what the network system did by itself; the text that tells of it follows. */
export async function saveMilestone(
  tx: Executor,
  chargeId: string,
  given: Pick<Milestone, 'number' | 'at'>,
  { now, actor }: Context,
): Promise<Reported<Milestone>> {
  const charge = await lockCharge(tx, chargeId);
  if (charge === null || charge.status === 'removed') return { kind: charge === null ? 'missing' : 'removed' };
  const record = { ...given, dueDate: charge.dueDate, recordedBy: actor, recordedAt: now };
  const created = await tx
    .insert(milestones)
    .values({ chargeId, ...record })
    .onConflictDoNothing()
    .returning({ number: milestones.number });
  if (created.length === 0) {
    const known = (await readMilestones(tx, chargeId)).find(({ number, dueDate }) => number === given.number && dueDate === charge.dueDate);
    return { kind: known?.at === given.at ? 'unchanged' : 'mismatch', record: known ?? record };
  }
  await tellOf(tx, chargeId, { action: 'charge.milestone-reported', after: { ...given, dueDate: charge.dueDate } }, { now, actor });
  return { kind: 'created', record };
}

async function lockCharge(tx: Executor, id: string): Promise<{ dueDate: IsoDate; status: ChargeStatus } | null> {
  const [row] = await tx
    .select({ dueDate: charges.dueDate, status: charges.status })
    .from(charges)
    .where(eq(charges.id, id))
    .for('no key update');
  return row ?? null;
}

async function tellOf(
  tx: Executor,
  chargeId: string,
  { action, after }: { action: string; after: Record<string, unknown> },
  { now, actor }: Context,
): Promise<void> {
  await raiseRevisions(tx, { chargeIds: [chargeId], start: true, now });
  await writeAudit(tx, [{ at: now, actor, action, entity: 'charge', entityId: chargeId, after }]);
}

/** Proofs of a charge, whatever due date they spoke of, oldest first. */
export async function readProofs(db: Executor, chargeId: string, which?: ReturnType<typeof and>): Promise<Proof[]> {
  const rows = await db
    .select()
    .from(proofs)
    .where(and(eq(proofs.chargeId, chargeId), which))
    .orderBy(asc(proofs.at), asc(proofs.id));
  return rows.map(({ id: _id, chargeId: _charge, ...proof }) => proof);
}

/** What the network system reported of a charge, oldest first. */
export async function readMilestones(db: Executor, chargeId: string): Promise<Milestone[]> {
  const rows = await db
    .select()
    .from(milestones)
    .where(eq(milestones.chargeId, chargeId))
    .orderBy(asc(milestones.at), asc(milestones.number));
  return rows.map(({ chargeId: _charge, ...milestone }) => milestone);
}
