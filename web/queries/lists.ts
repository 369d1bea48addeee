import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';
import { upload } from '../client/upload.ts';
import type { ImportReport } from './imports.ts';
import { tableAt } from './pages.ts';

const mostShown = '500';

const readLists = () => answerOf(api.v1.lists.$get({ query: { limit: mostShown } }));

export type RecipientList = Awaited<ReturnType<typeof readLists>>['items'][number];
export type ListColumns = RecipientList['columns'];
export type ListUpload = ImportReport & { columns: ListColumns };

/** Uploaded lists, newest first. */
export const listsQuery = queryOptions({
  queryKey: ['lists'],
  queryFn: async () => (await readLists()).items,
  staleTime: 60_000,
});

/** A file that is to become a list. `phoneColumn` empty: the column has one of the usual names. */
export type ListWish = { name: string; file: File; phoneColumn: string; consent: ListConsent | null };
export type ListConsent = { at: string; source: string; wording: string | null };

export function createList({ name, consent }: ListWish): Promise<RecipientList> {
  return answerOf(api.v1.lists.$post({ json: { name, consent } }));
}

/** Refused where somebody else changed the same after `unchangedSince`. */
export function changeList(id: string, query: { unchangedSince: string }, json: { name: string; consent: ListConsent | null }) {
  return answerOf(api.v1.lists[':id'].$put({ param: { id }, query, json }));
}

export function deleteList(id: string) {
  return answerOf(api.v1.lists[':id'].$delete({ param: { id } }));
}

/** Fills a list from a file, or only looks at what would come in. */
export function uploadRows(id: string, { file, phoneColumn }: ListWish, { dryRun }: { dryRun: boolean }): Promise<ListUpload> {
  const query = new URLSearchParams({ ...(dryRun && { dryRun: '1' }), ...(phoneColumn !== '' && { phoneColumn }) });
  const path = `/v1/lists/${encodeURIComponent(id)}/rows?${query}`;
  return upload<ListUpload>(path, { file, contentType: 'text/csv', onSent: () => {} });
}

/** Where the refused lines of a file of a list are a table. */
export function listLinesPath(importId: string): string {
  return tableAt(`/v1/list-uploads/${encodeURIComponent(importId)}/lines.csv`);
}
