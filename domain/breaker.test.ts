import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCalls, type Breaker, type CallCounts, closedBreaker } from './breaker.ts';
import { addMs } from './instants.ts';

const now = '2026-12-01T12:00:00.000Z';
const at = (seconds: number) => addMs(now, seconds * 1000);
const failed = (count: number): CallCounts => ({ answered: 0, failed: count });
const answered = (count: number): CallCounts => ({ answered: count, failed: 0 });
const following = (calls: [second: number, calls: CallCounts][], from: Breaker = closedBreaker(now)) =>
  calls.reduce((breaker, [second, counts]) => afterCalls(breaker, counts, at(second)), from);
const open = following([[0, failed(5)]]);
const probing = (from: Breaker, second: number): Breaker => (from.state === 'open' ? { ...from, probingAt: at(second) } : from);

describe('the circuit breaker', () => {
  it('opens when five calls in a row fail', () => {
    expect(following([[0, failed(4)]]).state).toBe('closed');
    expect(open).toEqual({ state: 'open', openedAt: now, probeAt: at(5), probingAt: null, probes: 0 });
  });

  it('opens when half of the calls fail, and not when one in twenty does', () => {
    expect(following([[0, { answered: 5, failed: 5 }]]).state).toBe('open');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (batches) => {
        const calls = Array.from({ length: batches }, (_, index): [number, CallCounts] => [index / 10, { answered: 19, failed: 1 }]);
        return following(calls).state === 'closed';
      }),
    );
  });

  it('forgets failures of more than half a minute ago', () => {
    expect(
      following([
        [0, failed(4)],
        [31, failed(1)],
      ]),
    ).toMatchObject({ state: 'closed', failed: 1 });
  });

  it('does not hear calls that were under way when it opened', () => {
    expect(
      following(
        [
          [1, failed(20)],
          [2, answered(3)],
        ],
        open,
      ),
    ).toEqual(open);
  });

  it('closes when the text that tried is answered', () => {
    expect(following([[6, answered(1)]], probing(open, 5))).toEqual(closedBreaker(at(6)));
  });

  it('waits longer after each try that failed, a minute at most', () => {
    const waits: number[] = [];
    let breaker: Breaker = open;
    let second = 5;
    for (let tries = 0; tries < 6; tries++) {
      breaker = following([[second, failed(1)]], probing(breaker, second));
      const next = breaker.state === 'open' ? (Date.parse(breaker.probeAt) - Date.parse(now)) / 1000 : 0;
      waits.push(next - second);
      second = next;
    }
    expect(waits).toEqual([10, 20, 40, 60, 60, 60]);
  });
});
