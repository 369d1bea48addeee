import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  changeSavedFilter,
  createSavedFilter,
  deleteSavedFilter,
  listSavedFilters,
  readSavedFilter,
  type SavedFilter,
} from '../../db/queries/saved-filters.ts';
import { filteredLists, mostSavedFilters } from '../../domain/saved-filters.ts';
import { answers, answersCreated, answersNothing, jsonBody } from '../answers.ts';
import { accessOfPerson, demand } from '../auth.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { idParam } from '../fields.ts';
import { conflict, found, notFound } from '../problem.ts';
import { readingOf, refusePersonal, savedFilterAnswer, savedFilterFields, savedFilterOf, soundQuery } from '../shapes/saved-filter.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const tags = ['me'];
const list = z.enum(filteredLists);
const params = idParam;
const path = '/v1/me/filters/{id}';

const getAll = createRoute({
  ...accessOfPerson,
  tags,
  method: 'get',
  path: '/v1/me/filters',
  summary: 'My saved filters and those of the house, by name; only of lists that I may read',
  request: { query: fields({ list: list.optional() }) },
  responses: answers(z.object({ items: z.array(savedFilterAnswer), nextCursor: z.null() })),
});
const post = createRoute({
  ...accessOfPerson,
  tags,
  method: 'post',
  path: '/v1/me/filters',
  summary: `Saves a filter of a list under a name; at most ${mostSavedFilters} a list`,
  request: { body: jsonBody(fields({ list, ...savedFilterFields })) },
  responses: answersCreated(savedFilterAnswer),
});
const put = createRoute({
  ...accessOfPerson,
  tags,
  method: 'put',
  path,
  summary: 'Renames a saved filter, replaces what it asks, or shares it; one of the house needs settings:write',
  request: { params, body: jsonBody(fields(savedFilterFields)) },
  responses: answers(savedFilterAnswer, 'Changed; with Regua-Unchanged: 1 nothing was'),
});
const remove = createRoute({
  ...accessOfPerson,
  tags,
  method: 'delete',
  path,
  summary: 'Forgets a saved filter; one of the house that is not mine needs settings:write',
  request: { params },
  responses: answersNothing,
});

const aFilter = { pt: 'filtro salvo', en: 'saved filter' };

/** Filters of lists that people keep under a name, their own and those of the house. */
export function savedFilterRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const { caller } = c.var;
      const { list: asked } = c.req.valid('query');
      const lists = filteredLists.filter((each) => (asked ?? each) === each && caller.permissions.has(readingOf[each]));
      const items = await listSavedFilters(db, { userId: caller.id, lists });
      return c.json({ items: items.map((filter) => savedFilterOf(filter, caller)), nextCursor: null }, 200);
    })
    .openapi(post, async (c) => {
      const { caller } = c.var;
      const { list: ofList, name, query: given, shared } = c.req.valid('json');
      demand(c, readingOf[ofList]);
      const query = soundQuery(ofList, given);
      if (shared) refuseUnshareable(c, query);
      const created = await writeOnce(deps, c, { status: 201, answer: savedFilterAnswer }, async (tx, context) => {
        const id = randomUUID();
        const outcome = await createSavedFilter(tx, { id, userId: caller.id, list: ofList, name, query, shared }, context);
        if (outcome === 'name-taken') throw nameTaken(name);
        if (outcome === 'too-many') throw tooMany;
        return savedFilterOf(found(await readSavedFilter(tx, id), aFilter, id), caller);
      });
      return c.json(created, 201);
    })
    .openapi(put, async (c) => {
      const { caller } = c.var;
      const { id } = c.req.valid('param');
      const { name, query: given, shared } = c.req.valid('json');
      const changed = await write(deps, c, async (tx, context) => {
        const before = within(caller, id, await readSavedFilter(tx, id));
        const query = soundQuery(before.list, given);
        if (before.ownerId !== caller.id) demand(c, 'settings:write');
        if (shared) refuseUnshareable(c, query);
        const outcome = await changeSavedFilter(tx, { id, name, query, shared }, context);
        if (outcome === 'name-taken') throw nameTaken(name);
        if (outcome === 'unchanged') c.header('Regua-Unchanged', '1');
        return savedFilterOf(found(await readSavedFilter(tx, id), aFilter, id), caller);
      });
      return c.json(changed, 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      await write(deps, c, async (tx, context) => {
        const before = within(c.var.caller, id, await readSavedFilter(tx, id));
        if (before.ownerId !== c.var.caller.id) demand(c, 'settings:write');
        await deleteSavedFilter(tx, id, context);
      });
      return c.body(null, 204);
    });
}

/** 404 for what somebody else keeps for himself, as for what is not there. */
function within(caller: Caller, id: string, filter: SavedFilter | null): SavedFilter {
  if (filter === null || (filter.ownerId !== caller.id && !filter.shared)) throw notFound(aFilter, id);
  return filter;
}

function refuseUnshareable(c: Context<ApiEnv>, query: SavedFilter['query']): void {
  demand(c, 'settings:write');
  refusePersonal(query);
}

function nameTaken(name: string) {
  return conflict('name-taken', {
    pt: `Você já tem um filtro chamado "${name}" nesta lista.`,
    en: `You have a filter called "${name}" in this list already.`,
  });
}

const tooMany = conflict('too-many-filters', {
  pt: `Você já tem ${mostSavedFilters} filtros salvos nesta lista: apague um antes.`,
  en: `You have ${mostSavedFilters} saved filters in this list already: delete one first.`,
});
