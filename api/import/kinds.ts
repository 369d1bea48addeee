import type { Executor } from '../../db/client.ts';
import type { SaveResult } from '../../db/queries/save-records.ts';
import type { Sealer } from '../../db/sealed.ts';
import { findingOf, type LineFinding } from '../../domain/import-line.ts';
import type { Instant } from '../../domain/instants.ts';

/** A record that was read well, and the line it came from. */
export type Entry<T> = { line: number; record: T };

/** What became of one line. Its findings hold an error exactly when it was rejected. */
export type LineResult = { line: number; outcome: 'created' | 'changed' | 'unchanged' | 'rejected'; findings: LineFinding[] };

export type BatchContext = {
  now: Instant;
  actor: string;
  mode: 'takeover' | 'daily';
  sealer: Sealer | null;
  /** Plans new charges and tells Temporal of those with a step ahead. */
  scheduleCharges(tx: Executor, chargeIds: string[], now: Instant): Promise<void>;
};

/** Stores a batch of one kind in the caller's transaction. */
export type SaveEntries<T> = (tx: Executor, entries: Entry<T>[], context: BatchContext) => Promise<LineResult[]>;

/** A save's result, as the import tells it. */
export function lineResult(line: number, result: SaveResult | undefined): LineResult {
  if (result === undefined) throw new Error(`the record of line ${line} has no result`);
  switch (result.outcome) {
    case 'refused':
      return { line, outcome: 'rejected', findings: [findingOf(result.problem, 'error')] };
    case 'stale': {
      const message = `versão mais antiga que a guardada (${result.sourceVersion}); esperado: essa ou uma maior`;
      return { line, outcome: 'rejected', findings: [{ severity: 'error', field: 'sourceVersion', value: '', code: 'stale', message }] };
    }
    default:
      return { line, outcome: result.outcome, findings: result.warnings.map((warning) => findingOf(warning, 'warning')) };
  }
}
