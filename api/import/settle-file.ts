import type { DatabaseHandle } from '../../db/client.ts';
import type { ImportCounts } from '../../db/queries/imports.ts';
import type { SettlementAsked } from '../../db/queries/settlements.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { findingOf, type LineFinding } from '../../domain/import-line.ts';
import type { Catalogue } from '../../domain/plan-facts.ts';
import { settle } from '../settlement.ts';

/**
 * A payments file that was read without a fault also says through which date payments are known. One with a refused line does not: who
 * paid by that line would be chased.
 */
export async function settleFile(
  { db: { db }, clock }: { db: DatabaseHandle; clock: Clock },
  { asked, catalogue, importId }: { asked: SettlementAsked; catalogue: Catalogue; importId: string },
  { rejected }: ImportCounts,
): Promise<LineFinding[]> {
  if (rejected > 0) {
    const message = `há ${rejected} linhas recusadas, a data não foi registrada; esperado: um arquivo sem recusas, ou PUT /v1/settlement`;
    return [{ severity: 'warning', field: 'processedThrough', value: asked.processedThrough, code: 'not-settled', message }];
  }
  const settled = await db.transaction((tx) => settle(tx, { catalogue, asked }, { now: nowOf(clock), actor: `import:${importId}` }));
  return settled.outcome === 'refused' ? [findingOf(settled.problem, 'warning')] : [];
}
