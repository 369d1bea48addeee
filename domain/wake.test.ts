import { expect, test } from 'vitest';
import { sent, situation, stepIn, utc } from './fixtures/ladder.ts';
import { epochMs } from './instants.ts';
import { planCharge } from './plan-charge.ts';
import { nextWake, prepareAt } from './wake.ts';

const sendsAt = '2026-12-07T13:00:00.000Z';
const ids = Array.from({ length: 10_000 }, (_, index) => `${768_412 + index}`);
const secondsBefore = (chargeId: string, sharing: number, leadMs?: number) =>
  (epochMs(sendsAt) - epochMs(prepareAt({ sendsAt }, { chargeId, sharing, ...(leadMs === undefined ? {} : { leadMs }) }))) / 1000;

/** The most that fall into one of `parts` equal parts, over the even share. */
function crowding(values: number[], from: number, to: number, parts: number): number {
  const counts = new Array<number>(parts).fill(0);
  for (const value of values) {
    const part = Math.min(parts - 1, Math.floor(((value - from) / (to - from)) * parts));
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return Math.max(...counts) / (values.length / parts);
}

test('a charge wakes for its earliest planned step', () => {
  const facts = situation({ history: [sent(2, '2026-11-23T10:00-04:00', '2')], now: '2026-11-23T10:01-04:00' });
  const steps = planCharge(facts);
  expect(nextWake([...steps].reverse(), facts.now)).toEqual({ kind: 'wake', at: utc('2026-12-07T09:00-04:00'), step: stepIn(steps, 3) });
});

test('what is due already is due now', () => {
  const facts = situation({ now: '2026-11-23T12:00-04:00' });
  expect(nextWake(planCharge(facts), utc(facts.now))).toMatchObject({ kind: 'wake', at: utc('2026-11-23T12:00-04:00'), step: { rule: 2 } });
});

test('a charge with nothing planned is finished, held steps or not', () => {
  expect(nextWake(planCharge(situation({ charge: { status: 'paid' } })), sendsAt)).toEqual({ kind: 'finished' });
  const held = planCharge(situation()).map((step) => ({ ...step, state: 'held' as const }));
  expect(nextWake(held, sendsAt)).toEqual({ kind: 'finished' });
});

test('up to twenty charges wake at their instant', () => {
  expect(prepareAt({ sendsAt }, { chargeId: '1', sharing: 20 })).toBe(sendsAt);
  expect(prepareAt({ sendsAt }, { chargeId: '1', sharing: 21 }) < sendsAt).toBe(true);
});

test('ten thousand charges prepare within ten minutes before, evenly', () => {
  const before = ids.map((id) => secondsBefore(id, 10_000));
  expect(Math.min(...before)).toBeGreaterThan(0);
  expect(Math.max(...before)).toBeLessThanOrEqual(600);
  expect(crowding(before, 0, 600, 60)).toBeLessThan(1.35);
});

test('the lead grows above 15,000 charges, to an hour at most, and is a setting', () => {
  const longest = (sharing: number, leadMs?: number) => Math.max(...ids.map((id) => secondsBefore(id, sharing, leadMs)));
  expect(longest(15_000)).toBeLessThanOrEqual(600);
  expect(longest(30_000)).toBeGreaterThan(1190);
  expect(longest(30_000)).toBeLessThanOrEqual(1200);
  expect(longest(1_000_000)).toBeLessThanOrEqual(3600);
  expect(longest(100, 10_000)).toBeLessThanOrEqual(10);
  expect(longest(10_000, 0)).toBe(0);
});

test('the same charge prepares at the same moment each time', () => {
  expect(prepareAt({ sendsAt }, { chargeId: '768412', sharing: 500 })).toBe(prepareAt({ sendsAt }, { chargeId: '768412', sharing: 500 }));
});
