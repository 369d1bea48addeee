import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { outboxChannel } from './outbox.ts';

/** Customers of one unit whose place is written the same way: how many are served, and where the unit is. */
export type Residents = {
  unitId: string;
  unitState: string | null;
  unitCity: string | null;
  state: string | null;
  city: string | null;
  customers: number;
};

/** Where customers live, as their records spell it: of one unit or of all. */
export async function listResidents(db: Executor, unitId?: string): Promise<Residents[]> {
  return db.execute<Residents>(sql`
    with residents as (
      select unit_id, state, city, (count(*) filter (where status in ('enabled', 'disabled')))::int as customers
      from customers ${unitId === undefined ? sql`` : sql`where unit_id = ${unitId}`}
      group by unit_id, state, city
    )
    select r.unit_id as "unitId", u.state as "unitState", u.city as "unitCity", r.state, r.city, r.customers
    from residents r join units u on u.id = r.unit_id
    order by r.unit_id, r.state, r.city`);
}

/** Raises the revision of the open charges of these residents, and tells the workflows that are running. */
export async function raiseRevisionsOfResidents(tx: Executor, residents: readonly Residents[], now: Instant): Promise<void> {
  if (residents.length === 0) return;
  // Locked in the order in which every other batch locks charges.
  await tx.execute(sql`
    with touched as (
      select c.id from charges c where c.status = 'open' and c.customer_id in (${customersOf(residents)})
      order by c.id for no key update of c
    ), raised as (
      update charges c set revision = c.revision + 1, updated_at = ${now} from touched where c.id = touched.id returning c.id
    )
    insert into outbox (kind, target, available_at, created_at)
    select 'charge', id, ${now}, ${now} from raised
    where exists (select 1 from charge_wakes w where w.charge_id = raised.id)
      or exists (select 1 from steps s where s.charge_id = raised.id and s.state = 'waiting')
    order by id`);
  await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
}

/** Open charges of these residents without a planned wake, a page at a time in the order of the ids. */
export async function listUnplannedChargesOfResidents(
  tx: Executor,
  residents: readonly Residents[],
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  if (residents.length === 0) return [];
  const rows = await tx.execute<{ id: string }>(sql`
    select c.id from charges c
    where c.status = 'open' and c.id > ${after} and c.customer_id in (${customersOf(residents)})
      and not exists (select 1 from charge_wakes w where w.charge_id = c.id)
    order by c.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Hash-joinable although state and city may be null. */
function customersOf(residents: readonly Residents[]): SQL {
  const groups = JSON.stringify(residents.map(({ unitId, state, city }) => ({ unit: unitId, state: state ?? '', city: city ?? '' })));
  return sql`
    select k.id from customers k
    join json_to_recordset(${groups}::json) as place(unit text, state text, city text)
      on k.unit_id = place.unit and coalesce(k.state, '') = place.state and coalesce(k.city, '') = place.city`;
}
