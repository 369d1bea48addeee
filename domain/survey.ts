import type { IsoDate } from './instants.ts';

/** `replan`: tells the workflows that now wake earlier. `simulation`: compares a draft with what is in force. `forecast`: what leaves on each day. */
export const surveyKinds = ['replan', 'simulation', 'forecast'] as const;
export type SurveyKind = (typeof surveyKinds)[number];

export const surveyStates = ['waiting', 'running', 'finished', 'cancelled'] as const;
export type SurveyState = (typeof surveyStates)[number];

/**
 * `cause`: what asked for it (`rule-set:default`, `settings`). `ruleSetId`: whose draft is simulated, `units`: where it would be in
 * force. `onlyUnits`: whose charges a forecast looks at, in order; those of the whole house when absent.
 */
export type SurveyInput = { cause: string; ruleSetId?: string; units?: string[]; onlyUnits?: string[]; days?: number };

/** Texts of one day: cost in ten-thousandths of a real, blocks counted by charge. */
export type DayTally = { texts: number; segments: number; cost: number; blocks: number };

export type ForecastResult = {
  days: ({ date: IsoDate; byRule: Record<string, number> } & DayTally)[];
  totals: DayTally;
  /** Whose charges were looked at; absent: the whole house's. A worker of an earlier version looks at all, whatever was asked. */
  units?: string[];
};

export type SimulationResult = {
  /** Charges whose texts differ between the two. */
  changedCharges: number;
  rules: { rule: number; gained: number; lost: number }[];
  days: { date: IsoDate; before: DayTally; after: DayTally }[];
  before: DayTally;
  after: DayTally;
  samples: { chargeId: string; customerId: string; gains: SampleText[]; loses: SampleText[] }[];
};

export type SampleText = { rule: number; date: IsoDate };

export type SurveyResult = ForecastResult | SimulationResult;

/** Days from one on, to one, both included; what is absent does not limit. */
export type Days = { from?: IsoDate | undefined; to?: IsoDate | undefined };

/** Whether a result tells of what was asked for, and of nobody else's charges. */
export function isOfAsked({ onlyUnits }: SurveyInput, result: SurveyResult): boolean {
  return onlyUnits === undefined || ('units' in result && JSON.stringify(result.units) === JSON.stringify(onlyUnits));
}

/** What a forecast says of these days alone. */
export function forecastWithin({ days }: ForecastResult, { from, to }: Days): ForecastResult {
  const within = days.filter(({ date }) => (from === undefined || date >= from) && (to === undefined || date <= to));
  const totals = { texts: 0, segments: 0, cost: 0, blocks: 0 };
  for (const { texts, segments, cost, blocks } of within) {
    totals.texts += texts;
    totals.segments += segments;
    totals.cost += cost;
    totals.blocks += blocks;
  }
  return { days: within, totals };
}
