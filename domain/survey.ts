import type { IsoDate } from './instants.ts';

/** `replan`: tells the workflows that now wake earlier. `simulation`: compares a draft with what is in force. `forecast`: what leaves on each day. */
export const surveyKinds = ['replan', 'simulation', 'forecast'] as const;
export type SurveyKind = (typeof surveyKinds)[number];

export const surveyStates = ['waiting', 'running', 'finished', 'cancelled'] as const;
export type SurveyState = (typeof surveyStates)[number];

/** `cause`: what asked for it (`rule-set:default`, `settings`). `ruleSetId`: whose draft is simulated. */
export type SurveyInput = { cause: string; ruleSetId?: string; units?: string[]; days?: number };

/** Texts of one day: cost in ten-thousandths of a real, blocks counted by charge. */
export type DayTally = { texts: number; segments: number; cost: number; blocks: number };

export type ForecastResult = {
  days: ({ date: IsoDate; byRule: Record<string, number> } & DayTally)[];
  totals: DayTally;
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
