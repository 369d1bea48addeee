import { expect, test } from 'vitest';
import { ladder, sent, situation } from './fixtures/ladder.ts';
import { at } from './fixtures/plan-lines.ts';
import { nothingOnHold, onHold } from './on-hold.ts';

const announced = [sent(2, '2026-11-23T10:00-04:00', '2')];
const begun = (now: string) => ({ history: announced, now: at(now) });
const held = (from: string, until: string | null) => ({
  ...{ id: 'h', kind: 'outage' as const, releaseOverHours: null, released: false },
  ...{ from: at(from), until: until === null ? null : at(until) },
});

test('a hold keeps what would leave while it lasts, and nothing after', () => {
  const kept = (until: string) => onHold(situation(begun('12-07 08:00')), held('12-07 08:00', until), at(until));
  expect(kept('12-07 08:30')).toEqual(nothingOnHold);
  expect(kept('12-07 11:00').notices).toBe(1);
});

test('the notices of a block are told apart', () => {
  const history = [...announced, sent(10, '2026-12-11T09:00-04:00')];
  const { notices, blocks } = onHold(situation({ history, now: at('12-20 08:00') }), held('12-20 08:00', null), at('12-31 23:00'));
  expect([notices, blocks]).toEqual([1, 1]);
});

test('a text that another charge leads is counted there', () => {
  const given = { ...begun('12-07 08:00'), policy: { grouping: true } };
  const hold = held('12-07 08:00', null);
  const mine = onHold(situation({ ...given, others: [ladder({ id: 'c0' }, { history: announced })] }), hold, at('12-07 11:00'));
  const theirs = onHold(
    situation({ ...given, charge: { id: 'c0' }, others: [ladder({ id: 'c1' }, { history: announced })] }),
    hold,
    at('12-07 11:00'),
  );
  expect(mine.notices + theirs.notices).toBe(1);
});
