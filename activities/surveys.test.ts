import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { publishRuleSet, saveRuleSetDraft, unstageRuleSet } from '../db/queries/rule-sets.ts';
import { saveUnits } from '../db/queries/save-units.ts';
import { cancelSurvey, readSurvey, startSurvey } from '../db/queries/surveys.ts';
import { seedRules } from '../domain/fixtures/ladder.ts';
import { epochMs } from '../domain/instants.ts';
import type { Rule } from '../domain/rules.ts';
import type { ForecastResult, SimulationResult, SurveyInput, SurveyKind } from '../domain/survey.ts';
import { virtualClock } from '../test/clock.ts';
import { openTestProvider, type TestProvider, unitFields } from '../test/provider.ts';
import { createPlanningActivities } from './planning.ts';
import { createSurveyActivities } from './surveys.ts';

const clock = virtualClock('2026-11-23T14:00:00.000Z');
let provider: TestProvider;

beforeAll(async () => {
  provider = await openTestProvider({ clock });
  await provider.db.transaction((tx) => saveUnits(tx, [{ id: 'filial', ...unitFields, name: 'Filial' }], provider.context()));
  await provider.customer('C-1');
  await provider.customer('C-2', ['(67) 99999-5678'], { unit: 'filial' });
  await provider.charge({ id: 'B-1', customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-10' }, 'takeover');
  await provider.charge({ id: 'B-2', customerId: 'C-2', amountCents: 9990, dueDate: '2026-12-20' }, 'takeover');
  await provider.sql`truncate outbox`;
});
afterEach(async () => {
  await provider.sql`truncate outbox, surveys`;
  await publish(seedRules);
  await run('replan');
  await provider.sql`truncate outbox, surveys`;
});
afterAll(() => provider.close());

const reminderAt = (days: number): Rule[] => seedRules.map((rule) => (rule.number === 3 ? { ...rule, offset: { days } } : rule));

async function draft(rules: Rule[]): Promise<void> {
  const said = { templates: {}, validityHours: null, grouping: true, resendAfterMinutes: null };
  const withTemplates = rules.map((rule) => ({ ...said, ...rule, templateId: `t${rule.number}` }));
  const fields = { id: 'default', name: 'Padrão', appliesTo: {}, rules: withTemplates };
  await provider.db.transaction((tx) => saveRuleSetDraft(tx, fields, provider.context()));
}

async function publish(rules: Rule[], units: string[] | null = null): Promise<void> {
  await draft(rules);
  await provider.db.transaction((tx) => publishRuleSet(tx, { id: 'default', units }, provider.context()));
}

async function run(kind: SurveyKind, input: Partial<SurveyInput> = {}) {
  const { db, catalogue } = provider;
  const id = await db.transaction((tx) => startSurvey(tx, { kind, input: { cause: 'test', ...input } }, provider.context()));
  await provider.sql`delete from outbox where kind = 'survey'`;
  await new MockActivityEnvironment().run(createSurveyActivities({ db, clock, catalogue }).workSurvey, { surveyId: id });
  const survey = await readSurvey(db, id);
  if (survey === null) throw new Error('The survey is gone.');
  return survey;
}

const told = async () => (await provider.sql`select target from outbox where kind = 'charge' order by target`).map(({ target }) => target);

/** What the workflows of both charges do when they start: plan, and note their wakes. */
async function asleep(): Promise<void> {
  const planning = createPlanningActivities({ db: provider.db, clock, catalogue: provider.catalogue, ring: () => {} });
  for (const chargeId of ['B-1', 'B-2']) await planning.nextStep({ chargeId });
}

describe('a publication', () => {
  it('tells the charges that now wake earlier, and lets the others sleep', async () => {
    await asleep();
    await publish(reminderAt(-2));
    expect(await run('replan')).toMatchObject({ state: 'finished', done: 2, total: 2, signalled: 0 });
    expect(await told()).toEqual([]);
    await asleep();
    await publish(reminderAt(-5));
    expect(await run('replan')).toMatchObject({ done: 2, signalled: 2 });
    expect(await told()).toEqual(['B-1', 'B-2']);
  });

  it('in some units first reaches their charges alone, and is taken back as a whole', async () => {
    await asleep();
    await publish(reminderAt(-5), ['filial']);
    await run('replan');
    expect(await told()).toEqual(['B-2']);
    await provider.sql`truncate outbox`;
    expect(await provider.db.transaction((tx) => unstageRuleSet(tx, 'default', provider.context()))).toBe(true);
    await asleep();
    const wakes = await provider.sql<{ step_at: string }[]>`select step_at from charge_wakes where charge_id = 'B-2'`;
    expect(wakes.map(({ step_at }) => new Date(step_at).toISOString())).toEqual(['2026-12-17T13:00:00.000Z']);
  });

  it('gives a charge without a workflow one when a step lies ahead of it now', async () => {
    await provider.sql`delete from charge_wakes where charge_id = 'B-1'`;
    await run('replan');
    expect(await told()).toEqual(['B-1']);
  });
});

describe('a simulation', () => {
  it('says who gains and loses which text, on which day and at what cost, and changes nothing', async () => {
    await draft(reminderAt(-5).filter(({ number }) => number !== 4));
    const { result, state } = await run('simulation', { ruleSetId: 'default', days: 45 });
    const simulation = result as SimulationResult;
    expect(state).toBe('finished');
    expect(simulation.rules).toEqual([
      { rule: 3, gained: 2, lost: 2 },
      { rule: 4, gained: 0, lost: 2 },
    ]);
    expect(simulation.changedCharges).toBe(2);
    expect(simulation.samples[0]).toEqual({
      chargeId: 'B-1',
      customerId: 'C-1',
      gains: [{ rule: 3, date: '2026-12-05' }],
      loses: [
        { rule: 3, date: '2026-12-07' },
        { rule: 4, date: '2026-12-10' },
      ],
    });
    expect(simulation.days.find(({ date }) => date === '2026-12-05')).toMatchObject({
      before: { texts: 0 },
      after: { texts: 1, cost: 650 },
    });
    expect(simulation.before.texts - simulation.after.texts).toBe(2);
    expect(await told()).toEqual([]);
  });

  it('of a draft for some units counts their charges alone', async () => {
    await draft(reminderAt(-5));
    const { result } = await run('simulation', { ruleSetId: 'default', units: ['filial'] });
    expect((result as SimulationResult).samples.map(({ chargeId }) => chargeId)).toEqual(['B-2']);
  });

  it('that was cancelled does no work and keeps no result', async () => {
    const { db, catalogue } = provider;
    const id = await db.transaction((tx) => startSurvey(tx, { kind: 'simulation', input: { cause: 'test' } }, provider.context()));
    expect(await cancelSurvey(db, id, '2026-11-23T14:00:00.000Z')).toBe(true);
    await new MockActivityEnvironment().run(createSurveyActivities({ db, clock, catalogue }).workSurvey, { surveyId: id });
    expect(await readSurvey(db, id)).toMatchObject({ state: 'cancelled', done: 0, result: null });
    expect(await cancelSurvey(db, id, '2026-11-23T14:00:00.000Z')).toBe(false);
  });
});

describe('the forecast', () => {
  it('counts on each day the texts that the charges’ own plans show', async () => {
    const { result } = await run('forecast', { days: 60 });
    const { days, totals } = result as ForecastResult;
    expect(days.map(({ date, byRule, texts }) => ({ date, byRule, texts }))).toEqual([
      { date: '2026-12-07', byRule: { 3: 1 }, texts: 1 },
      { date: '2026-12-10', byRule: { 4: 1 }, texts: 1 },
      { date: '2026-12-15', byRule: { 10: 1 }, texts: 1 },
      { date: '2026-12-17', byRule: { 3: 1 }, texts: 1 },
      { date: '2026-12-20', byRule: { 4: 1 }, texts: 1 },
      { date: '2026-12-26', byRule: { 10: 1 }, texts: 1 },
      { date: '2026-12-30', byRule: { 11: 1 }, texts: 1 },
      { date: '2027-01-11', byRule: { 11: 1 }, texts: 1 },
    ]);
    expect(totals).toMatchObject({ texts: 8, segments: 8, cost: 8 * 650 });
    expect(epochMs('2026-11-23T14:00:00.000Z')).toBe(clock.nowMs());
  });

  it('of some units counts their charges alone', async () => {
    const { done, total, result } = await run('forecast', { days: 60, onlyUnits: ['filial'] });
    expect([done, total, (result as ForecastResult).units]).toEqual([1, 1, ['filial']]);
    expect((result as ForecastResult).days.map(({ date }) => date)).toEqual(['2026-12-17', '2026-12-20', '2026-12-26', '2027-01-11']);
  });

  it('and a simulation count no customer of the tests', async () => {
    await provider.sql`update customers set test = true where id = 'C-2'`;
    const { result } = await run('forecast', { days: 60 });
    expect((result as ForecastResult).totals).toMatchObject({ texts: 4 });
    await draft(reminderAt(-5));
    const simulated = (await run('simulation', { ruleSetId: 'default', days: 60 })).result as SimulationResult;
    await provider.sql`update customers set test = false where id = 'C-2'`;
    expect(JSON.stringify(simulated)).not.toContain('C-2');
  });
});
