import { expect, test } from 'vitest';
import type { CampaignMove } from '../../../queries/campaigns.ts';
import { courseOf, labelledTicks } from './course.ts';
import { stagesOf, stopsOf } from './stages.ts';

const at = (time: string) => `2026-12-01T${time}:00.000Z`;
const move = (time: string, state: CampaignMove['state'], action: string = state): CampaignMove => ({ at: at(time), state, action });
const campaign = {
  createdAt: at('10:00'),
  startAt: null,
  countdownUntil: null,
  canary: null,
  endsAt: null,
  finishedAt: null,
};

test('what happened is filled and what comes is outlined, in the order of the hours', () => {
  const history = [
    move('10:00', 'draft', 'created'),
    move('10:30', 'countdown', 'started'),
    move('10:31', 'canary'),
    move('11:00', 'running', 'resumed'),
  ];
  const stages = stagesOf({ ...campaign, state: 'running', endsAt: at('11:20') }, history);
  expect(stages.map(({ name, ahead }) => [name, ahead])).toEqual([
    ['created', false],
    ['canary', false],
    ['sending', false],
    ['finished', true],
  ]);
});

test('a scheduled campaign shows its approval and when it begins', () => {
  const history = [move('10:00', 'draft', 'created'), move('10:10', 'scheduled', 'started'), move('10:20', 'scheduled', 'approved')];
  const canary = { recipients: 10, deliveredShare: null, waitMinutes: 30 };
  expect(stagesOf({ ...campaign, state: 'scheduled', startAt: at('13:00'), canary }, history)).toEqual([
    { name: 'created', at: at('10:00'), ahead: false },
    { name: 'approved', at: at('10:20'), ahead: false },
    { name: 'canary', at: at('13:00'), ahead: true },
  ]);
});

test('a start that was taken back is no stage', () => {
  const history = [
    ...[move('10:00', 'draft', 'created'), move('10:10', 'countdown', 'started'), move('10:11', 'draft', 'undone')],
    ...[move('12:00', 'countdown', 'started'), move('12:01', 'running'), move('12:30', 'finished')],
  ];
  const stages = stagesOf({ ...campaign, state: 'finished', finishedAt: at('12:30') }, history);
  expect(stages.map(({ name, at: when }) => [name, when])).toEqual([
    ['created', at('10:00')],
    ['sending', at('12:01')],
    ['finished', at('12:30')],
  ]);
});

test('pauses are bars from the stop to where it went on; one that stands has no end', () => {
  const history = [move('10:00', 'running'), move('10:05', 'paused'), move('10:20', 'running', 'resumed'), move('10:25', 'paused')];
  expect(stopsOf(history)).toEqual([
    { from: at('10:05'), until: at('10:20') },
    { from: at('10:25'), until: null },
  ]);
});

test('the ruler is fine near the first text and coarse far away, and keeps everything on it', () => {
  const instants = ['2026-11-20T10:00:00.000Z', at('10:00'), at('10:30')];
  const { xOf, ticks } = courseOf({ instants, anchor: at('10:00'), width: 600 });
  const [created = 0, begun = 0, later = 0] = instants.map(xOf);
  expect(created).toBe(0);
  expect(later).toBeLessThanOrEqual(600);
  expect(begun - created).toBeLessThan((later - begun) * 10);
  expect(ticks.every(({ x }) => x >= 0 && x <= 600)).toBe(true);
  const labelled = labelledTicks(ticks, 50);
  expect(labelled.every(({ x }, index) => index === 0 || x - (labelled[index - 1]?.x ?? 0) >= 50)).toBe(true);
});
