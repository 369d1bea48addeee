import { describe, expect, test } from 'vitest';
import { createBrazilCalendar } from './brazil-calendar.ts';
import { outcome, planned, situation } from './fixtures/ladder.ts';
import { addDays, msOfDay, zoneOf } from './local-time.ts';
import { firstOpening } from './opening.ts';
import { defaultWindows } from './send-window.ts';

/** Every IANA zone of Brazil, with a state that keeps it. */
const brazil: [zone: string, offset: string, state: string][] = [
  ['America/Noronha', '-02:00', 'PE'],
  ['America/Sao_Paulo', '-03:00', 'SP'],
  ['America/Bahia', '-03:00', 'BA'],
  ['America/Fortaleza', '-03:00', 'CE'],
  ['America/Recife', '-03:00', 'PE'],
  ['America/Maceio', '-03:00', 'AL'],
  ['America/Belem', '-03:00', 'PA'],
  ['America/Santarem', '-03:00', 'PA'],
  ['America/Araguaina', '-03:00', 'TO'],
  ['America/Manaus', '-04:00', 'AM'],
  ['America/Cuiaba', '-04:00', 'MT'],
  ['America/Campo_Grande', '-04:00', 'MS'],
  ['America/Porto_Velho', '-04:00', 'RO'],
  ['America/Boa_Vista', '-04:00', 'RR'],
  ['America/Rio_Branco', '-05:00', 'AC'],
  ['America/Eirunepe', '-05:00', 'AM'],
];
const nine = msOfDay('09:00');

describe.each(brazil)('%s', (timeZone, offset, state) => {
  test(`keeps ${offset} on every day of three years: no summer time`, () => {
    for (let date = '2026-01-01'; date < '2029-01-01'; date = addDays(date, 1)) {
      expect(zoneOf(timeZone).toInstant(date, nine), date).toBe(Date.parse(`${date}T09:00${offset}`));
    }
  });

  test('a reminder goes at nine there, a warning in the hours there', () => {
    const facts = { timeZone, state, charge: { dueDate: '2026-12-08', firstSeenAt: `2026-11-23T10:00${offset}` } };
    expect(outcome(situation(facts), 3)).toBe(planned(`2026-12-05T09:00${offset}`));
    expect(outcome(situation({ ...facts, now: `2026-12-13T23:59${offset}` }), 10)).toBe(planned(`2026-12-14T09:00${offset}`));
  });

  test('its day begins and ends at its own midnight', () => {
    const zone = zoneOf(timeZone);
    expect(zone.toLocal(Date.parse(`2026-12-05T00:00${offset}`))).toEqual({ date: '2026-12-05', msOfDay: 0 });
    expect(zone.toLocal(Date.parse(`2026-12-05T00:00${offset}`) - 1)).toEqual({ date: '2026-12-04', msOfDay: 86_399_999 });
  });
});

test.each([
  ['the last summer of São Paulo', 'America/Sao_Paulo', '2019-01-15', '-02:00'],
  ['the winter after it', 'America/Sao_Paulo', '2019-07-15', '-03:00'],
  ['the summer that no longer was one', 'America/Sao_Paulo', '2020-01-15', '-03:00'],
  ['the last summer of Campo Grande', 'America/Campo_Grande', '2019-01-15', '-03:00'],
  ['Acre, four hours behind for five years', 'America/Rio_Branco', '2010-07-15', '-04:00'],
  ['Acre, back at five', 'America/Rio_Branco', '2014-07-15', '-05:00'],
  ['Bahia, one summer only', 'America/Bahia', '2012-01-15', '-02:00'],
])('%s', (_, timeZone, date, offset) => {
  expect(zoneOf(timeZone).toInstant(date, nine)).toBe(Date.parse(`${date}T09:00${offset}`));
});

describe('abroad, where clocks change', () => {
  const calendar = createBrazilCalendar({
    state: null,
    unitState: 'MS',
    windows: { ...defaultWindows, informative: { ...defaultWindows.informative, sun: ['01:30-02:30'] } },
  });
  const opening = (timeZone: string, at: string) => {
    const found = firstOpening(calendar, zoneOf(timeZone), 'informative', Date.parse(at));
    return found && [new Date(found.sendsAt).toISOString(), new Date(found.until).toISOString()];
  };
  const utc = (...moments: string[]) => moments.map((at) => new Date(at).toISOString());

  test.each<[string, string, string, string[]]>([
    [
      'New York: the end that is skipped comes as much later',
      'America/New_York',
      '2027-03-14T00:30-05:00',
      utc('2027-03-14T01:30-05:00', '2027-03-14T03:30-04:00'),
    ],
    [
      'New York: the hour that comes twice opens at its first',
      'America/New_York',
      '2026-11-01T00:30-04:00',
      utc('2026-11-01T01:30-04:00', '2026-11-01T02:30-05:00'),
    ],
    [
      'New York: its second coming is still open',
      'America/New_York',
      '2026-11-01T01:45-05:00',
      utc('2026-11-01T01:45-05:00', '2026-11-01T02:30-05:00'),
    ],
    [
      'Lisbon: hours that shrink to nothing open on the next day',
      'Europe/Lisbon',
      '2027-03-28T00:30Z',
      utc('2027-03-29T08:00+01:00', '2027-03-29T21:00+01:00'),
    ],
    [
      'Lisbon: the hour that comes twice opens at its first',
      'Europe/Lisbon',
      '2027-10-31T00:30+01:00',
      utc('2027-10-31T01:30+01:00', '2027-10-31T02:30Z'),
    ],
  ])('%s', (_, timeZone, at, expected) => {
    expect(opening(timeZone, at)).toEqual(expected);
  });
});
