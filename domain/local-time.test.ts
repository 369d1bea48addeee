import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { addDays, dayMs, msOfDay, weekdayOf, zoneOf } from './local-time.ts';

const zones = [
  'America/Campo_Grande',
  'America/Sao_Paulo',
  'America/Rio_Branco',
  'America/Noronha',
  'America/New_York',
  'Europe/Lisbon',
  'UTC',
];

test.each(zones)('%s: dates and times are those of Temporal, through every change of clocks', (timeZone) => {
  const zone = zoneOf(timeZone);
  const start = Date.UTC(2017, 0, 1);
  // Every 7 h 19 min of three years, and every date at hours near the changes.
  for (let ms = start; ms < start + 3 * 365 * dayMs; ms += 26_340_000) {
    const { date, msOfDay: passed } = zone.toLocal(ms);
    const expected = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDateTime();
    expect(`${date} ${passed}`).toBe(
      `${expected.toPlainDate()} ${Temporal.PlainTime.from('00:00').until(expected.toPlainTime()).total('milliseconds')}`,
    );
  }
  for (let date = '2018-10-01'; date < '2019-04-15'; date = addDays(date, 1)) {
    for (const time of ['00:00', '01:30', '02:30', '09:00']) {
      const expected = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone, { disambiguation: 'compatible' });
      expect(zone.toInstant(date, msOfDay(time)), `${date} ${time}`).toBe(expected.epochMilliseconds);
    }
  }
});

test('a summer midnight that the clocks skip starts at one', () => {
  expect(zoneOf('America/Sao_Paulo').toInstant('2018-11-04', 0)).toBe(Date.parse('2018-11-04T01:00-02:00'));
});

test('dates step over months and leap days, and know their weekday', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(weekdayOf('2026-11-22')).toBe(0);
  expect(weekdayOf('1969-12-31')).toBe(3);
});
