import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { cancelSurvey, newestSurveys, readSurvey, startSurvey } from '../../db/queries/surveys.ts';
import { answers, answersNothing, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { conflict, found } from '../problem.ts';
import { surveyAnswer, surveyOf } from '../shapes/survey.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';

const path = '/v1/surveys/{id}';
const aSurvey = { pt: 'levantamento', en: 'survey' };

const getOne = createRoute({
  ...access('reports:read'),
  tags: ['reports'],
  method: 'get',
  path,
  summary: 'A pass over every open charge: how far it is, and what it found',
  request: { params: idParam },
  responses: answers(surveyAnswer),
});
const remove = createRoute({
  ...access('rules:write'),
  tags: ['reports'],
  method: 'delete',
  path,
  summary: 'Cancels a simulation or a forecast that is under way',
  request: { params: idParam },
  responses: answersNothing,
});

const forecastAnswer = z
  .object({ latest: surveyAnswer.nullable(), running: surveyAnswer.nullable() })
  .openapi('Forecast', { description: 'What leaves on each day, as last computed, and the computation under way' });
const getForecast = createRoute({
  ...access('reports:read'),
  tags: ['reports'],
  method: 'get',
  path: '/v1/reports/forecast',
  summary: 'Texts, segments, cost and blocks of each day to come, as last computed',
  responses: answers(forecastAnswer),
});
const startForecast = createRoute({
  ...access('reports:read'),
  tags: ['reports'],
  method: 'post',
  path: '/v1/reports/forecast',
  summary: 'Computes the forecast anew, in the background',
  request: { body: jsonBody(fields({ days: z.int().min(1).max(366).default(45) })) },
  responses: answers(surveyAnswer, 'Asked for; an equal one that is under way is given instead'),
});

/** Passes over every open charge, and the forecast that one of them makes. */
export function surveyRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  const underWay = async (tx: Parameters<typeof newestSurveys>[0]) =>
    (await newestSurveys(tx, { kind: 'forecast', states: ['waiting', 'running'], limit: 1 }))[0] ?? null;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getOne, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(surveyOf(found(await readSurvey(db, id), aSurvey, id)), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      const survey = found(await readSurvey(db, id), aSurvey, id);
      if (survey.kind === 'replan')
        throw conflict('survey-over', {
          pt: 'Este levantamento avisa as cobranças do que já foi publicado e vai até o fim.',
          en: 'This survey tells charges of what was already published and runs to its end.',
        });
      const cancelled = await write(deps, c, (tx, { now }) => cancelSurvey(tx, id, now));
      if (!cancelled) throw conflict('survey-over', { pt: 'O levantamento já terminou.', en: 'The survey is over already.' });
      return c.body(null, 204);
    })
    .openapi(getForecast, async (c) => {
      const [latest] = await newestSurveys(db, { kind: 'forecast', states: ['finished'], limit: 1 });
      const running = await underWay(db);
      return c.json({ latest: latest === undefined ? null : surveyOf(latest), running: running && surveyOf(running) }, 200);
    })
    .openapi(startForecast, async (c) => {
      const { days } = c.req.valid('json');
      const survey = await writeOnce(deps, c, { status: 200, answer: surveyAnswer }, async (tx, context) => {
        const running = await underWay(tx);
        if (running !== null && running.input.days === days) return surveyOf(running);
        const id = await startSurvey(tx, { kind: 'forecast', input: { cause: 'forecast', days } }, context);
        return surveyOf(found(await readSurvey(tx, id), aSurvey, id));
      });
      return c.json(survey, 200);
    });
}
