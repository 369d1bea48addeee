import type { LadderStep } from './step.ts';

/** Where a label stands: below or above the band, in the near or the far row, and on which side of its pin its text runs. */
export type Label = { below: boolean; row: 0 | 1; side: 'start' | 'middle' | 'end' };

const letterWidth = 6.4;
const edgeReach = 16;
const gap = 10;

/** Width in pixels that two lines of words take, near enough to keep labels apart. */
export function labelWidth(...lines: string[]): number {
  return letterWidth * Math.max(...lines.map((line) => line.length));
}

/**
 * Gives each label a place where it touches no other: near above and near below in turn, then the far rows. Labels near an edge run
 * inwards.
 */
export function placeLabels(labels: { x: number; width: number }[], width: number): Label[] {
  const ends = new Map<number, number>();
  return labels.map(({ x, width: wide }, index) => {
    const side = x - wide / 2 < 0 ? 'start' : x + wide / 2 > width ? 'end' : 'middle';
    const left = { start: x - edgeReach, middle: x - wide / 2, end: x + edgeReach - wide }[side];
    const turn = index % 2;
    const order = [turn, 1 - turn, 2 + turn, 3 - turn];
    const endOf = (lane: number) => ends.get(lane) ?? Number.NEGATIVE_INFINITY;
    const lane = order.find((each) => endOf(each) <= left) ?? order.toSorted((a, b) => endOf(a) - endOf(b))[0] ?? 0;
    ends.set(lane, left + wide + gap);
    return { below: lane % 2 === 1, row: lane > 1 ? 1 : 0, side };
  });
}

/** What happened before Régua is history: it is marked, but takes no label from what matters now. */
export function isLabelled({ state }: Pick<LadderStep, 'state'>): boolean {
  return state !== 'before-our-time';
}
