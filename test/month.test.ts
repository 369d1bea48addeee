import { expect, test } from 'vitest';
import { playMonth } from './month/play.ts';
import { referenceLog } from './month/reference.ts';
import { type WorldEvent, worldOf } from './month/world.ts';

const world = worldOf(1, 300);
const expected = referenceLog(world).sort();

test('a month of 300 charges with payments, edits, holds and outages: what arrived is what the reference says, text by text', async () => {
  expect((await playMonth(world)).sort()).toEqual(expected);
}, 300_000);

const kinds: WorldEvent['kind'][] = [
  'pay',
  'reverse',
  'move-due',
  'remove',
  'restore',
  'phones',
  'hold',
  'release',
  'exempt',
  'gateway',
  'pause',
];

test.each(kinds)('without its events of the kind "%s" the month would be another', (kind) => {
  const without = referenceLog({ ...world, events: world.events.filter((event) => event.kind !== kind) });
  expect(without.sort()).not.toEqual(expected);
});

test('the month has every text of the ladder, shared lines, refused numbers and customers without a phone', () => {
  const rules = new Set(expected.map((line) => line.split(' ')[1]));
  expect([...rules].sort()).toEqual(['#10', '#11', '#12', '#13', '#2', '#20', '#21', '#3', '#4', '#5']);
  expect(expected.some((line) => line.endsWith('0'))).toBe(true);
  expect(world.customers.some(({ phones }) => phones.length === 0)).toBe(true);
});
