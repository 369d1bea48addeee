import type { Executor } from '../../db/client.ts';
import { findStatuses } from '../../db/queries/imports.ts';
import { removeCharges } from '../../db/queries/save-charge-status.ts';
import { saveCharges } from '../../db/queries/save-charges.ts';
import { savePayments } from '../../db/queries/save-payments.ts';
import type { ImportedCharge } from '../../domain/import-charges.ts';
import { findingOf, type LineFinding } from '../../domain/import-line.ts';
import type { ChargeStatus } from '../../domain/states.ts';
import { type BatchContext, type Entry, type LineResult, lineResult } from './kinds.ts';

/**
 * Stores charges with the payments and removals that their lines tell. A file never re-opens a charge: what is paid or removed here
 * and open there is left as it is, with a warning, because an old file must not get people chased who have paid.
 */
export async function saveChargeLines(tx: Executor, entries: Entry<ImportedCharge>[], context: BatchContext): Promise<LineResult[]> {
  const write = { now: context.now, actor: context.actor, source: 'integration' as const, arrival: context.mode };
  const results = await saveCharges(
    tx,
    entries.map(({ record }) => record.charge),
    write,
  );
  const byId = new Map(results.map((result) => [result.id, result]));
  const lines = new Map(entries.map(({ line, record }) => [record.charge.id, lineResult(line, byId.get(record.charge.id))]));
  const kept = entries.filter(({ record }) => lines.get(record.charge.id)?.outcome !== 'rejected').map(({ record }) => record);

  const created = new Set(results.filter(({ outcome }) => outcome === 'created').map(({ id }) => id));
  const before = await findStatuses(
    tx,
    kept.map(({ charge }) => charge.id).filter((id) => !created.has(id)),
  );
  const told = await savePaymentsOf(tx, kept, before, { write, lines });
  const removed = await removeCharges(
    tx,
    kept.filter(({ status }) => status === 'removed').map(({ charge }) => charge.id),
    write,
  );
  for (const [id, change] of removed) if (change === 'changed') markChanged(lines.get(id));
  for (const { charge, status } of kept) {
    const stored = before.get(charge.id);
    if (status === 'open' && stored !== undefined && stored !== 'open') lines.get(charge.id)?.findings.push(notReopened(stored));
  }
  await context.scheduleCharges(
    tx,
    [...created].filter((id) => !told.has(id)),
    context.now,
  );
  return entries.flatMap(({ record }) => lines.get(record.charge.id) ?? []);
}

/** Gives the charges whose workflows hear of their payment anyway. */
async function savePaymentsOf(
  tx: Executor,
  kept: ImportedCharge[],
  before: ReadonlyMap<string, ChargeStatus>,
  { write, lines }: { write: Parameters<typeof savePayments>[2]; lines: ReadonlyMap<string, LineResult> },
): Promise<Set<string>> {
  const told = new Set<string>();
  const results = await savePayments(
    tx,
    kept.flatMap(({ payment }) => payment ?? []),
    write,
  );
  for (const result of results) {
    const line = lines.get(result.chargeId);
    if (result.outcome === 'created') markChanged(line);
    if (result.outcome === 'created' && result.announced) told.add(result.chargeId);
    // The file tells late, under its own id, what the billing system told before.
    const knownOtherwise =
      result.outcome === 'refused' && result.problem.code === 'charge-not-open' && before.get(result.chargeId) === 'paid';
    if (result.outcome === 'refused' && !knownOtherwise) line?.findings.push({ ...findingOf(result.problem, 'warning'), field: 'paidAt' });
  }
  return told;
}

function markChanged(line: LineResult | undefined): void {
  if (line?.outcome === 'unchanged') line.outcome = 'changed';
}

function notReopened(stored: 'paid' | 'removed'): LineFinding {
  const words = {
    paid: ['paga', 'Pago; estorne o pagamento se foi desfeito'],
    removed: ['removida', 'Removido; restaure a cobrança se voltou'],
  };
  const [state, expected] = words[stored];
  const message = `a cobrança está ${state} e não é reaberta por arquivo; esperado: ${expected}`;
  return { severity: 'warning', field: 'status', value: 'Aberto', code: 'not-reopened', message };
}
