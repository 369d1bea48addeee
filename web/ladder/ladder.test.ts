import { expect, test } from 'vitest';
import { wordsOfTime } from '../format/when.ts';
import { labelWidth, placeLabels } from './labels.ts';
import { scaleOf, spread } from './scale.ts';
import { lookOfStep } from './step.ts';

const clock = wordsOfTime(
  'pt-BR',
  'America/Campo_Grande',
  { today: 'hoje', yesterday: 'ontem', tomorrow: 'amanhã' },
  () => new Date('2026-12-09T15:00:00Z'),
);

test('a step stands on its day at the place of the customer, not on that of UTC', () => {
  const scale = scaleOf({ instants: ['2026-12-06T02:00:00Z'], dates: ['2026-12-01', '2026-12-10'], width: 1400, clock });
  // 22:00 of the 5th in Campo Grande.
  expect(scale.xOf('2026-12-06T02:00:00Z')).toBeGreaterThan(scale.xOfDate('2026-12-05'));
  expect(scale.xOf('2026-12-06T02:00:00Z')).toBeLessThan(scale.xOfDate('2026-12-06'));
  expect(scale.first).toBe('2026-11-29');
});

test('steps of the same minute are drawn side by side, in order, and within the ruler', () => {
  expect(spread([100, 100, 101, 300], 24, 400)).toEqual([100, 124, 148, 300]);
  expect(spread([390, 395, 400], 24, 400)).toEqual([352, 376, 400]);
});

test('no label covers another, and those at the edges stay inside', () => {
  const labels = [10, 40, 70, 100, 130, 790].map((x) => ({ x, width: labelWidth('Aviso de bloqueio') }));
  const places = placeLabels(labels, 800);
  const boxes = places.map(({ below, row, side }, index) => {
    const { x, width } = labels[index] ?? { x: 0, width: 0 };
    const left = { start: x - 16, middle: x - width / 2, end: x + 16 - width }[side];
    return { lane: `${below} ${row}`, left, right: left + width };
  });
  expect(places[0]?.side).toBe('start');
  expect(places.at(-1)?.side).toBe('end');
  for (const [index, box] of boxes.slice(0, 4).entries()) {
    for (const other of boxes.slice(index + 1, 4)) expect(box.lane !== other.lane || box.right <= other.left).toBe(true);
  }
});

test('dates are told as people say them at the place', () => {
  expect(clock.moment('2026-12-09T13:00:00Z')).toBe('hoje 09:00');
  expect(clock.moment('2026-12-10T02:30:00Z')).toBe('hoje 22:30');
  expect(clock.moment('2026-12-14T13:00:00Z')).toBe('seg 14/12 09:00');
  expect(clock.date('2027-01-13')).toBe('13/01');
  expect(clock.date('2028-01-13')).toBe('13/01/2028');
});

test('a step that waits for the proof of a warning does not look as one that somebody stopped', () => {
  const held = { state: 'held', message: null } as const;
  expect(lookOfStep({ ...held, reason: 'warning-not-proven' })).not.toEqual(lookOfStep({ ...held, reason: 'hold:promise' }));
  expect(lookOfStep({ ...held, reason: 'exempt' })).toEqual(lookOfStep({ ...held, reason: 'hold:promise' }));
});
