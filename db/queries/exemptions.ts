import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { FieldProblem } from '../../domain/fields.ts';
import { isDate, pastProblem, stopEnd } from '../../domain/hold-limits.ts';
import type { Instant, IsoDate } from '../../domain/instants.ts';
import { zoneOf } from '../../domain/local-time.ts';
import type { ExemptionKind } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { exemptions } from '../schema/index.ts';
import { writeAudit } from './audit.ts';
import { dateOfMany } from './holds.ts';
import { type CreatorNamed, withCreatorNames } from './names.ts';
import { byNewest, type Page, type PageRequest, pageOf } from './paging.ts';
import { raiseRevisionsOfScope, type Scope, scopeColumns, scopeOf } from './scope.ts';
import { lockScopeTarget } from './scope-target.ts';
import { unitOfScope } from './unit-of.ts';

export type Exemption = {
  id: string;
  scope: Scope;
  exemptFrom: ExemptionKind;
  until: Instant | null;
  reason: string;
  createdBy: string;
  createdAt: Instant;
  endedAt: Instant | null;
  endedBy: string | null;
};

/** `until`: an instant, or a date for its whole day where the customer lives. */
export type ExemptionAsked = Pick<Exemption, 'id' | 'scope' | 'exemptFrom' | 'reason'> & { until: Instant | IsoDate | null };

export type ExemptionResult =
  | { outcome: 'created'; exemption: Exemption; openCharges: number }
  | { outcome: 'refused'; problem: FieldProblem };

type Context = { now: Instant; actor: string };

/** From the end of the transaction on, nobody whom the scope names is chased, or blocked. */
export async function createExemption(tx: Executor, asked: ExemptionAsked, { now, actor }: Context): Promise<ExemptionResult> {
  const target = await lockScopeTarget(tx, asked.scope);
  if (target.kind === 'refused') return { outcome: 'refused', problem: target.problem };
  if (target.kind === 'many' && asked.until !== null && isDate(asked.until))
    return { outcome: 'refused', problem: dateOfMany(asked.until) };
  const until = asked.until === null ? null : stopEnd(asked.until, zoneOf(target.kind === 'customer' ? target.timeZone : 'UTC'));
  const past = pastProblem(until, { given: asked.until ?? '', now });
  if (past !== null) return { outcome: 'refused', problem: past };

  const { scope, ...fields } = asked;
  await tx
    .insert(exemptions)
    .values({ ...fields, ...scopeColumns(scope), until, from: now, createdBy: actor, createdAt: now, updatedAt: now });
  const openCharges = await raiseRevisionsOfScope(tx, scope, { call: 'filter' in scope ? 'waiting' : 'running', now });
  const exemption = { ...fields, scope, until, createdBy: actor, createdAt: now, endedAt: null, endedBy: null };
  await auditOf(tx, exemption, 'exemption.created', { now, actor });
  return { outcome: 'created', exemption, openCharges };
}

/** Ends an exemption before its time. One that is over already stays as it is; null when there is none. */
export async function endExemption(
  tx: Executor,
  id: string,
  { now, actor }: Context,
): Promise<{ exemption: Exemption; changed: boolean } | null> {
  const [row] = await tx.select().from(exemptions).where(eq(exemptions.id, id)).for('update');
  if (row === undefined) return null;
  if (row.endedAt !== null || (row.until !== null && row.until <= now)) return { exemption: exemptionOf(row), changed: false };
  const ended = { until: now, endedAt: now, endedBy: actor, updatedAt: now };
  await tx.update(exemptions).set(ended).where(eq(exemptions.id, id));
  const exemption = exemptionOf({ ...row, ...ended });
  await raiseRevisionsOfScope(tx, exemption.scope, { call: 'all', now });
  await auditOf(tx, exemption, 'exemption.ended', { now, actor });
  return { exemption, changed: true };
}

async function auditOf(
  tx: Executor,
  { id, scope, exemptFrom, until, reason }: Exemption,
  action: string,
  { now, actor }: Context,
): Promise<void> {
  await writeAudit(tx, [{ at: now, actor, action, entity: 'exemption', entityId: id, after: { scope, from: exemptFrom, until, reason } }]);
}

export type ExemptionFilter = {
  chargeId?: string | undefined;
  /** The customer's own exemptions and those of their charges. */
  customerId?: string | undefined;
  exemptFrom?: ExemptionKind | undefined;
  activeAt?: Instant | undefined;
  /** Only those about somebody of these units. */
  units?: readonly string[] | undefined;
};

/** Exemptions that fit every part of the filter, newest first. */
export async function listExemptions(
  db: Executor,
  { chargeId, customerId, exemptFrom, activeAt, units }: ExemptionFilter,
  page: PageRequest,
): Promise<Page<CreatorNamed<Exemption>>> {
  const { order, start } = byNewest(exemptions.createdAt, exemptions.id, page.after);
  const ofCustomer = sql`${exemptions.id} in (
    select id from exemptions where customer_id = ${customerId ?? ''}
    union all select e.id from charges c join exemptions e on e.charge_id = c.id where c.customer_id = ${customerId ?? ''})`;
  const rows = await db
    .select()
    .from(exemptions)
    .where(
      and(
        chargeId === undefined ? undefined : eq(exemptions.chargeId, chargeId),
        customerId === undefined ? undefined : ofCustomer,
        exemptFrom === undefined ? undefined : eq(exemptions.exemptFrom, exemptFrom),
        activeAt === undefined ? undefined : or(isNull(exemptions.until), gt(exemptions.until, activeAt)),
        units && inArray(unitOfScope(exemptions), [...units]),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  const { items, next } = pageOf(rows, page.limit, ({ id, createdAt }) => ({ key: createdAt, id }), exemptionOf);
  return { items: await withCreatorNames(db, items), next };
}

function exemptionOf({
  id,
  exemptFrom,
  until,
  reason,
  createdBy,
  createdAt,
  endedAt,
  endedBy,
  ...row
}: typeof exemptions.$inferSelect): Exemption {
  return { id, scope: scopeOf(row), exemptFrom, until, reason, createdBy, createdAt, endedAt, endedBy };
}
