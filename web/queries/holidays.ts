import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readCalendar = (query: { unit: string; from: string; to: string }) => answerOf(api.v1.calendar.$get({ query }));
const readHoliday = (id: string) => answerOf(api.v1.holidays[':id'].$get({ param: { id } }));
const readPresets = () => answerOf(api.v1['window-presets'].$get());

export type CalendarYear = Awaited<ReturnType<typeof readCalendar>>;
export type CalendarDay = CalendarYear['days'][number];
export type SaidHoliday = CalendarDay['holidays'][number];
export type HolidayScope = SaidHoliday['scope'];
export type WindowPreset = Awaited<ReturnType<typeof readPresets>>['items'][number];

/** The days of a unit in a year. */
export function calendarYearQuery(unit: string, year: number) {
  return queryOptions({
    queryKey: ['calendar', unit, year],
    queryFn: () => readCalendar({ unit, from: `${year}-01-01`, to: `${year}-12-31` }),
  });
}

/** An entry of the house. */
export function holidayQuery(id: string) {
  return queryOptions({ queryKey: ['holidays', id], queryFn: () => readHoliday(id) });
}

/** Hours of collection that state laws ask for. */
export const windowPresetsQuery = queryOptions({
  queryKey: ['window-presets'],
  queryFn: async () => (await readPresets()).items,
  staleTime: Number.POSITIVE_INFINITY,
});
