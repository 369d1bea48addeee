import { describe, expect, it } from 'vitest';
import { failoverMoves, failoverReason, roomOf } from './failover.ts';

const now = '2026-12-01T12:00:00.000Z';
const closed = { state: 'closed' as const, answered: 0, failed: 0, countedFrom: now };
const openSince = (openedAt: string) => ({ state: 'open' as const, openedAt, probeAt: now, probingAt: null, probes: 0 });

describe('failover', () => {
  it('waits a minute for a provider that is away, and not at all for an account that is at fault', () => {
    expect(failoverReason({ retired: false, stoppedReason: null, breaker: closed }, now)).toBeNull();
    expect(failoverReason({ retired: false, stoppedReason: null, breaker: openSince('2026-12-01T11:59:01.000Z') }, now)).toBeNull();
    expect(failoverReason({ retired: false, stoppedReason: null, breaker: openSince('2026-12-01T11:59:00.000Z') }, now)).toBe('down');
    expect(failoverReason({ retired: false, stoppedReason: 'login', breaker: closed }, now)).toBe('stopped');
    expect(failoverReason({ retired: true, stoppedReason: null, breaker: closed }, now)).toBe('retired');
  });

  it('gives a gateway what it can send in a minute, less what waits there, and no more than a thousand at once', () => {
    expect(roomOf({ id: 'b', perSecond: 2, due: 20 })).toBe(100);
    expect(roomOf({ id: 'b', perSecond: 2, due: 500 })).toBe(0);
    expect(roomOf({ id: 'b', perSecond: null, due: 0 })).toBe(1_000);
  });

  it('gives each text to the first gateway in its order that has room and can carry it; what nobody carries stays', () => {
    const candidates = [
      { id: 'b', perSecond: 1 / 60, due: 0 },
      { id: 'c', perSecond: null, due: 0 },
    ];
    const moves = failoverMoves(['longest', 'one', 'two', 'three'], candidates, {
      orderOf: (text, all) => (text === 'one' ? all.toReversed() : all),
      carriedBy: (text) => (text === 'longest' ? null : text.toUpperCase()),
    });
    expect(moves.map(({ text, to, carried }) => [text, to.id, carried])).toEqual([
      ['one', 'c', 'ONE'],
      ['two', 'b', 'TWO'],
      ['three', 'c', 'THREE'],
    ]);
    expect(failoverMoves(['one'], [], { orderOf: (_, all) => all, carriedBy: (text) => text })).toEqual([]);
  });
});
