import { queryOptions, skipToken } from '@tanstack/react-query';
import type { InferResponseType } from 'hono/client';
import i18next from 'i18next';
import type { api } from '../client/api.ts';
import { lostConnection, problemOfAnswer } from '../client/problem.ts';
import { upload } from '../client/upload.ts';

type Route = (typeof api.v1.reports)['shadow-comparison']['$post'];

/** What another system sent, held against what would have left here. */
export type Comparison = Exclude<InferResponseType<Route, 200>, string | Response>;
export type ComparedText = Comparison['items'][number];
export type ComparedKind = ComparedText['kind'];

/** The list, and the days to look at; without them those of the list. */
export type ComparisonWish = { file: File; from: string; to: string };

/** The comparison made last: whoever looks at one of its charges finds it again when they come back. Nothing of it is kept elsewhere. */
export const comparisonQuery = queryOptions<{ wish: ComparisonWish; found: Comparison }>({
  queryKey: ['reports', 'comparison'],
  queryFn: skipToken,
  gcTime: 3_600_000,
});

export function compareLists(wish: ComparisonWish, onSent: (share: number) => void): Promise<Comparison> {
  return upload<Comparison>(pathOf(wish, {}), { file: wish.file, contentType: typeOf(wish.file), onSent });
}

/** Every difference, as a table for a spreadsheet. */
export async function readComparisonTable(wish: ComparisonWish): Promise<Blob> {
  const headers = { 'Content-Type': typeOf(wish.file), 'Accept-Language': i18next.language };
  const answer = await fetch(pathOf(wish, { format: 'csv' }), { method: 'POST', headers, body: wish.file }).catch((): never => {
    throw lostConnection();
  });
  if (!answer.ok) throw await problemOfAnswer(answer);
  return answer.blob();
}

function pathOf({ from, to }: ComparisonWish, format: Record<string, string>): string {
  const query = new URLSearchParams({ ...(from !== '' && { from }), ...(to !== '' && { to }), ...format });
  return `/v1/reports/shadow-comparison?${query}`;
}

function typeOf({ name }: File): string {
  return /\.(ndjson|jsonl)$/i.test(name) ? 'application/x-ndjson' : 'text/csv';
}
