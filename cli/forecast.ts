import { parseArgs } from 'node:util';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { type Instant, instantOf } from '../domain/instants.ts';
import { planCharge } from '../domain/plan-charge.ts';
import { timeZoneOf, toPlanFacts } from '../domain/plan-facts.ts';
import { UsageError, type Verb, withDatabase } from './verb.ts';

/** One line a step, in the customer's local time: when it was planned, when it goes, and why it moved. */
export const forecastVerb: Verb = {
  usage: 'forecast <chargeId>',
  async run(args) {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const [chargeId] = positionals;
    if (chargeId === undefined || positionals.length > 1) throw new UsageError('Name one charge.');
    return withDatabase(async ({ db }) => {
      const now = instantOf(Date.now());
      const [facts] = await loadChargeFacts(db, [chargeId], { now, others: 'all' });
      if (facts === undefined) {
        console.error(`There is no charge "${chargeId}".`);
        return 1;
      }
      const catalogue = await createCatalogueCache(db).at(facts.catalogueRevision);
      const timeZone = timeZoneOf(facts, catalogue);
      console.log(`${chargeId}: ${facts.charge.status}, due ${facts.charge.dueDate}, times of ${timeZone}, service ${catalogue.service}`);
      for (const step of planCharge(toPlanFacts(facts, catalogue, now))) {
        const moved = step.moved.map(({ by, detail }) => `${by}: ${detail}`).join('; ');
        const why = [step.reason, moved].filter(Boolean).join(' · ');
        console.log(
          [`#${step.rule}`.padEnd(4), step.event.padEnd(16), local(step.sendsAt, timeZone), step.state.padEnd(16), why]
            .join('  ')
            .trimEnd(),
        );
      }
      return 0;
    });
  },
};

function local(instant: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));
}
