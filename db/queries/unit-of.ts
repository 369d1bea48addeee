import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { readStepId } from '../../domain/step-id.ts';
import type { Executor } from '../client.ts';
import { charges, customerPhones, customers, exemptions, holds, messages, replies, steps, units } from '../schema/index.ts';

/** What belongs to a unit, each by its id. */
export const kindsOfUnits = ['unit', 'customer', 'charge', 'step', 'message', 'reply', 'hold', 'exemption'] as const;
export type OfUnit = (typeof kindsOfUnits)[number];

/** The unit that a thing belongs to; null: no unit's (a text to a bare phone); undefined: there is no such thing. */
export async function unitOf(db: Executor, kind: OfUnit, id: string): Promise<string | null | undefined> {
  return (await lookUp[kind](db, id))[0]?.unit;
}

type LookUp = (db: Executor, id: string) => PromiseLike<{ unit: string | null }[]>;

const ofCustomer = { unit: customers.unitId };
const lookUp: Record<OfUnit, LookUp> = {
  unit: (db, id) => db.select({ unit: units.id }).from(units).where(eq(units.id, id)),
  customer: (db, id) => db.select(ofCustomer).from(customers).where(eq(customers.id, id)),
  charge: (db, id) =>
    db.select(ofCustomer).from(charges).innerJoin(customers, eq(customers.id, charges.customerId)).where(eq(charges.id, id)),
  step: (db, id) => {
    const name = readStepId(id);
    if (name?.kind === 'planned') return lookUp.charge(db, name.chargeId);
    return db
      .select(ofCustomer)
      .from(steps)
      .innerJoin(charges, eq(charges.id, steps.chargeId))
      .innerJoin(customers, eq(customers.id, charges.customerId))
      .where(sameNumber(steps.id, id));
  },
  hold: (db, id) =>
    db
      .select({ unit: unitOfScope(holds) })
      .from(holds)
      .where(eq(holds.id, id)),
  exemption: (db, id) =>
    db
      .select({ unit: unitOfScope(exemptions) })
      .from(exemptions)
      .where(eq(exemptions.id, id)),
  message: (db, id) =>
    db.select(ofCustomer).from(messages).leftJoin(customers, eq(customers.id, messages.customerId)).where(sameNumber(messages.id, id)),
  reply: (db, id) =>
    db.select(ofCustomer).from(replies).leftJoin(customers, eq(customers.id, replies.customerId)).where(sameNumber(replies.id, id)),
};

/** The unit of whom a hold or an exemption is about: of a filter the only one that it names, else no unit's. */
export function unitOfScope({ chargeId, customerId, filter }: typeof holds | typeof exemptions): SQL<string | null> {
  return sql`case
    when ${filter} is not null then case when jsonb_array_length(coalesce(${filter} -> 'units', '[]')) = 1 then ${filter} -> 'units' ->> 0 end
    else (select u.unit_id from customers u where u.id = coalesce(${customerId}, (select c.customer_id from charges c where c.id = ${chargeId})))
  end`;
}

/** Ids that we number ourselves come as text; what is no number is nobody's. */
function sameNumber(column: AnyPgColumn, id: string): SQL {
  return /^\d{1,15}$/.test(id) ? eq(column, Number(id)) : sql`false`;
}

/** For lists: rows whose customer is of one of these units; undefined (all of them) leaves the list as it is. */
export function ofUnits(customerId: AnyPgColumn, wanted: readonly string[] | undefined): SQL | undefined {
  if (wanted === undefined) return undefined;
  return sql`exists (select 1 from ${customers} where ${customers.id} = ${customerId} and ${inArray(customers.unitId, [...wanted])})`;
}

/** For lists by charge: charges of a customer of one of these units. */
export function chargeOfUnits(chargeId: AnyPgColumn, wanted: readonly string[] | undefined): SQL | undefined {
  if (wanted === undefined) return undefined;
  return sql`exists (
    select 1 from ${charges} join ${customers} on ${customers.id} = ${charges.customerId}
    where ${charges.id} = ${chargeId} and ${inArray(customers.unitId, [...wanted])})`;
}

/** Whether a customer of one of these units has the number. */
export async function isPhoneOfUnits(db: Executor, phone: string, wanted: readonly string[]): Promise<boolean> {
  const owners = db
    .select({ id: customers.id })
    .from(customerPhones)
    .innerJoin(customers, eq(customers.id, customerPhones.customerId))
    .where(and(eq(customerPhones.number, phone), inArray(customers.unitId, [...wanted])));
  return (await owners.limit(1)).length > 0;
}

/** For lists by phone: numbers of a customer of one of these units. */
export function phoneOfUnits(phone: AnyPgColumn, wanted: readonly string[] | undefined): SQL | undefined {
  if (wanted === undefined) return undefined;
  return sql`exists (
    select 1 from ${customerPhones} join ${customers} on ${customers.id} = ${customerPhones.customerId}
    where ${customerPhones.number} = ${phone} and ${inArray(customers.unitId, [...wanted])})`;
}
