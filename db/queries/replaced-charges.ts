import { sql } from 'drizzle-orm';
import type { ChargeFields, FieldProblem } from '../../domain/fields.ts';
import type { Instant } from '../../domain/instants.ts';
import type { ChargeStatus } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { writeAudit } from './audit.ts';
import { raiseRevisions, textArray } from './revisions.ts';

type Target = { customerId: string; status: ChargeStatus; replacedBy: string | null };

/** Charges that others say they replace, and what has replaced those, by id. */
export type ReplaceTargets = Map<string, Target>;

/** Reads these charges and whatever has taken their place since. */
export async function loadReplaceTargets(tx: Executor, chargeIds: string[]): Promise<ReplaceTargets> {
  if (chargeIds.length === 0) return new Map();
  const rows = await tx.execute<Target & { id: string }>(sql`
    with recursive known as (
      select id, customer_id, status, replaced_by from charges where id = any(${textArray(chargeIds)})
      union
      select c.id, c.customer_id, c.status, c.replaced_by from known k join charges c on c.id = k.replaced_by
    )
    select id, customer_id as "customerId", status, replaced_by as "replacedBy" from known`);
  return new Map(rows.map(({ id, ...target }) => [id, target]));
}

type Replacing = Pick<ChargeFields, 'customerId' | 'replaces' | 'replaceKind'>;

/**
 * Why a charge cannot take the place of those that it names. Null where it can: then the targets know it, so that the next record of the
 * batch cannot name the same.
 */
export function replaceProblem(
  id: string,
  { customerId, replaces, replaceKind }: Replacing,
  before: Pick<ChargeFields, 'replaces'> | null,
  targets: ReplaceTargets,
): FieldProblem | null {
  if (replaces.length > 0 && replaceKind === null) return kindMissing(replaces);
  for (const [index, replaced] of replaces.entries()) {
    const target = targets.get(replaced);
    const refused = (words: Pick<FieldProblem, 'code' | 'message' | 'expected'>) => ({
      path: `replaces.${index}`,
      given: replaced,
      ...words,
    });
    if (replaced === id || isReplacedBy(id, replaced, targets)) return refused(circle);
    if (target === undefined) return refused(unknown);
    if (target.customerId !== customerId) return refused(ofAnother(target.customerId));
    if (target.replacedBy !== null && target.replacedBy !== id) return refused(replacedAlready(target.replacedBy));
    // One that was paid after it was replaced stays replaced.
    if (target.status === 'paid' && !before?.replaces.includes(replaced)) return refused(paid);
  }
  for (const replaced of replaces) {
    const target = targets.get(replaced);
    if (target !== undefined) target.replacedBy = id;
  }
  const own = targets.get(id);
  targets.set(id, { customerId, status: own?.status ?? 'open', replacedBy: own?.replacedBy ?? null });
  return null;
}

/** Whether `id` has been replaced, in one or more steps, by `other`. */
function isReplacedBy(id: string, other: string, targets: ReplaceTargets): boolean {
  const seen = new Set<string>();
  for (let next = targets.get(id)?.replacedBy ?? null; next !== null && !seen.has(next); next = targets.get(next)?.replacedBy ?? null) {
    if (next === other) return true;
    seen.add(next);
  }
  return false;
}

/** Marks what has been replaced, and unmarks what is not named any more; both are planned again. */
export async function markReplaced(
  tx: Executor,
  written: readonly { id: string; replaces: readonly string[]; before: readonly string[] }[],
  { now, actor }: { now: Instant; actor: string },
): Promise<void> {
  const pairs = (pick: (each: (typeof written)[number]) => string[]) =>
    JSON.stringify(written.flatMap((each) => pick(each).map((old) => ({ old, new: each.id }))));
  const added = pairs(({ replaces, before }) => replaces.filter((old) => !before.includes(old)));
  const dropped = pairs(({ replaces, before }) => before.filter((old) => !replaces.includes(old)));
  if (added === '[]' && dropped === '[]') return;
  const marked = await tx.execute<{ id: string; by: string }>(sql`
    update charges o set replaced_by = p.new from json_to_recordset(${added}::text::json) as p (old text, new text)
    where o.id = p.old and o.replaced_by is null returning o.id, o.replaced_by as "by"`);
  await raiseRevisions(tx, { chargeIds: marked.map(({ id }) => id).toSorted(), start: false, now });
  const freed = await tx.execute<{ id: string }>(sql`
    update charges o set replaced_by = null from json_to_recordset(${dropped}::text::json) as p (old text, new text)
    where o.id = p.old and o.replaced_by = p.new returning o.id`);
  await raiseRevisions(tx, { chargeIds: freed.map(({ id }) => id).toSorted(), start: true, now });
  const told = [...marked.map(({ id, by }) => ({ id, replacedBy: by })), ...freed.map(({ id }) => ({ id, replacedBy: null }))];
  await writeAudit(
    tx,
    told.map(({ id, replacedBy }) => ({
      at: now,
      actor,
      action: 'charge.replaced',
      entity: 'charge',
      entityId: id,
      after: { replacedBy },
    })),
  );
}

type Refusal = Pick<FieldProblem, 'code' | 'message' | 'expected'>;

const unknown: Refusal = {
  code: 'charge-unknown',
  message: { pt: 'cobrança desconhecida', en: 'unknown charge' },
  expected: { pt: 'o id de uma cobrança cadastrada antes', en: 'the id of a charge that was put before' },
};
const paid: Refusal = {
  code: 'replaced-paid',
  message: { pt: 'a cobrança já está paga', en: 'the charge is paid already' },
  expected: { pt: 'uma cobrança que não foi paga', en: 'a charge that was not paid' },
};
const circle: Refusal = {
  code: 'replaced-circle',
  message: { pt: 'uma cobrança não toma o lugar de si mesma', en: 'a charge does not take the place of itself' },
  expected: { pt: 'outra cobrança, que não substituiu esta', en: 'another charge, which has not replaced this one' },
};

function replacedAlready(by: string): Refusal {
  return {
    code: 'replaced-already',
    message: { pt: `já foi substituída por ${by}`, en: `was replaced by ${by} already` },
    expected: { pt: `uma cobrança que nenhuma outra substituiu; ou ${by}`, en: `a charge that no other has replaced; or ${by}` },
  };
}

function ofAnother(customerId: string): Refusal {
  return {
    code: 'replaced-of-another',
    message: { pt: `é do cliente ${customerId}`, en: `belongs to the customer ${customerId}` },
    expected: { pt: 'uma cobrança do mesmo cliente', en: 'a charge of the same customer' },
  };
}

function kindMissing(replaces: readonly string[]): FieldProblem {
  return {
    code: 'replace-kind-missing',
    path: 'replaceKind',
    given: `null (replaces ${replaces.join(', ')})`,
    message: { pt: 'falta dizer o que a nova cobrança é', en: 'it is not said what the new charge is' },
    expected: { pt: 'reissue (segunda via) ou agreement (acordo)', en: 'reissue or agreement' },
  };
}
