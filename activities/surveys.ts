import type { Db, Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import { readRuleSet } from '../db/queries/rule-sets.ts';
import { beginSurvey, finishSurvey, listOpenCharges, noteSurvey, type Survey, wakeEarlier } from '../db/queries/surveys.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs, type Instant } from '../domain/instants.ts';
import { dayMs } from '../domain/local-time.ts';
import { planCharge } from '../domain/plan-charge.ts';
import { type Catalogue, type ChargeFacts, toPlanFacts, withLadder } from '../domain/plan-facts.ts';
import type { SurveyResult } from '../domain/survey.ts';
import { ForecastTally, SimulationTally } from '../domain/survey-tally.ts';
import { textsAhead } from '../domain/texts-ahead.ts';
import { nextWake } from '../domain/wake.ts';
import { withHeartbeat } from './heartbeat.ts';

export type SurveyDeps = { db: Db; clock: Clock; catalogue: CatalogueCache };

const pageSize = 500;
/** The pass shares its process with the decisions of charges: after so long it lets them go first. */
const longestSliceMs = 10;
const forecastDays = 45;
const simulatedDays = 120;

/** The activity of a survey's workflow. */
export function createSurveyActivities(deps: SurveyDeps) {
  return {
    /** Looks at every open charge, or those of some units, once, page by page. One that died begins anew, or goes on where its pages were already told. */
    async workSurvey({ surveyId }: { surveyId: string }): Promise<void> {
      const survey = await beginSurvey(deps.db, surveyId, nowOf(deps.clock));
      if (survey === null) return;
      const result = await withHeartbeat(() => work(deps, survey));
      if (result !== 'cancelled') await finishSurvey(deps.db, surveyId, { result, now: nowOf(deps.clock) });
    },
  };
}

export type SurveyActivities = ReturnType<typeof createSurveyActivities>;

async function work(deps: SurveyDeps, survey: Survey): Promise<SurveyResult | null | 'cancelled'> {
  switch (survey.kind) {
    case 'replan':
      return (await tellEarlierWakes(deps, survey)) ? null : 'cancelled';
    case 'forecast':
      return forecast(deps, survey);
    case 'simulation':
      return simulate(deps, survey);
  }
}

/** Only workflows that now wake earlier are told; the others see the new plan when they wake. */
function tellEarlierWakes(deps: SurveyDeps, survey: Survey): Promise<boolean> {
  return eachPage(deps, survey, survey, (ids) =>
    deps.db.transaction(async (tx) => {
      const now = nowOf(deps.clock);
      const wakes: { chargeId: string; wakeAt: Instant; stepAt: Instant }[] = [];
      await eachCharge(deps, tx, { ids, now, others: 'due' }, (facts, catalogue) => {
        const next = nextWake(planCharge(toPlanFacts(facts, catalogue, now)), now);
        if (next.kind === 'wake') wakes.push({ chargeId: facts.charge.id, wakeAt: next.at, stepAt: next.step.sendsAt });
      });
      return wakeEarlier(tx, wakes, now);
    }),
  );
}

async function forecast(deps: SurveyDeps, survey: Survey): Promise<SurveyResult | 'cancelled'> {
  const now = nowOf(deps.clock);
  const until = addMs(now, (survey.input.days ?? forecastDays) * dayMs);
  const tally = new ForecastTally();
  const whole = await eachPage(deps, survey, fromTheStart, async (ids) => {
    await eachCharge(deps, deps.db, { ids, now, others: 'all' }, (facts, catalogue) => {
      if (!facts.customer.test) tally.add(textsAhead(facts, catalogue, { now, until }));
    });
    return 0;
  });
  const { onlyUnits } = survey.input;
  return whole ? { ...tally.result(), ...(onlyUnits && { units: onlyUnits }) } : 'cancelled';
}

async function simulate(deps: SurveyDeps, survey: Survey): Promise<SurveyResult | 'cancelled'> {
  const { ruleSetId = '', units, days = simulatedDays } = survey.input;
  const now = nowOf(deps.clock);
  const until = addMs(now, days * dayMs);
  const draft = await readRuleSet(deps.db, ruleSetId);
  const tally = new SimulationTally();
  const drafted = new Map<number, Catalogue>();
  const whole = await eachPage(deps, survey, fromTheStart, async (ids) => {
    await eachCharge(deps, deps.db, { ids, now, others: 'all' }, (facts, catalogue) => {
      if (facts.customer.test) return;
      const after = drafted.get(catalogue.revision) ?? (draft === null ? catalogue : withLadder(catalogue, draft, units));
      drafted.set(catalogue.revision, after);
      const before = textsAhead(facts, catalogue, { now, until });
      const { id } = facts.charge;
      tally.add({ id, customerId: facts.customer.id }, before, textsAhead(facts, after, { now, until, known: before }));
    });
    return 0;
  });
  return whole ? tally.result() : 'cancelled';
}

const fromTheStart = { done: 0, after: null, signalled: 0 };

/** Calls `page` with the ids of each page in turn and notes its progress. False when the survey was cancelled on the way. */
async function eachPage(
  { db }: SurveyDeps,
  { id, input: { onlyUnits } }: Survey,
  from: Pick<Survey, 'done' | 'after' | 'signalled'>,
  page: (ids: string[]) => Promise<number>,
): Promise<boolean> {
  let { done, signalled, after } = from;
  for (;;) {
    const ids = await listOpenCharges(db, { after: after ?? '', limit: pageSize, onlyUnits });
    const last = ids.at(-1);
    if (last === undefined) return true;
    signalled += await page(ids);
    done += ids.length;
    after = last;
    if (!(await noteSurvey(db, id, { done, after, signalled }))) return false;
  }
}

async function eachCharge(
  { catalogue }: SurveyDeps,
  db: Executor,
  { ids, ...asked }: { ids: string[]; now: Instant; others: 'due' | 'all' },
  visit: (facts: ChargeFacts, catalogue: Catalogue) => void,
): Promise<void> {
  const charges = await loadChargeFacts(db, ids, asked);
  let sliceFrom = performance.now();
  for (const facts of charges) {
    visit(facts, await catalogue.at(facts.catalogueRevision, db));
    if (performance.now() - sliceFrom < longestSliceMs) continue;
    await breathe();
    sliceFrom = performance.now();
  }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
