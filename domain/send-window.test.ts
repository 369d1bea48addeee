import { expect, test } from 'vitest';
import { defaultWindows, windowProblems } from './send-window.ts';

test('the windows we start with are sound', () => {
  expect(windowProblems(defaultWindows)).toEqual([]);
});

test('a closed day, a change of one day and an end at midnight are sound', () => {
  expect(windowProblems({ collection: { sat: [], mon: ['00:00-12:00', '12:00-24:00'] } })).toEqual([]);
});

test.each([
  ['9:00-18:00', 'HH:MM-HH:MM, 00:00 to 24:00'],
  ['09:00–18:00', 'HH:MM-HH:MM, 00:00 to 24:00'],
  ['09:00-24:30', 'HH:MM-HH:MM, 00:00 to 24:00'],
  ['24:00-24:00', 'HH:MM-HH:MM, 00:00 to 24:00'],
  ['18:00-09:00', 'an end after its start'],
  ['09:00-09:00', 'an end after its start'],
])('%s is refused', (given, expected) => {
  expect(windowProblems({ informative: { mon: [given] } })).toEqual([{ path: 'informative.mon.0', given, expected }]);
});

test('intervals that overlap or stand in the wrong order are refused', () => {
  const expected = 'intervals in order that do not overlap';
  expect(windowProblems({ collection: { tue: ['09:00-12:00', '11:00-18:00'] } })).toEqual([
    { path: 'collection.tue.1', given: '11:00-18:00', expected },
  ]);
  expect(windowProblems({ collection: { tue: ['13:00-18:00', '09:00-12:00'] } })).toEqual([
    { path: 'collection.tue.1', given: '09:00-12:00', expected },
  ]);
});

test('an unknown class or day is refused by its name', () => {
  const change = JSON.parse('{"sales": {}, "collection": {"monday": []}}');
  expect(windowProblems(change)).toEqual([
    { path: 'sales', given: 'sales', expected: 'collection, informative, marketing' },
    { path: 'collection.monday', given: 'monday', expected: 'mon, tue, wed, thu, fri, sat, sun, holiday' },
  ]);
});
