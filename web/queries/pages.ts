import { infiniteQueryOptions } from '@tanstack/react-query';
import i18next from 'i18next';

type PageOf<Item> = { items: Item[]; nextCursor: string | null };

const pageSize = '50';

/** A list that the API gives page by page. `ask` gets the query parameters of one page. */
export function pagedQuery<Page extends { nextCursor: string | null }>(
  key: readonly unknown[],
  ask: (page: { limit: string; cursor?: string }) => Promise<Page>,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }) => ask({ limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** A filter as the API takes it: only what is set. */
export function givenOf(filter: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

type List = 'audit' | 'campaigns' | 'charges' | 'customers' | 'messages' | 'opt-outs' | 'replies' | 'suspect-phones';

/** Where all that fit a filter are a table for a spreadsheet, not only the pages that came. */
export function tableOf(list: List, filter: Record<string, string | undefined>): string {
  return tableAt(`/v1/${list}.csv`, filter);
}

/** A table as a link takes it, in the language of the console: a link cannot say it as a call does. */
export function tableAt(path: string, asked: Record<string, string | undefined> = {}): string {
  return `${path}?${new URLSearchParams({ ...givenOf(asked), language: i18next.language })}`;
}

/** The rows of all pages that came so far. */
export function rowsOf<Item>(data: { pages: PageOf<Item>[] }): Item[] {
  return data.pages.flatMap(({ items }) => items);
}
