import { queryOptions } from '@tanstack/react-query';
import type { FilteredList } from '../../domain/saved-filters.ts';
import { answerOf, api } from '../client/api.ts';

const readSavedFilters = (list: FilteredList) => answerOf(api.v1.me.filters.$get({ query: { list } }));

export type SavedFilter = Awaited<ReturnType<typeof readSavedFilters>>['items'][number];
export type SavedFilterFields = Pick<SavedFilter, 'name' | 'query' | 'shared'>;

/** The filters of a list that a person keeps, and those of the house, by name. */
export function savedFiltersQuery(list: FilteredList) {
  return queryOptions({
    queryKey: ['saved-filters', list],
    queryFn: async () => (await readSavedFilters(list)).items,
    staleTime: 60_000,
  });
}

export const createSavedFilter = (json: SavedFilterFields & { list: FilteredList }) => answerOf(api.v1.me.filters.$post({ json }));

export const changeSavedFilter = ({ id, ...json }: SavedFilterFields & { id: string }) =>
  answerOf(api.v1.me.filters[':id'].$put({ param: { id }, json }));

export const deleteSavedFilter = (id: string) => answerOf(api.v1.me.filters[':id'].$delete({ param: { id } }));
