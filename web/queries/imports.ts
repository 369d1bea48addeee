import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';
import { upload } from '../client/upload.ts';
import { pagedQuery } from './pages.ts';

const readImports = (query: Record<string, string>) => answerOf(api.v1.imports.$get({ query }));
const readImport = (id: string) => answerOf(api.v1.imports[':id'].$get({ param: { id } }));

export type ImportSummary = Awaited<ReturnType<typeof readImports>>['items'][number];
export type ImportReport = Awaited<ReturnType<typeof readImport>>;
/** What the page of imports takes; lists of recipients come in with their campaign. */
export type ImportKind = Exclude<ImportSummary['kind'], 'list'>;
export type ImportMode = ImportSummary['mode'];

export type ImportWish = {
  kind: ImportKind;
  file: File;
  mode: ImportMode;
  dryRun: boolean;
  /** Of charges: the file names every open one. */
  snapshot: boolean;
  /** Of payments: they are known through this date. */
  processedThrough: string | null;
};

const often = 2_000;

/** Every import, newest first; asked often while one is under way. */
export function importsQuery() {
  return {
    ...pagedQuery(['imports'], readImports),
    refetchInterval: ({ state }: { state: { data?: { pages: { items: ImportSummary[] }[] } | undefined } }) =>
      state.data?.pages.some(({ items }) => items.some((one) => one.state === 'running')) ? often : false,
  } as const;
}

/** One import with what was found on its lines. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: () => readImport(id),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? often : false),
  });
}

/** Whether there are charges already: then a file is that of a day, else it takes a base over. */
export const hasChargesQuery = queryOptions({
  queryKey: ['charges', 'any'],
  queryFn: async () => (await answerOf(api.v1.charges.$get({ query: { limit: '1' } }))).items.length > 0,
});

/** Sends a file to be checked or kept; the answer comes when all of it was read. */
export function sendImport({ kind, file, mode, dryRun, snapshot, processedThrough }: ImportWish, onSent: (share: number) => void) {
  const query = new URLSearchParams({
    mode,
    ...(dryRun && { dryRun: '1' }),
    ...(snapshot && kind === 'charges' && { snapshot: '1' }),
    ...(processedThrough !== null && kind === 'payments' && { processedThrough }),
  });
  const contentType = /\.(ndjson|jsonl)$/i.test(file.name) ? 'application/x-ndjson' : 'text/csv';
  return upload<ImportReport>(`/v1/import/${kind}?${query}`, { file, contentType, onSent });
}
