import { z } from '@hono/zod-openapi';
import type { AppliesTo } from '../../domain/applies-to.ts';
import { customerStatuses } from '../../domain/states.ts';
import { id, line } from '../fields.ts';
import { fields } from '../validation.ts';

const ids = z.array(id).max(1_000).optional();
const names = z.array(line(100)).max(1_000).optional();

/** Whom a rule set, a hold or an exemption is for: AND between the lists, OR inside one. */
export const appliesTo = fields({
  units: ids,
  panels: ids,
  plans: names,
  cities: names,
  statuses: z.array(z.enum(customerStatuses)).optional(),
  customerIds: ids,
}).transform((lists): AppliesTo => Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined)));

const list = z.array(z.string()).optional();

export const appliesToAnswer = z.object({
  units: list,
  panels: list,
  plans: list,
  cities: list,
  statuses: z.array(z.enum(customerStatuses)).optional(),
  customerIds: list,
});
