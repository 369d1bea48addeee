import type { HolidayScope, SaidHoliday } from '../../queries/holidays.ts';

/** What a form about a holiday starts with; `id` of an entry of the house, null for a new one. */
export type HolidayWish = {
  id: string | null;
  date: string;
  name: string;
  scope: HolidayScope;
  business: boolean;
  sending: boolean;
  /** There is an official holiday that this one takes the place of. */
  replaces: boolean;
};

export function newWish({ date, scope = 'country' }: { date: string; scope?: HolidayScope }): HolidayWish {
  return { id: null, date, name: '', scope, business: true, sending: true, replaces: false };
}

/** To change what was said of a day: an entry of the house itself, of an official one what takes its place. */
export function wishOf(date: string, { holidayId, source, name, scope, business, sending }: SaidHoliday): HolidayWish {
  return { id: holidayId, date, name, scope, business, sending, replaces: source === 'date-holidays' };
}
