import type { Context } from 'hono';
import type { Scope } from '../db/queries/scope.ts';
import { isPhoneOfUnits, kindsOfUnits, type OfUnit, unitOf } from '../db/queries/unit-of.ts';
import type { Words } from '../domain/fields.ts';
import type { ApiEnv } from './context.ts';
import { invalidField, notFound, Problem } from './problem.ts';

/** Which path parameter names a thing of which kind: `{ charge: 'id' }`. */
export type OfPath = { [K in OfUnit]?: string };

const names: Record<OfUnit, Words> = {
  unit: { pt: 'unidade', en: 'unit' },
  customer: { pt: 'cliente', en: 'customer' },
  charge: { pt: 'cobrança', en: 'charge' },
  step: { pt: 'etapa', en: 'step' },
  message: { pt: 'mensagem', en: 'message' },
  reply: { pt: 'resposta', en: 'reply' },
  hold: { pt: 'suspensão', en: 'hold' },
  exemption: { pt: 'isenção', en: 'exemption' },
};

/** For a list: the units that the caller is limited to; undefined where there is no limit. */
export function unitsOf(c: Context<ApiEnv>): readonly string[] | undefined {
  return c.var.caller.units ?? undefined;
}

/** 404 for what the path names in a unit that the caller is not let into, as for what is not there. */
export async function refuseOtherUnits(c: Context<ApiEnv>, path: OfPath): Promise<void> {
  for (const kind of kindsIn(path)) {
    const id = c.req.param(path[kind] ?? '') ?? '';
    if (await isElsewhere(c, kind, id)) throw notFound(names[kind], id);
  }
}

/** 422 for what a body names in such a unit: `refuseForeign(c, { customer: ['customerId', id] })`. What is null or absent is let through. */
export async function refuseForeign(
  c: Context<ApiEnv>,
  named: { [K in OfUnit]?: readonly [path: string, id: string | null | undefined] },
): Promise<void> {
  for (const kind of kindsIn(named)) {
    const [path, id] = named[kind] ?? [];
    if (path === undefined || id === undefined || id === null || !(await isElsewhere(c, kind, id))) continue;
    const message = { pt: `${names[kind].pt} de outra unidade`, en: `${names[kind].en} of another unit` };
    throw invalidField(path, id, message, { pt: 'um id das suas unidades', en: 'an id of your units' });
  }
}

/** The same for whom a hold or an exemption is about. A filter must name one unit, so that it is that unit's alone. */
export async function refuseForeignScope(c: Context<ApiEnv>, scope: Scope): Promise<void> {
  if (c.var.caller.units === null) return;
  if (!('filter' in scope)) {
    const { chargeId, customerId } = { chargeId: null, customerId: null, ...scope };
    return refuseForeign(c, { charge: ['scope.chargeId', chargeId], customer: ['scope.customerId', customerId] });
  }
  const { units = [] } = scope.filter;
  const expected = { pt: 'uma das suas unidades, e só uma', en: 'one of your units, and one only' };
  if (units.length !== 1)
    throw invalidField('scope.filter.units', units, { pt: 'vale além de uma unidade', en: 'goes beyond one unit' }, expected);
  await refuseForeign(c, { unit: ['scope.filter.units.0', units[0]] });
}

/** 404 for a phone that no customer of the caller's units has: what it asks for is not theirs to write. */
export async function refuseForeignPhone(c: Context<ApiEnv>, phone: string): Promise<void> {
  const { units } = c.var.caller;
  if (units === null || (await isPhoneOfUnits(c.var.db, phone, units))) return;
  throw notFound({ pt: 'cliente das suas unidades com o telefone', en: 'customer of your units with the phone' }, phone);
}

/** 403 for what no unit's limit can hold, like a text to a bare phone. */
export function refuseLimited(c: Context<ApiEnv>, because: Words): void {
  if (c.var.caller.units !== null) throw new Problem(403, 'forbidden', because);
}

async function isElsewhere(c: Context<ApiEnv>, kind: OfUnit, id: string): Promise<boolean> {
  const { units } = c.var.caller;
  if (units === null) return false;
  const unit = await unitOf(c.var.db, kind, id);
  return unit !== undefined && (unit === null || !units.includes(unit));
}

function kindsIn(named: { [K in OfUnit]?: unknown }): OfUnit[] {
  return kindsOfUnits.filter((kind) => kind in named);
}
