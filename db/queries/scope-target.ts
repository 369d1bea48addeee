import { and, eq, inArray, sql } from 'drizzle-orm';
import type { FieldProblem } from '../../domain/fields.ts';
import type { ChargeStatus } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { charges, customers, panels, units } from '../schema/index.ts';
import type { Scope } from './scope.ts';

/** Whom a scope comes down to: one customer with the zone they live in, or, for a filter, nobody in particular. */
export type ScopeTarget =
  | { kind: 'customer'; customerId: string; timeZone: string }
  | { kind: 'many' }
  | { kind: 'refused'; problem: FieldProblem };

/** Finds whom a scope is about, and locks the customer so that what is counted of them is counted one at a time. */
export async function lockScopeTarget(tx: Executor, scope: Scope): Promise<ScopeTarget> {
  if ('filter' in scope) return unknownInFilter(tx, scope);
  const charge = 'chargeId' in scope ? await findCharge(tx, scope.chargeId) : null;
  if ('chargeId' in scope && charge === null) return refused('scope.chargeId', scope.chargeId, chargeUnknown);
  if (charge !== null && charge.status !== 'open') return refused('scope.chargeId', charge.id, notOpen[charge.status]);
  const customerId = 'customerId' in scope ? scope.customerId : (charge?.customerId ?? '');
  const [customer] = await tx
    .select({ id: customers.id, timeZone: sql<string>`coalesce(${customers.timeZone}, ${units.timeZone})` })
    .from(customers)
    .innerJoin(units, eq(units.id, customers.unitId))
    .where(eq(customers.id, customerId))
    .for('no key update', { of: customers });
  if (customer === undefined) return refused('scope.customerId', customerId, customerUnknown);
  return { kind: 'customer', customerId, timeZone: customer.timeZone };
}

async function findCharge(tx: Executor, id: string): Promise<{ id: string; customerId: string; status: ChargeStatus } | null> {
  const row = { id: charges.id, customerId: charges.customerId, status: charges.status };
  return (await tx.select(row).from(charges).where(eq(charges.id, id)))[0] ?? null;
}

/** A unit, panel or customer that does not exist would stop nobody, and nobody would notice. */
async function unknownInFilter(tx: Executor, { filter }: { filter: Extract<Scope, { filter: unknown }>['filter'] }): Promise<ScopeTarget> {
  const lists = [
    { path: 'units', table: units, ids: filter.units ?? [], words: { pt: 'unidade desconhecida', en: 'unknown unit' } },
    { path: 'panels', table: panels, ids: filter.panels ?? [], words: { pt: 'painel desconhecido', en: 'unknown panel' } },
    { path: 'customerIds', table: customers, ids: filter.customerIds ?? [], words: customerUnknown.message },
  ];
  for (const { path, table, ids, words } of lists) {
    if (ids.length === 0) continue;
    const known = new Set(
      (
        await tx
          .select({ id: table.id })
          .from(table)
          .where(and(inArray(table.id, ids)))
      ).map(({ id }) => id),
    );
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined)
      return refused(`scope.filter.${path}`, unknown, { ...customerUnknown, code: 'filter-unknown', message: words });
  }
  return { kind: 'many' };
}

type Refusal = Pick<FieldProblem, 'code' | 'message' | 'expected'>;

function refused(path: string, given: string, refusal: Refusal): ScopeTarget {
  return { kind: 'refused', problem: { path, given, ...refusal } };
}

const chargeUnknown: Refusal = {
  code: 'charge-unknown',
  message: { pt: 'cobrança desconhecida', en: 'unknown charge' },
  expected: { pt: 'o id de uma cobrança cadastrada', en: 'the id of a charge that was put before' },
};
const customerUnknown: Refusal = {
  code: 'customer-unknown',
  message: { pt: 'cliente desconhecido', en: 'unknown customer' },
  expected: { pt: 'um id cadastrado', en: 'an id that was put before' },
};
const notOpen: Record<Exclude<ChargeStatus, 'open'>, Refusal> = {
  paid: {
    code: 'charge-not-open',
    message: { pt: 'a cobrança já está paga', en: 'the charge is paid already' },
    expected: { pt: 'uma cobrança aberta', en: 'an open charge' },
  },
  removed: {
    code: 'charge-not-open',
    message: { pt: 'a cobrança foi removida', en: 'the charge was removed' },
    expected: { pt: 'uma cobrança aberta', en: 'an open charge' },
  },
};
