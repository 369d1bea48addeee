import { type SQL, sql } from 'drizzle-orm';
import type { AppliesTo } from '../../domain/applies-to.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Executor } from '../client.ts';
import { raiseCatalogueRevision } from './catalogue.ts';
import { outboxChannel } from './outbox.ts';
import { raiseMates, textArray } from './revisions.ts';

/** What a hold or an exemption is about. */
export type Scope = { chargeId: string } | { customerId: string } | { filter: AppliesTo };

type ScopeColumns = { chargeId: string | null; customerId: string | null; filter: AppliesTo | null };

export function scopeColumns(scope: Scope): ScopeColumns {
  return { chargeId: null, customerId: null, filter: null, ...scope };
}

export function scopeOf({ chargeId, customerId, filter }: ScopeColumns): Scope {
  if (chargeId !== null) return { chargeId };
  return customerId !== null ? { customerId } : { filter: filter ?? {} };
}

/**
 * Whom a filter names, over a statement's `customers u`: the same as `domain/applies-to.ts` says. Cities are compared without accents
 * and capitals; leads and removed customers count only where a filter names their status.
 */
export function filterCondition({ units, panels, plans, cities, statuses, customerIds }: AppliesTo): SQL {
  const asks = (column: SQL, list: string[] | undefined) => (list && list.length > 0 ? [sql`${column} = any(${textArray(list)})`] : []);
  return sql.join(
    [
      ...asks(sql`u.status`, statuses?.length ? statuses : ['enabled', 'disabled']),
      ...asks(sql`u.unit_id`, units),
      ...asks(sql`u.panel_id`, panels),
      ...asks(sql`u.plan`, plans),
      ...asks(folded(sql`u.city`), cities?.map(foldedText)),
      ...asks(sql`u.id`, customerIds),
    ],
    sql` and `,
  );
}

function folded(column: SQL): SQL {
  return sql`lower(trim(regexp_replace(normalize(${column}, NFD), '[\u0300-\u036f]', '', 'g')))`;
}

function foldedText(city: string): string {
  return city.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

/** Whom a scope names, over a statement's `charges c` and `customers u`. */
export function scopeCondition(scope: Scope): SQL {
  if ('chargeId' in scope) return sql`c.id = ${scope.chargeId}`;
  return 'customerId' in scope ? sql`c.customer_id = ${scope.customerId}` : filterCondition(scope.filter);
}

/** So many workflows a second are called after a change to many charges. */
const calledPerSecond = 200;

/**
 * Raises the revision of each open charge that a scope names, in the transaction of the fact that may change its plan; a filter also
 * changes what every later plan is made from. `call` says whose workflows hear of it: of charges with a text on its way (the others
 * find out when they wake), of those that run, or of all. Gives how many charges are concerned.
 */
export async function raiseRevisionsOfScope(
  tx: Executor,
  scope: Scope,
  { call, now }: { call: 'waiting' | 'running' | 'all'; now: Instant },
): Promise<number> {
  // The settings row first, as everybody who locks both does.
  if ('filter' in scope) await raiseCatalogueRevision(tx);
  const waits = sql`exists (select 1 from steps s where s.charge_id = raised.id and s.state = 'waiting')`;
  const runs = sql`exists (select 1 from charge_wakes w where w.charge_id = raised.id)`;
  const hears = { waiting: waits, running: sql`(${runs} or ${waits})`, all: sql`true` }[call];
  const [row] = await tx.execute<{ count: number; told: number }>(sql`
    with concerned as materialized (
      select c.id from charges c join customers u on u.id = c.customer_id
      where c.status = 'open' and ${scopeCondition(scope)} order by c.id for no key update of c
    ), raised as (
      update charges c set revision = revision + 1, updated_at = ${now} from concerned where c.id = concerned.id returning c.id
    ), told as (
      insert into outbox (kind, target, available_at, created_at)
      select 'charge', id, ${now}::timestamptz + make_interval(secs => (row_number() over (order by id) - 1) / ${calledPerSecond}), ${now}::timestamptz
      from raised where ${hears} returning 1
    )
    select (select count(*) from raised)::int as count, (select count(*) from told)::int as told`);
  if (row !== undefined && row.told > 0) await tx.execute(sql`select pg_notify(${outboxChannel}, '')`);
  if ('chargeId' in scope) await raiseMates(tx, [scope.chargeId], now);
  return row?.count ?? 0;
}

/** Which of these charges a filter names. */
export async function chargesWithin(db: Executor, chargeIds: string[], filters: { id: string; filter: AppliesTo }[]) {
  if (chargeIds.length === 0 || filters.length === 0) return [];
  const parts = filters.map(
    ({ id, filter }) => sql`
      select c.id as "chargeId", ${id}::text as id from charges c join customers u on u.id = c.customer_id
      where c.id = any(${textArray(chargeIds)}) and ${filterCondition(filter)}`,
  );
  return db.execute<{ chargeId: string; id: string }>(sql.join(parts, sql` union all `));
}

/** Open charges of whom a filter names: how many, of how many customers, and the ids of the first `most`. */
export async function openChargesWithin(
  db: Executor,
  filter: AppliesTo,
  most: number,
): Promise<{ openCharges: number; customers: number; chargeIds: string[] }> {
  const [row] = await db.execute<{ openCharges: number; customers: number; chargeIds: string[] }>(sql`
    with concerned as materialized (
      select c.id, c.customer_id from charges c join customers u on u.id = c.customer_id
      where c.status = 'open' and ${filterCondition(filter)}
    )
    select count(*)::int as "openCharges", count(distinct customer_id)::int as customers,
      (select coalesce(json_agg(f.id), '[]') from (select id from concerned order by id limit ${most}) as f) as "chargeIds"
    from concerned`);
  return row ?? { openCharges: 0, customers: 0, chargeIds: [] };
}
