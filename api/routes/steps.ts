import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { type Reported, saveMilestone, saveProof } from '../../db/queries/ladder-reports.ts';
import { type ActorName, readActorName } from '../../db/queries/names.ts';
import { recordResult } from '../../db/queries/step-results.ts';
import type { Instant } from '../../domain/instants.ts';
import { proofChannels } from '../../domain/states.ts';
import type { StepAnswer } from '../../domain/step-answer.ts';
import type { StepChoice } from '../../domain/step-choice.ts';
import { answers, answersPut, jsonBody } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant, idParam, instant, line, orNull, paragraph } from '../fields.ts';
import { conflict, invalidField, notFound } from '../problem.ts';
import { milestoneAnswer, proofAnswer, stepAnswer } from '../shapes/charge.ts';
import { chooseStep, stepKeyOf, undoChoice } from '../step-choices.ts';
import { fields } from '../validation.ts';
import { write, writeOnce } from '../writing.ts';
import { aCharge } from './charges.ts';

const writing = { ...access('steps:write', { step: 'stepId' }), tags: ['steps'] };
const reporting = { ...access('milestones:write', { charge: 'id' }), tags: ['steps'] };
const params = z.object({ stepId: z.string().min(1).max(200) });
const why = { reason: orNull(line(500)) };
const path = '/v1/steps/{stepId}';
const responses = answers(stepAnswer, 'The step afterwards; with Regua-Unchanged: 1 nothing changed');
const optionalBody = <Body extends z.ZodType>(schema: Body) => ({ required: false as const, content: { 'application/json': { schema } } });

const skip = createRoute({
  ...writing,
  method: 'post',
  path: `${path}/skip`,
  summary: 'This step is not to be',
  request: { params, body: optionalBody(fields(why)) },
  responses,
});
const undoSkip = createRoute({
  ...writing,
  method: 'delete',
  path: `${path}/skip`,
  summary: 'Takes a skip back, while the hour of the step is still to come',
  request: { params },
  responses,
});
const sendNow = createRoute({
  ...writing,
  method: 'post',
  path: `${path}/send-now`,
  summary: 'The text of this step leaves now; refused where the ladder forbids it',
  request: { params, body: optionalBody(fields(why)) },
  responses,
});
const bringForward = createRoute({
  ...writing,
  method: 'post',
  path: `${path}/bring-forward`,
  summary: 'An earlier hour for this step; its window still counts',
  request: { params, body: jsonBody(fields({ at: instant, ...why })) },
  responses,
});
const undoBringForward = createRoute({
  ...writing,
  method: 'delete',
  path: `${path}/bring-forward`,
  summary: 'The step goes at its own hour again, while that is still to come',
  request: { params },
  responses,
});

const resultAnswer = z
  .object({ stepId: z.string(), outcome: z.enum(['done', 'refused', 'failed']), reason: z.string().nullable(), answeredAt: answerInstant })
  .openapi('StepResult');

const result = createRoute({
  ...access('milestones:write', { step: 'stepId' }),
  tags: ['steps'],
  method: 'post',
  path: `${path}/result`,
  summary: 'What came of a charge.milestone or charge.restore; the text goes only after done',
  request: { params, body: jsonBody(fields({ outcome: z.enum(['done', 'refused', 'failed']), ...why })) },
  responses: answers(resultAnswer, 'Recorded; with Regua-Unchanged: 1 it was known'),
});

const blockNumber = (least: number) => z.int().min(least).max(13);

const postProof = createRoute({
  ...reporting,
  method: 'post',
  path: '/v1/charges/{id}/proofs',
  summary: 'The debtor was told otherwise than by our text: by letter, call, e-mail, SMS or the ERP',
  request: {
    params: idParam,
    body: jsonBody(fields({ number: blockNumber(10), channel: z.enum(proofChannels), at: instant, evidence: orNull(paragraph(1_000)) })),
  },
  responses: answersPut(proofAnswer),
});
const postMilestone = createRoute({
  ...reporting,
  method: 'post',
  path: '/v1/charges/{id}/milestones',
  summary: 'The line was reduced (11), blocked (12) or cancelled (13); the text that tells of it follows',
  request: { params: idParam, body: jsonBody(fields({ number: blockNumber(11), at: instant })) },
  responses: answersPut(milestoneAnswer),
});

/** One charge in hand: what people decide about its steps, and what other systems say has happened. */
export function stepRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const once = { status: 200, answer: stepAnswer } as const;
  type Context = Parameters<typeof write>[1];
  const choose = (c: Context, stepId: string, { choice, reason }: { choice: StepChoice; reason: string | null }) =>
    writeOnce(deps, c, once, async (tx, context) => {
      const chosen = await chooseStep(tx, { catalogue, stepId, reason, choice }, context);
      if (!chosen.changed) c.header('Regua-Unchanged', '1');
      return stepAnswer.parse(chosen.step);
    });
  const undo = (c: Context, stepId: string, of: 'skip' | 'bring-forward') =>
    write(deps, c, async (tx, context) => {
      const undone = await undoChoice(tx, { catalogue, stepId, of }, context);
      if (!undone.changed) c.header('Regua-Unchanged', '1');
      return stepAnswer.parse(undone.step);
    });

  return new OpenAPIHono<ApiEnv>()
    .openapi(skip, async (c) => {
      const { reason } = c.req.valid('json');
      return c.json(await choose(c, c.req.valid('param').stepId, { choice: { kind: 'skip' }, reason: reason ?? null }), 200);
    })
    .openapi(undoSkip, async (c) => c.json(await undo(c, c.req.valid('param').stepId, 'skip'), 200))
    .openapi(sendNow, async (c) => {
      const { reason } = c.req.valid('json');
      return c.json(await choose(c, c.req.valid('param').stepId, { choice: { kind: 'send-now' }, reason: reason ?? null }), 200);
    })
    .openapi(bringForward, async (c) => {
      const { at, reason } = c.req.valid('json');
      return c.json(await choose(c, c.req.valid('param').stepId, { choice: { kind: 'bring-forward', at }, reason }), 200);
    })
    .openapi(undoBringForward, async (c) => c.json(await undo(c, c.req.valid('param').stepId, 'bring-forward'), 200))
    .openapi(result, async (c) => {
      const { stepId } = c.req.valid('param');
      const answer = c.req.valid('json');
      const recorded = await writeOnce(deps, c, { status: 200, answer: resultAnswer }, async (tx, context) => {
        const outcome = await recordResult(tx, await stepKeyOf(tx, stepId), answer, context);
        if (outcome.kind === 'not-waiting') throw notWaiting();
        if (outcome.kind === 'mismatch') throw otherwise(outcome.answer);
        if (outcome.kind === 'unchanged') c.header('Regua-Unchanged', '1');
        return { stepId, ...outcome.answer, answeredAt: outcome.answeredAt };
      });
      return c.json(recorded, 200);
    })
    .openapi(postProof, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const [created, proof] = await write(deps, c, async (tx, context) => {
        refuseFuture(given.at, context.now);
        return recordOrRefuse(tx, await saveProof(tx, id, given, context), id);
      });
      if (!created) c.header('Regua-Unchanged', '1');
      return c.json(proof, created ? 201 : 200);
    })
    .openapi(postMilestone, async (c) => {
      const { id } = c.req.valid('param');
      const given = c.req.valid('json');
      const [created, milestone] = await write(deps, c, async (tx, context) => {
        refuseFuture(given.at, context.now);
        return recordOrRefuse(tx, await saveMilestone(tx, id, given, context), id);
      });
      if (!created) c.header('Regua-Unchanged', '1');
      return c.json(milestone, created ? 201 : 200);
    });
}

/** Whether it is news, and the record with the name of who made it. */
async function recordOrRefuse<T extends { at: Instant; recordedBy: string }>(
  tx: Executor,
  reported: Reported<T>,
  chargeId: string,
): Promise<[boolean, T & { recordedByName: ActorName }]> {
  switch (reported.kind) {
    case 'missing':
      throw notFound(aCharge, chargeId);
    case 'removed':
      throw conflict('charge-not-open', { pt: 'A cobrança foi removida.', en: 'The charge was removed.' });
    case 'mismatch':
      throw conflict('result-mismatch', {
        pt: `Já foi informado que aconteceu em ${reported.record.at}.`,
        en: `It was reported already that it happened at ${reported.record.at}.`,
      });
    default:
      return [reported.kind === 'created', { ...reported.record, recordedByName: await readActorName(tx, reported.record.recordedBy) }];
  }
}

function refuseFuture(at: Instant, now: Instant): void {
  if (at <= now) return;
  throw invalidField('at', at, { pt: 'está no futuro', en: 'is in the future' }, { pt: `até ${now}`, en: `until ${now}` });
}

function notWaiting() {
  return conflict('not-waiting', {
    pt: 'Ninguém pediu nada à rede por esta etapa, ou ainda não pediu.',
    en: 'The network system was not asked anything for this step, or not yet.',
  });
}

function otherwise({ outcome, reason }: StepAnswer) {
  const before = reason === null ? outcome : `${outcome} (${reason})`;
  return conflict('result-mismatch', { pt: `A resposta já foi ${before}.`, en: `The answer was ${before} already.` });
}
