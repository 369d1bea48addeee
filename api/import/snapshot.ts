import type { DatabaseHandle } from '../../db/client.ts';
import { clearAlert, raiseAlert } from '../../db/queries/alerts.ts';
import { holdMissingCharges, listHeldBySnapshots, listOpenCharges, releaseFoundCharges } from '../../db/queries/snapshot.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import type { LineFinding } from '../../domain/import-line.ts';
import type { Instant } from '../../domain/instants.ts';

/** A file that lacks more of the open base than this is more likely cut off than right. */
const mostMissingPercent = 5;
const pageSize = 5_000;
const savedAtOnce = 500;
const alertKey = 'snapshot';
const reason = 'ausente do arquivo de cobranças';

export type Snapshot = { importId: string; dryRun: boolean; startedAt: Instant };

/**
 * What a file that names every open charge says by its silence: open charges that it lacks are held and listed, and held ones that it
 * names again are given back. A file that lacks too many holds nobody, and a person is told.
 */
export async function concludeSnapshot(
  { db: { db }, clock }: { db: DatabaseHandle; clock: Clock },
  { importId, dryRun, startedAt }: Snapshot,
  named: ReadonlyMap<string, unknown>,
): Promise<LineFinding[]> {
  const { open, missing } = await missingCharges(db, startedAt, named);
  if (missing.length * 100 > open * mostMissingPercent) {
    const alert = { key: alertKey, kind: 'snapshot-incomplete', subject: importId, detail: { open, missing: missing.length } };
    if (!dryRun) await raiseAlert(db, alert, nowOf(clock));
    return [incomplete(open, missing.length)];
  }
  if (!dryRun) {
    const context = () => ({ now: nowOf(clock), actor: `import:${importId}` });
    for (const chargeIds of pagesOf(missing)) await db.transaction((tx) => holdMissingCharges(tx, { chargeIds, reason }, context()));
    const found = (await listHeldBySnapshots(db)).filter(({ chargeId }) => named.has(chargeId)).map(({ id }) => id);
    for (const holdIds of pagesOf(found)) await db.transaction((tx) => releaseFoundCharges(tx, holdIds, context()));
    await clearAlert(db, alertKey, nowOf(clock));
  }
  return missing.map(lacking);
}

async function missingCharges(db: DatabaseHandle['db'], at: Instant, named: ReadonlyMap<string, unknown>) {
  const missing: string[] = [];
  let open = 0;
  for (let after = { id: '', dueDate: '0001-01-01' }; ; ) {
    const page = await listOpenCharges(db, { at, after, limit: pageSize });
    open += page.length;
    for (const { id } of page) if (!named.has(id)) missing.push(id);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { open, missing };
    after = last;
  }
}

function pagesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / savedAtOnce) }, (_, page) => ids.slice(page * savedAtOnce, (page + 1) * savedAtOnce));
}

function lacking(chargeId: string): LineFinding {
  const message = 'cobrança aberta que não está no arquivo: suspensa até voltar; esperado: todas as cobranças abertas';
  return { severity: 'warning', field: 'id', value: chargeId, code: 'missing-from-file', message };
}

function incomplete(open: number, missing: number): LineFinding {
  const message = `faltam ${missing} das ${open} cobranças abertas, nada foi suspenso; esperado: no máximo ${mostMissingPercent} % ausentes`;
  return { severity: 'warning', field: 'id', value: String(missing), code: 'snapshot-incomplete', message };
}
