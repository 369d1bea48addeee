import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { newestSurvey, readSurvey, startSurvey } from '../../db/queries/surveys.ts';
import { answers, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { date } from '../fields.ts';
import { found } from '../problem.ts';
import { refuseBackwards, reportOrTable, reportTableQuery } from '../report-period.ts';
import { aSurvey, surveyAnswer, surveyOf } from '../shapes/survey.ts';
import { answerRows, type Columns } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';
import { writeOnce } from '../writing.ts';

const reading = { ...access('reports:read'), tags: ['reports'] };
const path = '/v1/reports/forecast';

const query = fields({
  from: date.optional().openapi({ description: 'The first day; the first that was computed when absent' }),
  to: date.optional().openapi({ description: 'The last day; the last that was computed when absent' }),
  ...reportTableQuery,
});
const answer = z
  .object({ latest: z.union([surveyAnswer, z.null()]), running: z.union([surveyAnswer, z.null()]) })
  .openapi('Forecast', { description: 'What leaves on each day, as last computed, and the computation under way' });

const getForecast = createRoute({
  ...reading,
  method: 'get',
  path,
  summary: 'Texts, segments, cost and blocks of each day to come, as last computed',
  request: { query },
  responses: { ...answers(answer), 200: reportOrTable(answer, 'The next day first') },
});
const startForecast = createRoute({
  ...reading,
  method: 'post',
  path,
  summary: 'Computes the forecast anew, in the background',
  request: { body: jsonBody(fields({ days: z.int().min(1).max(366).default(45) })) },
  responses: answers(surveyAnswer, 'Asked for; an equal one that is under way is given instead'),
});

type Day = NonNullable<z.infer<typeof surveyAnswer>['forecast']>['days'][number];

const columns: Columns<'forecast', Day> = {
  date: ({ date: day }) => ({ date: day }),
  texts: ({ texts }) => texts,
  segments: ({ segments }) => segments,
  cost: ({ cost }) => ({ decimal: cost }),
  blocks: ({ blocks }) => blocks,
};

/** What will leave on each day to come: the newest pass over every open charge that counted it, or over those of the caller's units. */
export function forecastRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getForecast, async (c) => {
      const asked = c.req.valid('query');
      refuseBackwards(asked);
      const onlyUnits = unitsInOrder(c);
      const finished = await newestSurvey(db, { kind: 'forecast', states: ['finished'], onlyUnits });
      const latest = finished && surveyOf(finished, asked);
      if (asked.format !== 'csv') {
        const running = await underWay(db, onlyUnits);
        return c.json({ latest, running: running && surveyOf(running) }, 200);
      }
      const days = latest?.forecast?.days ?? [];
      const about = [days[0]?.date, days.at(-1)?.date].filter((part) => part !== undefined).join('-');
      return answerRows(c, catalogue, { name: 'forecast', about, asked, columns, pages: [days] });
    })
    .openapi(startForecast, async (c) => {
      const { days } = c.req.valid('json');
      const onlyUnits = unitsInOrder(c);
      const survey = await writeOnce(deps, c, { status: 200, answer: surveyAnswer }, async (tx, context) => {
        const running = await underWay(tx, onlyUnits);
        if (running !== null && running.input.days === days) return surveyOf(running);
        const id = await startSurvey(
          tx,
          { kind: 'forecast', input: { cause: 'forecast', days, ...(onlyUnits && { onlyUnits }) } },
          context,
        );
        return surveyOf(found(await readSurvey(tx, id), aSurvey, id));
      });
      return c.json(survey, 200);
    });
}

function underWay(db: Executor, onlyUnits: string[] | undefined) {
  return newestSurvey(db, { kind: 'forecast', states: ['waiting', 'running'], onlyUnits });
}

/** As a forecast of theirs names them, so that people of the same units share it. */
function unitsInOrder(c: Context<ApiEnv>): string[] | undefined {
  return unitsOf(c)?.toSorted();
}
