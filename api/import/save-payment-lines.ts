import type { Executor } from '../../db/client.ts';
import { savePayments } from '../../db/queries/save-payments.ts';
import type { ImportedPayment } from '../../domain/import-charges.ts';
import { findingOf } from '../../domain/import-line.ts';
import type { BatchContext, Entry, LineResult } from './kinds.ts';

/** Stores payments. */
export async function savePaymentLines(tx: Executor, entries: Entry<ImportedPayment>[], context: BatchContext): Promise<LineResult[]> {
  const { now, actor, mode } = context;
  const results = await savePayments(
    tx,
    entries.map(({ record }) => record),
    { now, actor, source: 'integration', arrival: mode },
  );
  return results.map((result, index): LineResult => {
    const line = entries[index]?.line ?? 0;
    if (result.outcome === 'refused') return { line, outcome: 'rejected', findings: [findingOf(result.problem, 'error')] };
    return { line, outcome: result.outcome, findings: [] };
  });
}
