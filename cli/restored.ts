import { parseArgs } from 'node:util';
import type { Db } from '../db/client.ts';
import { clearAlert } from '../db/queries/alerts.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { listOpenCharges, markRestored, readDatabaseNow, readLastBeat, restoredAlertKey } from '../db/queries/restored.ts';
import { saveStep } from '../db/queries/steps.ts';
import { epochMs, type Instant } from '../domain/instants.ts';
import { planCharge } from '../domain/plan-charge.ts';
import { ladderOf, toPlanFacts } from '../domain/plan-facts.ts';
import { paymentIdOf } from '../domain/step-key.ts';
import { UsageError, type Verb, withDatabase } from './verb.ts';

const pageSize = 200;

/** After a backup of the database was restored: marks what was queued or planned since the backup as unknown, for a person to decide. */
export const restoredVerb: Verb = {
  usage: 'restored   (after restoring a backup, with the service off; then decide, and switch it on again)',
  async run(args) {
    parseArgs({ args });
    return withDatabase(async ({ db }) => {
      const last = await readLastBeat(db);
      if (last?.beatAt == null) throw new UsageError('This database never kept a beat: there is no gap to mark.');
      const report = await markGap(db, { since: last.beatAt, now: await readDatabaseNow(db) });
      console.log(JSON.stringify({ since: last.beatAt, ...report }));
      return 0;
    });
  },
};

/** Marks the gap between a backup and now. Running it again finds nothing more. */
export async function markGap(
  db: Db,
  { since, now }: { since: Instant; now: Instant },
): Promise<{ messages: number; steps: number; planned: number }> {
  const catalogue = createCatalogueCache(db);
  let planned = 0;
  for (let after = ''; ; ) {
    const ids = await listOpenCharges(db, { after, limit: pageSize });
    for (const facts of await loadChargeFacts(db, ids, { now: since })) {
      const known = await catalogue.at(facts.catalogueRevision);
      // As of the backup, whatever had been planned between it and now may have been sent by the house that was lost.
      const lost = planCharge(toPlanFacts(facts, known, since)).filter(
        ({ state, sendsAt }) => state === 'planned' && epochMs(sendsAt) > epochMs(since) && epochMs(sendsAt) <= epochMs(now),
      );
      const ladder = ladderOf(facts, known);
      for (const step of lost) {
        const row = { ...step, chargeId: facts.charge.id, ruleSetId: ladder?.id ?? null, ruleSetVersion: ladder?.version ?? null };
        const charge = { dueDate: facts.charge.dueDate, paymentId: paymentIdOf(step), revision: facts.charge.revision, lookAt: null };
        await saveStep(db, { ...row, ...charge, state: 'unknown', reason: 'restored' }, now);
        planned += 1;
      }
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) break;
    after = last;
  }
  return db.transaction(async (tx) => {
    const marked = await markRestored(tx, now);
    await clearAlert(tx, restoredAlertKey, now);
    return { ...marked, planned };
  });
}
