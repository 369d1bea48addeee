import { expect, test } from 'vitest';
import { createBrazilCalendar } from './brazil-calendar.ts';
import { defaultWindows, windowProblems, withHours, withStateHours } from './send-window.ts';
import { windowPresets } from './window-presets.ts';

test.each(windowPresets)('the preset $id can be taken as it is', ({ windows }) => {
  expect(windowProblems(windows)).toEqual([]);
  expect(Object.keys(windows.collection)).toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday']);
});

test.each([
  ['safe', '09:00-18:00', '10:00-13:00'],
  ['AL', '08:00-20:00', '08:00-14:00'],
  ['SP', '08:00-20:00', '08:00-14:00'],
  ['RJ', '09:00-19:00', undefined],
  ['ES', '08:00-19:00', undefined],
  ['AM', '09:00-19:00', undefined],
  ['MG', '09:00-18:00', '10:00-13:00'],
])('%s texts debtors %s on weekdays, %s on Saturday, never on Sunday or a holiday', (id, weekday, saturday) => {
  const collection = windowPresets.find((preset) => preset.id === id)?.windows.collection;
  expect(collection).toMatchObject({ mon: [weekday], fri: [weekday], sat: saturday === undefined ? [] : [saturday], sun: [], holiday: [] });
});

test('a state closes where its law does, and keeps the hours of the house elsewhere', () => {
  const rio = windowPresets.find(({ id }) => id === 'RJ');
  const byState = withStateHours({}, { RJ: rio?.windows });
  const open = (state: string, window: 'collection' | 'informative') =>
    createBrazilCalendar({ state, unitState: 'MS', windows: withHours(defaultWindows, byState[state]) }).openings(window, '2026-12-05');
  expect(open('RJ', 'collection')).toEqual([]);
  expect(open('RJ', 'informative')).toEqual([{ from: '08:00', to: '21:00', holiday: null }]);
  expect(open('MS', 'collection')).toEqual([{ from: '10:00', to: '13:00', holiday: null }]);
});

test('what a change does not name stays; null goes back to the hours of the house', () => {
  const kept = { RJ: { collection: { sat: [] }, marketing: { sun: [] } }, SP: { collection: { sat: [] } } };
  expect(withStateHours(kept, { RJ: { collection: { mon: ['09:00-19:00'] } } })).toEqual({
    RJ: { collection: { sat: [], mon: ['09:00-19:00'] }, marketing: { sun: [] } },
    SP: { collection: { sat: [] } },
  });
  expect(withStateHours(kept, { RJ: { marketing: null } })).toEqual({ RJ: { collection: { sat: [] } }, SP: { collection: { sat: [] } } });
  expect(withStateHours(kept, { RJ: null, AM: {} })).toEqual({ SP: { collection: { sat: [] } } });
  expect(withStateHours(kept, undefined)).toEqual(kept);
});
