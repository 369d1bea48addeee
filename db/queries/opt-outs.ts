import { and, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import { type OptOutFields, type OptOutScope, weakens } from '../../domain/opt-outs.ts';
import { sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { customerPhones, optOuts } from '../schema/index.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import { pushEvents } from './events-out.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';
import { raiseRevisionsOfCustomers, textArray } from './revisions.ts';
import { ofUnits, phoneOfUnits } from './unit-of.ts';

/** Channel on which senders hear of a phone that said no; the payload is the phone. */
export const optOutChannel = 'regua_opt_outs';

export type OptOut = OptOutFields & { at: Instant };
/** `at` null: the moment that is stored already, or now. */
export type OptOutToSave = OptOutFields & { at: Instant | null };
export type OptOutOutcome = 'created' | 'changed' | 'unchanged';

type Stored = typeof optOuts.$inferSelect;
type Who = { now: Instant; actor: string };
type Change = { before: OptOut | null; after: OptOut | null };

/**
 * Writes what phones asked for, in the order given, and gives one outcome each. `keepStronger`: a wish that came in a file or a reply
 * takes nothing back. From the commit on no claim takes what is no longer wanted.
 */
export async function saveOptOuts(
  tx: Executor,
  wishes: readonly OptOutToSave[],
  { now, actor, keepStronger }: Who & { keepStronger: boolean },
): Promise<OptOutOutcome[]> {
  if (wishes.length === 0) return [];
  const phones = [...new Set(wishes.map(({ phone }) => phone))].toSorted();
  await lockPhones(tx, phones);
  let known = await tx.select().from(optOuts).where(inArray(optOuts.phone, phones));
  const entries: AuditEntry[] = [];
  const changed: Change[] = [];
  const outcomes: OptOutOutcome[] = [];
  for (const wish of wishes) {
    const row = known.find((other) => isSame(other, wish)) ?? null;
    const before = row && fieldsOf(row);
    const after: OptOut = { ...wish, at: wish.at ?? before?.at ?? now };
    if (before !== null && (sameValue(before, after) || (keepStronger && weakens(after.scope, before.scope)))) {
      outcomes.push('unchanged');
      continue;
    }
    const written = await put(tx, row, after, now);
    known = [...known.filter(({ id }) => id !== written.id), written];
    entries.push({ at: now, actor, action: 'opt-out.changed', ...entityOf(after), before, after });
    changed.push({ before, after });
    outcomes.push(before === null ? 'created' : 'changed');
  }
  await writeAudit(tx, entries);
  await tellOf(tx, changed, now);
  return outcomes;
}

/** Takes back what a phone asked for, of what is seen from these units; with a customer only what stands for that one. False when there was nothing. */
export async function deleteOptOuts(
  tx: Executor,
  { phone, customerId, units }: { phone: string; customerId: string | null; units?: readonly string[] | undefined },
  { now, actor }: Who,
): Promise<boolean> {
  await lockPhones(tx, [phone]);
  const which = customerId === null ? undefined : and(eq(optOuts.scope, 'wrong-person'), eq(optOuts.customerId, customerId));
  const gone = await tx
    .delete(optOuts)
    .where(and(eq(optOuts.phone, phone), which, seenFrom(units)))
    .returning();
  if (gone.length === 0) return false;
  await writeAudit(
    tx,
    gone.map((row) => ({ at: now, actor, action: 'opt-out.removed', ...entityOf(row), before: fieldsOf(row) })),
  );
  await tellOf(
    tx,
    gone.map((row) => ({ before: fieldsOf(row), after: null })),
    now,
  );
  return true;
}

/** All that a phone asked for, the widest first; `units`: only of a phone that a customer there has. */
export async function readOptOuts(db: Executor, phone: string, units?: readonly string[]): Promise<OptOut[]> {
  const rank: Record<OptOutScope, number> = { all: 0, marketing: 1, 'wrong-person': 2 };
  const rows = await db
    .select()
    .from(optOuts)
    .where(and(eq(optOuts.phone, phone), seenFrom(units)));
  return rows.toSorted((a, b) => rank[a.scope] - rank[b.scope] || a.id - b.id).map(fieldsOf);
}

/** Opt-outs, newest first; `units`: only of phones that customers there have. */
export async function listOptOuts(
  db: Executor,
  { scope, customerId, units }: { scope?: OptOutScope | undefined; customerId?: string | undefined; units?: readonly string[] | undefined },
  page: PageRequest,
): Promise<Page<OptOut>> {
  const { order, start } = byNumber(optOuts.id, page.after);
  const rows = await db
    .select()
    .from(optOuts)
    .where(
      and(
        scope === undefined ? undefined : eq(optOuts.scope, scope),
        customerId === undefined ? undefined : eq(optOuts.customerId, customerId),
        seenFrom(units),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, ({ id }) => ({ key: '', id: String(id) }), fieldsOf);
}

/** What people of these units see: wishes of phones that customers there have, and of whom it is not there. */
function seenFrom(units: readonly string[] | undefined): SQL | undefined {
  if (units === undefined) return undefined;
  const everywhere = or(ne(optOuts.scope, 'wrong-person'), isNull(optOuts.customerId));
  return or(ofUnits(optOuts.customerId, units), and(phoneOfUnits(optOuts.phone, units), everywhere));
}

/** One writer at a time for a phone, also where it has no row to lock yet. `phones` are in order, so that two batches never wait for each other. */
async function lockPhones(tx: Executor, phones: string[]): Promise<void> {
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended('opt-out:' || phone, 0)) from unnest(${textArray(phones)}) as given (phone)`);
}

async function put(tx: Executor, before: Stored | null, after: OptOut, now: Instant): Promise<Stored> {
  const [row] =
    before === null
      ? await tx
          .insert(optOuts)
          .values({ ...after, createdAt: now, updatedAt: now })
          .returning()
      : await tx
          .update(optOuts)
          .set({ ...after, updatedAt: now })
          .where(eq(optOuts.id, before.id))
          .returning();
  if (row === undefined) throw new Error('An opt-out was not written; only a fault of ours explains it.');
  return row;
}

/** Charges of these phones are planned again where their ladder is concerned; systems outside and the senders hear of it. */
async function tellOf(tx: Executor, changes: Change[], now: Instant): Promise<void> {
  if (changes.length === 0) return;
  const planned = changes.filter(({ before, after }) => [before, after].some((wish) => wish !== null && wish.scope !== 'marketing'));
  const owners = await tx
    .selectDistinct({ id: customerPhones.customerId })
    .from(customerPhones)
    .where(
      inArray(
        customerPhones.number,
        planned.map(({ before, after }) => (after ?? before)?.phone ?? ''),
      ),
    );
  await raiseRevisionsOfCustomers(tx, { customerIds: owners.map(({ id }) => id), now });
  await pushEvents(
    tx,
    changes.map(({ before, after }) => ({
      type: 'opt-out.changed' as const,
      data: { scope: after?.scope ?? null, customerId: (after ?? before)?.customerId ?? null },
      details: { phone: (after ?? before)?.phone },
    })),
    now,
  );
  for (const { after } of changes) if (after !== null) await tx.execute(sql`select pg_notify(${optOutChannel}, ${after.phone})`);
}

function isSame(row: Stored, wish: OptOutFields): boolean {
  if (row.phone !== wish.phone || (row.scope === 'wrong-person') !== (wish.scope === 'wrong-person')) return false;
  return wish.scope !== 'wrong-person' || row.customerId === wish.customerId;
}

function fieldsOf({ phone, scope, customerId, reason, source, at }: Stored): OptOut {
  return { phone, scope, customerId, reason, source, at };
}

function entityOf({ phone }: Pick<OptOut, 'phone'>) {
  return { entity: 'opt-out', entityId: phone };
}
