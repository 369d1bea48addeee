import { z } from '@hono/zod-openapi';
import type { Survey } from '../../db/queries/surveys.ts';
import { type Days, type ForecastResult, forecastWithin, isOfAsked, surveyKinds, surveyStates } from '../../domain/survey.ts';
import { answerInstant } from '../fields.ts';

export const aSurvey = { pt: 'levantamento', en: 'survey' };

const tally = z.object({ texts: z.number(), segments: z.number(), cost: z.string(), blocks: z.number() });
const sampleText = z.object({ rule: z.number(), date: z.string() });

export const forecastDay = z.object({ date: z.string(), byRule: z.record(z.string(), z.number()), ...tally.shape });

/** Costs are decimal strings in reais. */
export const surveyAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(surveyKinds),
    state: z.enum(surveyStates),
    cause: z.string(),
    ruleSetId: z.string().nullable(),
    units: z
      .array(z.string())
      .nullable()
      .openapi({ description: 'Where a simulated draft would be in force, or whose charges were looked at; null: all' }),
    done: z.number(),
    total: z.number().nullable(),
    signalled: z.number(),
    createdBy: z.string(),
    createdAt: answerInstant,
    startedAt: answerInstant.nullable(),
    finishedAt: answerInstant.nullable(),
    forecast: z.object({ days: z.array(forecastDay), totals: tally }).nullable(),
    simulation: z
      .object({
        changedCharges: z.number(),
        rules: z.array(z.object({ rule: z.number(), gained: z.number(), lost: z.number() })),
        days: z.array(z.object({ date: z.string(), before: tally, after: tally })),
        before: tally,
        after: tally,
        samples: z.array(
          z.object({ chargeId: z.string(), customerId: z.string(), gains: z.array(sampleText), loses: z.array(sampleText) }),
        ),
      })
      .nullable(),
  })
  .openapi('Survey');

type Answer = z.infer<typeof surveyAnswer>;

/** `days`: those that are shown of a forecast; all where none are named. */
export function surveyOf({ input, result: computed, after: _after, ...survey }: Survey, days: Days = {}): Answer {
  const result = computed !== null && isOfAsked(input, computed) ? computed : null;
  return {
    ...survey,
    cause: input.cause,
    ruleSetId: input.ruleSetId ?? null,
    units: input.units ?? input.onlyUnits ?? null,
    forecast: result !== null && 'totals' in result ? forecastOf(forecastWithin(result, days)) : null,
    simulation:
      result !== null && 'samples' in result
        ? {
            ...result,
            days: result.days.map(({ date, before, after }) => ({ date, before: shown(before), after: shown(after) })),
            before: shown(result.before),
            after: shown(result.after),
          }
        : null,
  };
}

function forecastOf({ days, totals }: ForecastResult) {
  return { days: days.map(shown), totals: shown(totals) };
}

function shown<T extends { cost: number }>(counts: T): Omit<T, 'cost'> & { cost: string } {
  return { ...counts, cost: reais(counts.cost) };
}

/** Ten-thousandths of a real as a decimal string. */
function reais(cost: number): string {
  return (cost / 10_000).toFixed(4);
}
