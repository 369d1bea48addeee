import type { DatabaseHandle, Executor } from '../../db/client.ts';
import {
  finishImport,
  type ImportCounts,
  type ImportKind,
  type NewImportLine,
  noCounts,
  noteImport,
  startImport,
} from '../../db/queries/imports.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import type { LineFinding } from '../../domain/import-line.ts';
import type { BatchContext, Entry, LineResult, SaveEntries } from './kinds.ts';
import { openFile, type ReadLine } from './open-file.ts';
import type { KindReader } from './readers.ts';

export type ImportRequest = {
  id: string;
  kind: ImportKind;
  mode: 'takeover' | 'daily';
  dryRun: boolean;
  /** Who sent the file. */
  actor: string;
  body: AsyncIterable<Uint8Array>;
  contentType: string | null;
  /** The list that it fills. */
  listId?: string;
};

/**
 * What follows from a file as a whole, once all its lines are stored: `named` has the key of every record that could be read. What it
 * finds is reported after the lines.
 */
export type Conclude = (file: { named: ReadonlyMap<string, number>; counts: ImportCounts }) => Promise<LineFinding[]>;

export type ImportDeps = Pick<BatchContext, 'sealer' | 'scheduleCharges'> & { db: DatabaseHandle; clock: Clock };

const linesOfBatch = 500;
const longestValue = 200;

/**
 * Imports a file while it arrives, in batches that are each a transaction of their own: what is good stays, whatever comes after. The
 * same file again changes nothing. A dry run does all of it and takes it back, batch by batch; only its report remains.
 * @throws Problem for a file that cannot be read at all.
 */
export async function runImport<T>(
  { db, clock, sealer, scheduleCharges }: ImportDeps,
  request: ImportRequest,
  { reader, save, conclude }: { reader: KindReader<T>; save: SaveEntries<T>; conclude?: Conclude | undefined },
): Promise<void> {
  const { id, kind, mode, dryRun, actor, body, contentType, listId = null } = request;
  const file = await openFile(body, contentType, reader);
  await startImport(db.db, { id, kind, mode, dryRun, actor, listId, now: nowOf(clock) });
  const seen = new Map<string, number>();
  const counts = { ...noCounts };
  let position = 0;
  const note = async (findings: (LineFinding & { line: number })[]) => {
    counts.warnings += findings.filter(({ severity }) => severity === 'warning').length;
    const lines = findings.map((finding): NewImportLine => {
      position += 1;
      return { ...finding, position, field: file.headerOf(finding.field), value: shownValue(finding) };
    });
    await noteImport(db.db, id, { counts, lines });
  };
  const storeBatch = async (batch: ReadLine<T>[]) => {
    const unique = batch.map((line) => refuseRepeated(line, reader, seen));
    const entries = unique.flatMap(({ line, record }): Entry<T>[] => (record === null ? [] : [{ line, record }]));
    const context = { now: nowOf(clock), actor: `import:${id}`, mode, sealer, scheduleCharges };
    const results = entries.length > 0 ? await saveBatch(db, (tx) => save(tx, entries, context), dryRun) : [];
    await note(foundOn(unique, results, counts));
  };
  try {
    if (file.ignoredColumns.length > 0) await note(file.ignoredColumns.map(ignoredColumn));
    let batch: ReadLine<T>[] = [];
    for await (const line of file.lines) {
      batch.push(line);
      if (batch.length < linesOfBatch) continue;
      await storeBatch(batch);
      batch = [];
    }
    if (batch.length > 0) await storeBatch(batch);
    if (conclude) await note((await conclude({ named: seen, counts })).map((finding) => ({ ...finding, line: 0 })));
  } catch (error) {
    await db.db.transaction((tx) => finishImport(tx, id, { state: 'failed', now: nowOf(clock) }));
    throw error;
  }
  await db.db.transaction((tx) => finishImport(tx, id, { state: 'finished', now: nowOf(clock) }));
}

function ignoredColumn(header: string): LineFinding & { line: number } {
  const message = 'coluna desconhecida: não foi lida';
  return { line: 1, severity: 'warning', field: header, value: '', code: 'column-ignored', message };
}

/** Of two lines for the same thing the first good one counts. */
function refuseRepeated<T>(line: ReadLine<T>, reader: KindReader<T>, seen: Map<string, number>): ReadLine<T> {
  if (line.record === null) return line;
  const key = reader.keyOf(line.record);
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, line.line);
    return line;
  }
  const message = `já está na linha ${first}; esperado: cada código uma vez no arquivo`;
  return {
    line: line.line,
    record: null,
    findings: [{ severity: 'error', field: reader.keyField, value: key, code: 'repeated', message }],
  };
}

/** Counts the lines of a batch, and gives what was found on them in the order of the file. */
function foundOn<T>(lines: readonly ReadLine<T>[], results: readonly LineResult[], counts: ImportCounts) {
  const byLine = new Map(results.map((result) => [result.line, result]));
  return lines.flatMap(({ line, findings }) => {
    const result = byLine.get(line);
    const outcome = result?.outcome ?? 'rejected';
    const all = [...findings, ...(result?.findings ?? [])];
    counts[outcome] += 1;
    if (outcome !== 'rejected') counts.accepted += 1;
    return all.map((finding) => ({ ...finding, line }));
  });
}

function shownValue({ field, value }: { field: string; value: string }): string {
  if (/password|senha/i.test(field)) return '***';
  const clean = value.replaceAll('\0', '');
  return clean.length > longestValue ? `${clean.slice(0, longestValue)}…` : clean;
}

/** Carries the results of a dry run out of the transaction that it undoes. */
class Undone extends Error {
  readonly results: LineResult[];

  constructor(results: LineResult[]) {
    super('a dry run takes back what it did');
    this.results = results;
  }
}

const attempts = 3;

/** A deadlock or a lock not got in time passes by itself: the batch is tried again before the import fails. */
async function saveBatch(db: DatabaseHandle, save: (tx: Executor) => Promise<LineResult[]>, dryRun: boolean): Promise<LineResult[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.db.transaction(async (tx) => {
        const results = await save(tx);
        if (dryRun) throw new Undone(results);
        return results;
      });
    } catch (error) {
      if (error instanceof Undone) return error.results;
      if (attempt === attempts || !isPassing(error)) throw error;
    }
  }
}

/** Deadlock, serialization failure, lock not got in time. */
const passingCodes = ['40P01', '40001', '55P03'];

function isPassing(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'code' in cause && passingCodes.some((code) => code === cause.code);
}
