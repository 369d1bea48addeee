import { type HolidayFields, sameDayIn } from './holiday-entries.ts';
import { easterOf } from './holidays.ts';
import { foldedWord } from './import-values.ts';
import type { IsoDate } from './instants.ts';
import { addDays } from './local-time.ts';

/** Days after Easter of what moves with it, and the words by which people name it. */
const movable: readonly { days: number; words: readonly string[] }[] = [
  { days: -48, words: ['carnaval'] },
  { days: -47, words: ['carnaval'] },
  { days: -46, words: ['cinzas'] },
  { days: -3, words: ['quintafeirasanta', 'endoencas'] },
  { days: -2, words: ['sextafeirasanta', 'paixao'] },
  { days: 60, words: ['corpuschristi', 'corpodedeus', 'corpusdomini'] },
];

/**
 * The date that an entry of one date has in another year: the same day and month, or as far from Easter where it is such a feast by its
 * name, or says that the feast is none here. Null for 29 February of a common year.
 */
export function copiedDate(entry: Pick<HolidayFields, 'date' | 'name' | 'business' | 'sending'>, year: number): IsoDate | null {
  const easter = easterOf(Number(entry.date.slice(0, 4)));
  const feast = movable.find(({ days }) => addDays(easter, days) === entry.date);
  if (feast && (isSwitchedOff(entry) || feast.words.some((word) => foldedWord(entry.name).includes(word)))) {
    return addDays(easterOf(year), feast.days);
  }
  return sameDayIn(entry.date, year);
}

function isSwitchedOff({ business, sending }: Pick<HolidayFields, 'business' | 'sending'>): boolean {
  return !business && !sending;
}
