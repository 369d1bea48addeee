import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { copyHolidays } from '../../db/queries/copy-holidays.ts';
import { listHolidays, readHoliday } from '../../db/queries/read-holidays.ts';
import { deleteHoliday, saveHolidays } from '../../db/queries/save-holidays.ts';
import type { HolidayScope } from '../../domain/holiday-entries.ts';
import { answers, answersNothing, answersPage, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { id, idParam, line, state } from '../fields.ts';
import { pageAnswer, pageQuery, pageRequest } from '../paging.ts';
import { found, invalidField, notFound } from '../problem.ts';
import { replanPlaces } from '../replan-places.ts';
import { savedOrRefused, statusOf } from '../saved.ts';
import { fittingScope, holidayAnswer, holidayPut, holidayScope, scopeOf, year } from '../shapes/holiday.ts';
import { editQuery, refuseUnseenChange } from '../unseen-change.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const reading = { ...access('calendar:read'), tags: ['calendar'] };
const writing = { ...access('calendar:write'), tags: ['calendar'] };

const getAll = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/holidays',
  summary: 'Holidays of our own: what date-holidays does not know, or has and the house does not keep',
  request: {
    query: fields({
      ...pageQuery,
      year: year.optional(),
      scope: z.enum(['country']).optional(),
      state: state.optional(),
      city: line(100).optional(),
      unit: id.optional(),
    }),
  },
  responses: answersPage(holidayAnswer),
});
const getOne = createRoute({
  ...reading,
  method: 'get',
  path: '/v1/holidays/{id}',
  summary: 'A holiday of our own',
  request: { params: idParam },
  responses: answers(holidayAnswer),
});
const put = createRoute({
  ...writing,
  method: 'put',
  path: '/v1/holidays/{id}',
  summary: 'Creates or replaces a holiday; open charges of its place are planned again',
  description:
    "Replaces what date-holidays has on this date and scope. With neither business nor sending the date is an ordinary day at its place, whatever wider places say. The customer's state and city decide windows, the unit's business days; holidays of a unit count for both.",
  request: { params: idParam, query: editQuery, body: jsonBody(holidayPut) },
  responses: answersPut(holidayAnswer),
});
const remove = createRoute({
  ...writing,
  method: 'delete',
  path: '/v1/holidays/{id}',
  summary: 'Takes a holiday away; date-holidays says again what the day is',
  request: { params: idParam },
  responses: answersNothing,
});

const copied = z
  .object({
    created: z.int(),
    existing: z.int().openapi({ description: 'Days that their place had already' }),
    moved: z
      .array(z.object({ id: z.string(), name: z.string(), from: z.string(), to: z.string() }))
      .openapi({ description: 'With Easter' }),
    impossible: z.array(z.string()).openapi({ description: 'Ids of entries whose day the year does not have: 29 February' }),
  })
  .openapi('CopiedHolidays');
const copy = createRoute({
  ...writing,
  method: 'post',
  path: '/v1/holidays/copy',
  summary: 'Copies the entries of one year to another, all or those of one place',
  description: 'Yearly entries need no copy. Carnival, Good Friday and Corpus Christi move with Easter.',
  request: { body: jsonBody(fields({ fromYear: year, toYear: year, scope: holidayScope.optional() })) },
  responses: answers(copied, 'Copied'),
});

const aHoliday = { pt: 'feriado', en: 'holiday' };

/** The house's own holidays. */
export function holidayRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getAll, async (c) => {
      const query = c.req.valid('query');
      const page = await listHolidays(db, { scope: askedScope(query), year: query.year }, pageRequest(query));
      return c.json(pageAnswer(page), 200);
    })
    .openapi(copy, async (c) => {
      const { fromYear, toYear, scope } = c.req.valid('json');
      if (fromYear === toYear) {
        const expected = { pt: `um ano que não seja ${fromYear}`, en: `a year other than ${fromYear}` };
        throw invalidField('toYear', toYear, { pt: 'é o próprio ano', en: 'is the same year' }, expected);
      }
      const answer = await writeOnce(deps, c, { status: 200, answer: copied }, async (tx, context) => {
        const { touched, ...result } = await copyHolidays(tx, { fromYear, toYear, scope, newId: randomUUID }, context);
        await replanPlaces(tx, db, touched, context);
        return result;
      });
      return c.json(answer, 200);
    })
    .openapi(getOne, async (c) => c.json(found(await readHoliday(db, c.req.valid('param').id), aHoliday, c.req.valid('param').id), 200))
    .openapi(put, async (c) => {
      const { id: holidayId } = c.req.valid('param');
      const [saved, now] = await write(deps, c, async (tx, context) => {
        const given = c.req.valid('json');
        const { results, touched } = await saveHolidays(tx, [{ ...given, id: holidayId }], context);
        const outcome = savedOrRefused(results[0], aHoliday, holidayId);
        await refuseUnseenChange(tx, { ...c.req.valid('query'), entity: 'holiday', id: holidayId, given }, context);
        await replanPlaces(tx, db, touched, context);
        return [outcome, found(await readHoliday(tx, holidayId), aHoliday, holidayId)] as const;
      });
      return c.json(now, statusOf(c, saved));
    })
    .openapi(remove, async (c) => {
      const { id: holidayId } = c.req.valid('param');
      await write(deps, c, async (tx, context) => {
        const scope = await deleteHoliday(tx, holidayId, context);
        if (scope === null) throw notFound(aHoliday, holidayId);
        await replanPlaces(tx, db, [scope], context);
      });
      return c.body(null, 204);
    });
}

type Asked = { scope?: 'country' | undefined; state?: string | undefined; city?: string | undefined; unit?: string | undefined };

function askedScope({ scope, ...named }: Asked): HolidayScope | undefined {
  const isNamed = Object.values({ state: named.state, city: named.city, unit: named.unit }).some((name) => name !== undefined);
  if (!isNamed) return scope;
  const place = scopeOf(named);
  if (place !== null && scope === undefined) return place;
  throw invalidField('scope', JSON.stringify({ scope, ...named }), { pt: 'lugar incompleto', en: 'place not complete' }, fittingScope);
}
