import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppliesTo, type RuleSetCustomer, ruleSetFor } from '../../domain/applies-to.ts';
import { type CustomerStatus, customerStatuses } from '../../domain/states.ts';
import { virtualClock } from '../../test/clock.ts';
import { openTestProvider, type TestProvider } from '../../test/provider.ts';
import { filterCondition } from './scope.ts';

const now = '2026-11-23T14:00:00.000Z';
const units = ['matriz', 'filial'];
const panels = ['centro', null];
const plans = ['fibra-300', 'rádio', null];
const cities = ['São João del-Rei', 'SAO JOAO DEL-REI', ' Campo Grande ', null];
let provider: TestProvider;
let customers: RuleSetCustomer[];

beforeAll(async () => {
  provider = await openTestProvider({ clock: virtualClock(now) });
  await provider.sql`insert into units (id, name, time_zone, created_at, updated_at) values ('filial', 'Filial', 'America/Sao_Paulo', ${now}, ${now})`;
  await provider.sql`insert into panels (id, name, created_at, updated_at) values ('centro', 'Centro', ${now}, ${now})`;
  customers = customerStatuses.flatMap((status, s) =>
    units.flatMap((unit, u) =>
      cities.map((city, c) => {
        const id = `C-${s}${u}${c}`;
        return { id, status, unit, city, panel: panels[(s + c) % panels.length] ?? null, plan: plans[(u + c) % plans.length] ?? null };
      }),
    ),
  );
  for (const { id, status, unit, panel, plan, city } of customers) {
    await provider.sql`
      insert into customers (id, name, kind, status, unit_id, panel_id, plan, city, contact, created_at, updated_at)
      values (${id}, 'A', 'person', ${status}, ${unit}, ${panel}, ${plan}, ${city}, 'normal', ${now}, ${now})`;
  }
});
afterAll(() => provider.close());

const named = async (filter: AppliesTo) =>
  (await provider.db.execute<{ id: string }>(sql`select u.id from customers u where ${filterCondition(filter)} order by u.id`)).map(
    ({ id }) => id,
  );

const someOf = (values: (string | null)[]) => fc.option(fc.subarray(values.filter((value) => value !== null)), { nil: undefined });
const filters = fc
  .record({
    units: someOf(units),
    panels: someOf(panels),
    plans: someOf(plans),
    cities: someOf(['são joão del-rei', 'campo grande', 'd\'Oeste "X"']),
    statuses: fc.option(fc.subarray([...customerStatuses]), { nil: undefined }),
    customerIds: someOf(['C-000', 'C-111', 'C-213']),
  })
  .map(
    (lists) =>
      Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined)) as AppliesTo & { statuses?: CustomerStatus[] },
  )
  .filter((filter) => Object.values(filter).some((list) => list.length > 0));

it('the database names the same customers by a filter as the planner does', async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const set = { id: 'x', appliesTo: filter };
      const expected = customers.filter((customer) => ruleSetFor(customer, [set]) !== null).map(({ id }) => id);
      expect(await named(filter)).toEqual(expected.toSorted());
    }),
    { numRuns: 150 },
  );
});

it('a filter by city finds every way to write it', async () => {
  expect(await named({ cities: ['Sao Joao del-Rei'], units: ['matriz'] })).toEqual(['C-000', 'C-001', 'C-100', 'C-101']);
});
