import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';
import { pagedQuery } from './pages.ts';

const readToday = () => answerOf(api.v1.reports.today.$get());

export type Today = Awaited<ReturnType<typeof readToday>>;
export type Period = { from?: string | undefined; to?: string | undefined };

/** The day as it stands; while somebody looks it is asked again every half minute. */
export const todayQuery = queryOptions({ queryKey: ['today'], queryFn: readToday, refetchInterval: 30_000 });

const readExclusions = (query: Period) => reportIn(answerOf(api.v1.reports.exclusions.$get({ query: given(query) })));

export type Exclusions = Awaited<ReturnType<typeof readExclusions>>;

/** Texts that did not go, counted by day, source and reason. */
export function exclusionsQuery(period: Period) {
  return queryOptions({ queryKey: ['reports', 'exclusions', period], queryFn: () => readExclusions(period) });
}

const readRecovery = (query: Period) => reportIn(answerOf(api.v1.reports.recovery.$get({ query: given(query) })));

/** Money that came in, by the last text before it. */
export function recoveryQuery(period: Period) {
  return queryOptions({ queryKey: ['reports', 'recovery', period], queryFn: () => readRecovery(period) });
}

/** The routes of reports answer tables too, to who asks for one. */
async function reportIn<Report>(asked: Promise<Report | string | Response>): Promise<Report> {
  const answer = await asked;
  if (typeof answer === 'string' || answer instanceof Response) throw new Error('a table came in the place of a report');
  return answer;
}

/** Only what is set: the API refuses an empty value. */
function given(query: Period): { from?: string; to?: string } {
  const { from, to } = query;
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

export type Recovery = Awaited<ReturnType<typeof readRecovery>>;

const readDelivery = (query: Period) => reportIn(answerOf(api.v1.reports.delivery.$get({ query: given(query) })));
const readCost = (query: Period) => reportIn(answerOf(api.v1.reports.cost.$get({ query: given(query) })));

export type Delivery = Awaited<ReturnType<typeof readDelivery>>;
export type Cost = Awaited<ReturnType<typeof readCost>>;

/** What left on each day through each gateway, and what came of it. */
export function deliveryQuery(period: Period) {
  return queryOptions({ queryKey: ['reports', 'delivery', period], queryFn: () => readDelivery(period) });
}

export function costQuery(period: Period) {
  return queryOptions({ queryKey: ['reports', 'cost', period], queryFn: () => readCost(period) });
}

export const forecastDays = 45;

const readForecast = () => reportIn(answerOf(api.v1.reports.forecast.$get({ query: {} })));

export type Forecast = Awaited<ReturnType<typeof readForecast>>;
export type ForecastDays = NonNullable<NonNullable<Forecast['latest']>['forecast']>['days'];

/** What will leave, as last computed; asked again while a computation runs. */
export const forecastQuery = queryOptions({
  queryKey: ['reports', 'forecast'],
  queryFn: readForecast,
  refetchInterval: ({ state }) => (state.data?.running == null ? false : 1_000),
});

export function computeForecast() {
  return answerOf(api.v1.reports.forecast.$post({ json: { days: forecastDays } }));
}

export type UnsentKind = 'missed' | 'unreachable';

const readUnsent = (kind: UnsentKind, query: Record<string, string>) => reportIn(answerOf(api.v1.reports[kind].$get({ query })));

export type UnsentStep = Awaited<ReturnType<typeof readUnsent>>['items'][number];

/** Steps whose text nobody got, the newest first; each page also counts all of them by reason. */
export function unsentQuery(kind: UnsentKind, period: Period) {
  return pagedQuery(['reports', kind, period], (page) => readUnsent(kind, { ...given(period), ...page }));
}
