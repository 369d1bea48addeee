import { describe, expect, it } from 'vitest';
import { failoverReason, failoverTarget } from './failover.ts';

const now = '2026-12-01T12:00:00.000Z';
const closed = { state: 'closed' as const, answered: 0, failed: 0, countedFrom: now };
const openSince = (openedAt: string) => ({ state: 'open' as const, openedAt, probeAt: now, probingAt: null, probes: 0 });

describe('failover', () => {
  it('waits a minute for a provider that is away, and not at all for an account that is at fault', () => {
    expect(failoverReason({ stoppedReason: null, breaker: closed }, now)).toBeNull();
    expect(failoverReason({ stoppedReason: null, breaker: openSince('2026-12-01T11:59:01.000Z') }, now)).toBeNull();
    expect(failoverReason({ stoppedReason: null, breaker: openSince('2026-12-01T11:59:00.000Z') }, now)).toBe('down');
    expect(failoverReason({ stoppedReason: 'login', breaker: closed }, now)).toBe('stopped');
  });

  it('goes to the first gateway in order, and to the next when that has work for a minute', () => {
    const candidates = [
      { id: 'b', perSecond: 2, due: 20 },
      { id: 'c', perSecond: null, due: 0 },
    ];
    expect(failoverTarget(candidates)).toEqual({ id: 'b', room: 100 });
    expect(failoverTarget([{ id: 'b', perSecond: 2, due: 120 }, ...candidates.slice(1)])).toEqual({ id: 'c', room: 1_000 });
    expect(failoverTarget([{ id: 'b', perSecond: 2, due: 500 }])).toBeNull();
    expect(failoverTarget([])).toBeNull();
  });
});
