import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nowOf } from '../../domain/clock.ts';
import {
  adultBornBy,
  judgeRecipient,
  phonesByPermission,
  recipientTemplateFacts,
  type Wording,
  withoutDuplicates,
} from '../../domain/recipients.ts';
import { renderTemplate } from '../../domain/render.ts';
import { textShape } from '../../domain/text-shape.ts';
import { virtualClock } from '../../test/clock.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { listSelectedCustomers, loadRecipients } from './audience-recipients.ts';
import { summarizeAudience } from './audience-summary.ts';
import { countOf, selectedOf, selectedOfFacts } from './fixtures/audience-model.ts';
import { population, selections } from './fixtures/audience-population.ts';
import { filterOf, modelOf, queryOf, storePopulation } from './fixtures/audience-store.ts';
import { putUnits } from './fixtures/provider.ts';
import { readOptOuts } from './opt-outs.ts';
import { savePanels } from './save-panels.ts';

/** Monday after the holiday of 20 November; 22:30 in São Paulo, past midnight in Noronha and next day's noon in Tokyo. */
const clock = virtualClock('2026-11-24T01:30:00.000Z');
const now = nowOf(clock);
const today = '2026-11-23';
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock });
  await putUnits(provider.db);
  const panels = ['centro', 'norte'].map((id) => ({ id, name: id }));
  await savePanels(provider.db, panels, provider.context());
  await provider.sql`update settings set catalogue_revision = catalogue_revision + 1`;
});
afterAll(() => provider.close());

const text = fc.constantFrom(
  'Promoção do mês.',
  'Oi {CLI_NAME}!',
  '{CLI_NAME} {CLI_NAME_L}, {COB_VAL_DOC}',
  '{COB_VAL_DOC} até {COB_DATE_VENC}',
  '{COB_DATE_VENC_M} {COB_CODE}',
  'Pago {COB_VAL_PAG} em {COB_DATE_PAG}: {CLI_USER}',
  '{CLI_NAME_FULL}, {COB_VAL_ATUAL} e {COB_VAL_ABERTO} ({COB_QTD}) {ISP_PHONE}',
);
const wording = fc.record({
  text,
  missing: fc.constantFrom({}, { CLI_NAME_L: { default: '' } }, { COB_CODE: { default: 's/n' }, CLI_USER: 'skip' as const }),
  accents: fc.constantFrom('keep' as const, 'smart' as const),
  maxLength: fc.constantFrom(160, 25, 18),
  maxSegments: fc.constant(3),
}) satisfies fc.Arbitrary<Wording>;
const campaigns = fc.array(
  fc.record({
    filters: selections,
    class: fc.constantFrom('marketing' as const, 'informative' as const, 'collection' as const),
    wording,
  }),
  { minLength: 12, maxLength: 12 },
);

test('people, charges and texts are those that a model finds who looks at each one by one', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(population, campaigns, async (people, drafts) => {
      const model = modelOf(people, now);
      await storePopulation(provider.sql, people, model, now);
      const catalogue = await provider.catalogue.newest();
      const numbers = model.flatMap(({ phones }) => phones.flatMap(({ number }) => number ?? []));
      const wishes = await Promise.all(
        [...new Set(numbers)].map(async (number) => ({ number, scopes: await readOptOuts(provider.db, number) })),
      );
      for (const draft of drafts) {
        const filters = draft.filters.map((one) => filterOf(one, today));
        const audiences = filters.map((one) => queryOf(one, now));
        const selected = selectedOf(filters, model);
        const customerIds = await listSelectedCustomers(provider.db, { audiences, after: '', limit: 1000, now });
        const facts = await loadRecipients(provider.db, { audiences, customerIds, now });
        expect(sorted(facts.map(selectedOfFacts)), JSON.stringify(filters)).toEqual(sorted(selected));
        expect(customerIds).toEqual([...new Set(selected.map(({ customerId }) => customerId))].toSorted());

        const marketing = draft.class === 'marketing';
        const refused = new Set(
          wishes.flatMap(({ number, scopes }) =>
            scopes.some(({ scope }) => scope === 'all' || (marketing && scope === 'marketing')) ? [number] : [],
          ),
        );
        const write = (customerId: string, chargeId: string | null) => {
          const found = facts.find(({ customer, charge }) => customer.id === customerId && (charge?.id ?? null) === chargeId);
          if (!found) throw new Error(`${customerId} was not loaded`);
          const rendered = renderTemplate(draft.wording.text, recipientTemplateFacts(found, catalogue, now), draft.wording);
          return rendered.kind === 'text' ? rendered.text : null;
        };
        const counting = { filters, marketing, adultBornBy: adultBornBy(now), refused, write, most: draft.wording.maxLength };
        const expected = countOf(ordered(selected, facts.map(selectedOfFacts)), model, counting);
        const summary = await summarizeAudience(provider.db, {
          audiences,
          class: draft.class,
          text: textShape(draft.wording, catalogue, now),
          limits: draft.wording,
          cap: null,
          adultBornBy: adultBornBy(now),
          today,
          now,
        });
        const told = `${JSON.stringify(draft.wording)} ${draft.class} ${JSON.stringify(filters)}`;
        expect({ count: summary.count, excluded: summary.excluded }, told).toEqual(expected);

        const judged = withoutDuplicates(
          facts.flatMap((one) =>
            judgeRecipient(one, {
              class: draft.class,
              phonesOf: phonesByPermission(filters),
              wording: draft.wording,
              catalogue,
              at: now,
              refusalOf: (phone) => (refused.has(phone) ? 'opted-out' : null),
            }),
          ),
        );
        const reasons = judged.flatMap((one) => (one.kind === 'left-out' ? [one.reason] : []));
        const excluded = Object.fromEntries(
          [...new Set(reasons)].map((reason) => [reason, reasons.filter((one) => one === reason).length]),
        );
        expect({ count: judged.length - reasons.length, excluded }, told).toEqual(expected);
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

function sorted<T>(rows: T[]): T[] {
  return rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** In the order in which texts are written: of two equal ones the first goes. */
function ordered<T>(rows: T[], order: T[]): T[] {
  const place = new Map(order.map((row, index) => [JSON.stringify(row), index]));
  return rows.toSorted((a, b) => (place.get(JSON.stringify(a)) ?? 0) - (place.get(JSON.stringify(b)) ?? 0));
}
