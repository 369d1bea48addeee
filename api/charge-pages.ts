import type { z } from '@hono/zod-openapi';
import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { holdsOfCharges } from '../db/queries/holds.ts';
import type { Page, PageRequest } from '../db/queries/paging.ts';
import { type ChargeFilter, listCharges } from '../db/queries/read-charges.ts';
import type { Instant } from '../domain/instants.ts';
import { planCharges } from './charge-plans.ts';
import { overdueLimits } from './overdue-limits.ts';
import { type chargeAnswer, chargeOf, type chargeQuery } from './shapes/charge.ts';

type Asked = z.output<z.ZodObject<typeof chargeQuery>>;
type ChargeAnswer = z.infer<typeof chargeAnswer>;

/** Reads pages of charges that fit what was asked for, with their plans and holds at `now`, for the list and for the table. */
export function chargePages(
  db: Executor,
  { catalogue, asked, units, now }: { catalogue: CatalogueCache; asked: Asked; units: readonly string[] | undefined; now: Instant },
): (page: PageRequest) => Promise<Page<ChargeAnswer>> {
  return async (page) => {
    const { items, next } = await listCharges(db, { ...(await filterOf(asked, catalogue, now)), units }, page);
    const chargeIds = items.map(({ id }) => id);
    const plans = await planCharges(db, { catalogue, chargeIds, now });
    const holds = await holdsOfCharges(db, chargeIds, now);
    const answered = items.flatMap((charge) => {
      const plan = plans.get(charge.id);
      return plan === undefined ? [] : [chargeOf(charge, plan, holds.get(charge.id) ?? [])];
    });
    return { items: answered, next };
  };
}

async function filterOf(
  { status, held, alert, alertReason, ...filter }: Asked,
  catalogue: CatalogueCache,
  now: Instant,
): Promise<ChargeFilter> {
  const byStatus = status === 'overdue' ? { overdue: { now, limits: overdueLimits(await catalogue.newest(), now) } } : { status };
  return { ...filter, ...byStatus, held: held && heldFilter(held, now), waiting: alert && { alert, reason: alertReason } };
}

function heldFilter(held: NonNullable<Asked['held']>, now: Instant): ChargeFilter['held'] {
  if (held === 'false') return { none: true, now };
  return { kind: held === 'true' ? null : held, now };
}
