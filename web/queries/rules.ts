import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';
import { pagedQuery } from './pages.ts';

const readRuleSets = () => answerOf(api.v1['rule-sets'].$get({ query: { limit: '500' } }));
const readVersion = (id: string, version: number) =>
  answerOf(api.v1['rule-sets'][':id'].versions[':version'].$get({ param: { id, version: String(version) } }));
const readReach = (id: string) => answerOf(api.v1['rule-sets'][':id'].reach.$get({ param: { id } }));
const readSurvey = (id: string) => answerOf(api.v1.surveys[':id'].$get({ param: { id } }));

const readRegulations = () => answerOf(api.v1['rule-set-presets'].$get());

export type RuleSet = Awaited<ReturnType<typeof readRuleSets>>['items'][number];
export type Rule = RuleSet['rules'][number];
export type Regulation = Awaited<ReturnType<typeof readRegulations>>['items'][number];
export type Survey = Awaited<ReturnType<typeof readSurvey>>;
export type Simulation = NonNullable<Survey['simulation']>;

/** Every ladder in its newest version, the oldest first: that is the one for everybody. */
export const ruleSetsQuery = queryOptions({
  queryKey: ['rule-sets'],
  queryFn: async () => (await readRuleSets()).items.toReversed(),
});

/** The days between the steps of the block by the regulations, the one in force first. */
export const regulationsQuery = queryOptions({
  queryKey: ['rule-set-presets'],
  queryFn: async () => (await readRegulations()).items,
  staleTime: Number.POSITIVE_INFINITY,
});

/** One saved version; a saved one never changes, a draft does. */
export function ruleSetVersionQuery(id: string, version: number) {
  return queryOptions({ queryKey: ['rule-set', id, 'version', version], queryFn: () => readVersion(id, version) });
}

export function ruleSetVersionsQuery(id: string) {
  return pagedQuery(['rule-set', id, 'versions'], (page) =>
    answerOf(api.v1['rule-sets'][':id'].versions.$get({ param: { id }, query: page })),
  );
}

/** How many open charges a ladder is for. */
export function reachQuery(id: string) {
  return queryOptions({ queryKey: ['rule-set', id, 'reach'], queryFn: () => readReach(id) });
}

/** A pass over every open charge, asked again while it runs. */
export function surveyQuery(id: string) {
  return queryOptions({
    queryKey: ['survey', id],
    queryFn: () => readSurvey(id),
    refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? 1_000 : false),
  });
}

export function isUnderWay({ state }: Pick<Survey, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** Texts that a rule may name. */
export const ruleTextsQuery = queryOptions({
  queryKey: ['templates', 'choices'],
  queryFn: async () => (await answerOf(api.v1.templates.$get({ query: { limit: '500' } }))).items,
});

/** A text as the sample customer would read it. */
export function sampleQuery(templateId: string) {
  return queryOptions({
    queryKey: ['template', templateId, 'sample'],
    queryFn: () => answerOf(api.v1.templates[':id'].preview.$post({ param: { id: templateId }, json: {} })),
    staleTime: 60_000,
  });
}
