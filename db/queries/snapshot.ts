import { sql } from 'drizzle-orm';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { writeAudit } from './audit.ts';
import { pushEvents } from './events-out.ts';
import { raiseRevisions, textArray } from './revisions.ts';

type OpenCharge = { id: string; dueDate: IsoDate };
type Context = { now: Instant; actor: string };

/** Open charges that were there at an instant, a page at a time in the order of due date and id. */
export async function listOpenCharges(
  db: Executor,
  { at, after, limit }: { at: Instant; after: OpenCharge; limit: number },
): Promise<OpenCharge[]> {
  return db.execute<OpenCharge>(sql`
    select id, due_date::text as "dueDate" from charges
    where status = 'open' and (due_date, id) > (${after.dueDate}::date, ${after.id}) and created_at <= ${at}
    order by due_date, id limit ${limit}`);
}

/** A hold that a snapshot made: by an import, and about one charge. */
const bySnapshot = sql`h.charge_id is not null and h.kind = 'other' and h.created_by like 'import:%'`;

/**
 * Holds charges that a whole file did not name, and gives those that are held anew: one that is held already stays so, and one that a
 * person gave back is left to them.
 */
export async function holdMissingCharges(
  tx: Executor,
  { chargeIds, reason }: { chargeIds: string[]; reason: string },
  { now, actor }: Context,
): Promise<string[]> {
  const held = await tx.execute<{ id: string; chargeId: string }>(sql`
    insert into holds (id, charge_id, kind, "from", reason, created_by, created_at, updated_at)
    select gen_random_uuid()::text, c.id, 'other', ${now}, ${reason}, ${actor}, ${now}, ${now} from charges c
    where c.id = any(${textArray(chargeIds)}) and c.status = 'open' and not exists (
      select 1 from holds h where h.charge_id = c.id and ${bySnapshot}
        and (h.until is null or h.released_by not like 'import:%'))
    order by c.id
    returning id, charge_id as "chargeId"`);
  await tell(tx, held, { action: 'hold.created', state: 'active', start: false }, { now, actor });
  return held.map(({ chargeId }) => chargeId);
}

/** Charges whose hold of an earlier snapshot still stands. */
export async function listHeldBySnapshots(db: Executor): Promise<{ id: string; chargeId: string }[]> {
  return db.execute<{ id: string; chargeId: string }>(
    sql`select h.id, h.charge_id as "chargeId" from holds h where ${bySnapshot} and h.until is null order by h.charge_id`,
  );
}

/** The file names them again: their holds end. */
export async function releaseFoundCharges(tx: Executor, holdIds: string[], { now, actor }: Context): Promise<void> {
  const released = await tx.execute<{ id: string; chargeId: string }>(sql`
    update holds set until = ${now}, released_at = ${now}, released_by = ${actor}, updated_at = ${now}
    where id = any(${textArray(holdIds)}) and until is null returning id, charge_id as "chargeId"`);
  await tell(tx, released, { action: 'hold.released', state: 'over', start: true }, { now, actor });
}

async function tell(
  tx: Executor,
  rows: { id: string; chargeId: string }[],
  { action, state, start }: { action: string; state: 'active' | 'over'; start: boolean },
  { now, actor }: Context,
): Promise<void> {
  if (rows.length === 0) return;
  await raiseRevisions(tx, { chargeIds: rows.map(({ chargeId }) => chargeId).toSorted(), start, now });
  const said = ({ chargeId }: { chargeId: string }) => ({ scope: { chargeId }, kind: 'other' });
  await writeAudit(
    tx,
    rows.map((row) => ({ at: now, actor, action, entity: 'hold', entityId: row.id, after: said(row) })),
  );
  await pushEvents(
    tx,
    rows.map((row) => ({
      type: 'charge.held' as const,
      data: { holdId: row.id, state, ...said(row), until: state === 'over' ? now : null },
    })),
    now,
  );
}
