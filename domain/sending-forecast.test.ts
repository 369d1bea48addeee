import { expect, test } from 'vitest';
import { createBrazilCalendar } from './brazil-calendar.ts';
import { zoneOf } from './local-time.ts';
import { defaultWindows } from './send-window.ts';
import { forecastOfPlaces, sendingForecast } from './sending-forecast.ts';

const calendar = createBrazilCalendar({ state: 'SP', unitState: 'SP', windows: defaultWindows });
const place = { calendar, zone: zoneOf('America/Sao_Paulo') };
const collection = (count: number, perSecond: number) => ({ count, perSecond, window: 'collection' as const });

test('a campaign that does not fit into today’s window goes on when the next one opens', () => {
  // Friday 27 November 2026, 17:00 in São Paulo: one hour, three on Saturday, none on Sunday.
  expect(sendingForecast(collection(10 * 3600 * 5, 10), place, '2026-11-27T20:00:00.000Z')).toEqual({
    startsAt: '2026-11-27T20:00:00.000Z',
    endsAt: '2026-11-30T13:00:00.000Z',
    sendingSeconds: 18_000,
  });
});

test('a campaign started at night waits for the morning', () => {
  expect(sendingForecast(collection(60, 1), place, '2026-11-25T02:00:00.000Z')).toMatchObject({
    startsAt: '2026-11-25T12:00:00.000Z',
    endsAt: '2026-11-25T12:01:00.000Z',
  });
});

test('a window that never opens has no forecast', () => {
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], holiday: [] };
  const never = createBrazilCalendar({ state: 'SP', unitState: 'SP', windows: { ...defaultWindows, collection: closed } });
  expect(sendingForecast(collection(1, 1), { ...place, calendar: never }, '2026-11-25T02:00:00.000Z')).toBeNull();
});

test('texts to several places end with the last of them: nothing leaves after the hour that is told', () => {
  const catalogue = { windows: defaultWindows, windowsByState: {}, holidays: [], units: { matriz: { state: 'MS', city: null } } };
  const inPlace = (state: string, timeZone: string) => ({ unitId: 'matriz', state, city: null, timeZone });
  const [east, west] = [inPlace('SP', 'America/Sao_Paulo'), inPlace('MS', 'America/Campo_Grande')];
  const asked = (...places: (typeof east)[]) => forecastOfPlaces(collection(60, 1), places, catalogue, '2026-11-25T02:00:00.000Z');
  expect(asked(east)).toMatchObject({ startsAt: '2026-11-25T12:00:00.000Z', endsAt: '2026-11-25T12:01:00.000Z' });
  for (const places of [
    [east, west],
    [west, east],
  ])
    expect(asked(...places)).toMatchObject({ startsAt: '2026-11-25T12:00:00.000Z', endsAt: '2026-11-25T13:01:00.000Z' });
  expect(asked()).toBeNull();
});
