import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { FieldProblem } from '../../domain/fields.ts';
import type { Instant } from '../../domain/instants.ts';
import { decideSave, differences, type Named, type StoredRecord, spoken } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { writeAudit } from './audit.ts';

/** Who writes, when, and whether the values are an integration's view or a person's decision. */
export type WriteContext = { now: Instant; actor: string; source: 'integration' | 'staff' };

export type SaveResult =
  | { id: string; outcome: 'created' | 'changed' | 'unchanged'; warnings: FieldProblem[] }
  | { id: string; outcome: 'stale'; sourceVersion: number }
  | { id: string; outcome: 'refused'; problem: FieldProblem };

/** A record under its own id, with its fields beside it. A null `sourceVersion` makes no claim about age. */
export type Identified = { id: string; sourceVersion?: number | null | undefined };

/** What was said of a record, and the whole of it should it be new; null where only a known record may be written. */
export type Saving<F> = Identified & { named: Named<F>; whole: F | null };

export type Written<F> = { id: string; record: StoredRecord<F>; before: StoredRecord<F> | null };

/** How one kind of record is kept. */
export type Store<F> = {
  entity: string;
  /** Locks the rows of these ids in the order of the ids, so that two batches never wait for each other. */
  lock(ids: string[]): Promise<Map<string, StoredRecord<F>>>;
  /** What forbids these fields, and what is odd about them without forbidding them. */
  check(fields: F, before: F | null, id: string): { problem: FieldProblem } | { warnings: FieldProblem[] };
  /** Gives the ids that were really new: another batch may have come first. */
  insert(rows: Written<F>[]): Promise<Set<string>>;
  update(rows: Written<F>[]): Promise<void>;
  /** Renews only what the integration last sent and its version. */
  note(rows: Written<F>[]): Promise<void>;
  /** Fields that no audit entry may hold. */
  secrets?: readonly (keyof F & string)[];
};

/**
 * Writes a batch of records, each id once, in a number of statements that does not depend on the batch. Gives one result a record, in
 * the order of the ids given. A record that changes nothing is not written, audited or told to anyone.
 */
export async function saveRecords<F extends object>(
  tx: Executor,
  store: Store<F>,
  records: readonly Saving<F>[],
  context: WriteContext,
): Promise<SaveResult[]> {
  const results = new Map<string, SaveResult>();
  let pending = records;
  while (pending.length > 0) {
    const stored = await store.lock(pending.map(({ id }) => id).toSorted());
    const plan = planBatch(store, pending, stored, context, results);
    const inserted = plan.created.length > 0 ? await store.insert(plan.created) : new Set<string>();
    const created = plan.created.filter(({ id }) => inserted.has(id));
    if (plan.changed.length > 0) await store.update(plan.changed);
    if (plan.noted.length > 0) await store.note(plan.noted);
    await auditWrites(tx, store, [...created, ...plan.changed], context);
    // What another batch created in between is there now, and is decided again as a change.
    const beaten = new Set(plan.created.filter(({ id }) => !inserted.has(id)).map(({ id }) => id));
    pending = pending.filter(({ id }) => beaten.has(id));
  }
  return records.flatMap(({ id }) => results.get(id) ?? []);
}

function planBatch<F extends object>(
  store: Store<F>,
  records: readonly Saving<F>[],
  stored: Map<string, StoredRecord<F>>,
  { source }: WriteContext,
  results: Map<string, SaveResult>,
) {
  const plan: Record<'created' | 'changed' | 'noted', Written<F>[]> = { created: [], changed: [], noted: [] };
  for (const { id, named, whole, sourceVersion = null } of records) {
    const before = stored.get(id) ?? null;
    const next =
      before === null ? firstWrite(named, whole, sourceVersion, source) : decideSave({ stored: before, named, sourceVersion, source });
    if (next === null) continue;
    if (next.kind === 'stale') {
      results.set(id, { id, outcome: 'stale', sourceVersion: next.sourceVersion });
      continue;
    }
    const checked = store.check(next.record.fields, before?.fields ?? null, id);
    if ('problem' in checked) {
      results.set(id, { id, outcome: 'refused', problem: checked.problem });
      continue;
    }
    const outcome = before === null ? 'created' : next.kind === 'changed' ? 'changed' : 'unchanged';
    results.set(id, { id, outcome, warnings: 'warnings' in checked ? checked.warnings : [] });
    if (outcome !== 'unchanged') plan[outcome].push({ id, record: next.record, before });
    else if (next.kind === 'unchanged' && next.noted) plan.noted.push({ id, record: next.record, before });
  }
  return plan;
}

function firstWrite<F extends object>(named: Named<F>, whole: F | null, sourceVersion: number | null, source: WriteContext['source']) {
  if (whole === null) return null;
  const view = source === 'integration' ? spoken(named) : null;
  return { kind: 'changed' as const, record: { fields: whole, view, sourceVersion } };
}

async function auditWrites<F extends object>(
  tx: Executor,
  store: Store<F>,
  written: Written<F>[],
  { now, actor }: WriteContext,
): Promise<void> {
  const hidden = new Set<string>(store.secrets ?? []);
  const shown = (fields: object) =>
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, hidden.has(key) ? masked(value) : value]));
  const entries = written.map(({ id, record, before }) => {
    const change = before === null ? { before: null, after: record.fields } : differences(before.fields, record.fields);
    const action = `${store.entity}.${before === null ? 'created' : 'changed'}`;
    return {
      at: now,
      actor,
      action,
      entity: store.entity,
      entityId: id,
      before: change.before && shown(change.before),
      after: shown(change.after),
    };
  });
  await writeAudit(tx, entries);
}

function masked(value: unknown): string | null {
  return value === null || value === undefined ? null : '***';
}

/** Inserting in one order keeps two batches of new records from waiting for each other. */
export function inIdOrder<F>(rows: readonly Written<F>[]): Written<F>[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** For `on conflict … do update`: these columns take the values of the row that came. */
export function takeExcluded<T extends PgTable>(table: T, columns: readonly (keyof T['_']['columns'] & string)[]): Record<string, SQL> {
  const known = getTableColumns(table);
  return Object.fromEntries(
    columns.filter((column) => column in known).map((column) => [column, sql.raw(`excluded."${snakeCase(column)}"`)]),
  );
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
