import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { cancelSurvey, readSurvey } from '../../db/queries/surveys.ts';
import { answers, answersNothing } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { idParam } from '../fields.ts';
import { conflict, found, notFound } from '../problem.ts';
import { aSurvey, surveyAnswer, surveyOf } from '../shapes/survey.ts';
import { unitsOf } from '../units-limit.ts';
import { write } from '../writing.ts';

const path = '/v1/surveys/{id}';

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

/** Passes over every open charge. */
export function surveyRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getOne, async (c) => {
      const { id } = c.req.valid('param');
      const survey = found(await readSurvey(db, id), aSurvey, id);
      const units = unitsOf(c);
      if (units !== undefined && !survey.input.onlyUnits?.every((unit) => units.includes(unit))) throw notFound(aSurvey, id);
      return c.json(surveyOf(survey), 200);
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
    });
}
