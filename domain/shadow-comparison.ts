import { foldedText } from './folded-text.ts';
import type { IsoDate } from './instants.ts';

/** A text that another system sent, as its list says. */
export type SentElsewhere = { line: number; phone: string; date: IsoDate; text: string | null; chargeId: string | null };

/** A text that would have left here while the service only watched. */
export type WatchedText = { phone: string; date: IsoDate; text: string; chargeId: string; rule: number };

/** `same`: both on the same day with the same words. The others are what a person looks at before switching over. */
export type Compared =
  | { kind: 'same' | 'other-words' | 'other-day'; there: SentElsewhere; here: WatchedText }
  | { kind: 'only-there'; there: SentElsewhere }
  | { kind: 'only-here'; here: WatchedText };

/**
 * Holds what another system sent against what Régua would have sent. A text finds its like by phone: first on its own day (the same
 * charge, then the same words, then any), then on another day by charge or words.
 */
export function compareTexts(there: readonly SentElsewhere[], here: readonly WatchedText[]): Compared[] {
  const left = new Map<string, WatchedText[]>();
  for (const text of here) left.set(text.phone, [...(left.get(text.phone) ?? []), text]);
  const pairs: { there: SentElsewhere; here: WatchedText }[] = [];
  let alone = [...there];
  for (const fits of closestFirst) {
    alone = alone.filter((text) => {
      const own = left.get(text.phone) ?? [];
      const at = own.findIndex((candidate) => fits(text, candidate));
      const [found] = at < 0 ? [] : own.splice(at, 1);
      if (found !== undefined) pairs.push({ there: text, here: found });
      return found === undefined;
    });
  }
  return [
    ...pairs.map((pair): Compared => ({ kind: kindOf(pair), ...pair })),
    ...alone.map((text): Compared => ({ kind: 'only-there', there: text })),
    ...[...left.values()].flat().map((text): Compared => ({ kind: 'only-here', here: text })),
  ];
}

type Fit = (there: SentElsewhere, here: WatchedText) => boolean;

const sameDay: Fit = (there, here) => there.date === here.date;
const sameCharge: Fit = (there, here) => there.chargeId !== null && there.chargeId === here.chargeId;
const sameWords: Fit = (there, here) => there.text !== null && foldedText(there.text) === foldedText(here.text);
const notOfAnother: Fit = (there, here) => there.chargeId === null || sameCharge(there, here);

const closestFirst: Fit[] = [
  (there, here) => sameDay(there, here) && sameCharge(there, here) && sameWords(there, here),
  (there, here) => sameDay(there, here) && sameCharge(there, here),
  (there, here) => sameDay(there, here) && notOfAnother(there, here) && sameWords(there, here),
  (there, here) => sameDay(there, here) && notOfAnother(there, here),
  (there, here) => sameCharge(there, here) && sameWords(there, here),
  (there, here) => notOfAnother(there, here) && sameWords(there, here),
];

function kindOf({ there, here }: { there: SentElsewhere; here: WatchedText }): 'same' | 'other-words' | 'other-day' {
  if (!sameDay(there, here)) return 'other-day';
  return there.text === null || sameWords(there, here) ? 'same' : 'other-words';
}
