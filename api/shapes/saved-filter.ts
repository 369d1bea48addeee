import { z } from '@hono/zod-openapi';
import type { SavedFilter } from '../../db/queries/saved-filters.ts';
import type { Permission } from '../../domain/permissions.ts';
import { normalizePhone } from '../../domain/phone.ts';
import { type FilteredList, filteredLists, personalParts, type SavedQuery } from '../../domain/saved-filters.ts';
import type { Caller } from '../context.ts';
import { answerInstant, line } from '../fields.ts';
import { invalidField, invalidFields } from '../problem.ts';
import { fieldProblems, fields } from '../validation.ts';
import { chargeQuery } from './charge.ts';
import { customerQuery } from './customer.ts';
import { messageQuery } from './message.ts';

export const savedFilterFields = {
  name: line(60),
  query: z
    .record(z.string().max(40), z.string().max(300))
    .openapi({ description: 'As GET of the list takes it, without limit and cursor' }),
  shared: z.boolean().default(false).openapi({ description: 'For everybody in the house; needs settings:write' }),
};

export const savedFilterAnswer = z
  .object({
    id: z.string(),
    list: z.enum(filteredLists),
    name: z.string(),
    query: z.record(z.string(), z.string()),
    shared: z.boolean(),
    mine: z.boolean(),
    ownerName: z.string(),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('SavedFilter');

/** What a filter of a list may ask: the very query of the list. */
const queries = { messages: fields(messageQuery), charges: fields(chargeQuery), customers: fields(customerQuery) };

/** Who may read a list may keep its filters. */
export const readingOf = {
  messages: 'messages:read',
  charges: 'charges:read',
  customers: 'customers:read',
} as const satisfies Record<FilteredList, Permission>;

/** The query as the list takes it. Refuses what the list would refuse, and one that leaves nothing out. */
export function soundQuery(list: FilteredList, given: SavedQuery): SavedQuery {
  const parsed = queries[list].safeParse(given);
  if (!parsed.success) throw invalidFields(fieldProblems(parsed.error.issues, given, ['query']));
  const parts = Object.entries(parsed.data).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  if (parts.length === 0) {
    const expected = { pt: 'ao menos um filtro', en: 'at least one filter' };
    throw invalidField('query', given, { pt: 'não filtra nada', en: 'filters nothing' }, expected);
  }
  return Object.fromEntries(parts.map(([name, value]) => [name, name === 'phone' ? asStored(value) : value]));
}

/** What the whole house has looks for nobody: not all may see every customer, nor whole phones. */
export function refusePersonal(query: SavedQuery): void {
  const expected = { pt: 'um filtro da casa sem isto', en: 'a filter of the house without it' };
  const message = { pt: 'procura uma pessoa ou cobrança', en: 'looks for a person or charge' };
  const problems = personalParts(query).map((name) => ({ path: `query.${name}`, message, expected, given: String(query[name]) }));
  if (problems.length > 0) throw invalidFields(problems);
}

export function savedFilterOf({ ownerId, ...filter }: SavedFilter, { id }: Pick<Caller, 'id'>): z.infer<typeof savedFilterAnswer> {
  return { ...filter, mine: ownerId === id };
}

/** A phone as messages have it, however it was typed: so it is found when the person is erased. */
function asStored(phone: string): string {
  const known = normalizePhone(phone, { areaCode: null });
  return known.kind === 'unusable' ? phone : known.e164;
}
