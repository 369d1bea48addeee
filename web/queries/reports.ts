import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readToday = () => answerOf(api.v1.reports.today.$get());

export type Today = Awaited<ReturnType<typeof readToday>>;
export type Period = { from?: string | undefined; to?: string | undefined };

/** The day as it stands; while somebody looks it is asked again every half minute. */
export const todayQuery = queryOptions({ queryKey: ['today'], queryFn: readToday, refetchInterval: 30_000 });

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
