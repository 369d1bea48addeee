import { plusDays, useWhen } from '../../format/when.ts';

const mostLabels = 10;

/** Every day from one to another, with the label that stands under its bar: of many days only some have one. */
export function useDays(from: string, to: string): { date: string; label: string; said: string }[] {
  const { dayAndMonth, day } = useWhen();
  const dates: string[] = [];
  for (let date = from; date <= to; date = plusDays(date, 1)) dates.push(date);
  const every = Math.ceil(dates.length / mostLabels);
  return dates.map((date, index) => ({ date, label: index % every === 0 ? dayAndMonth(date) : '', said: day(date) }));
}
