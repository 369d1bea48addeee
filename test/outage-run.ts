import { expect } from 'vitest';
import { queueMessages } from '../db/queries/messages.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs, epochMs, type Instant } from '../domain/instants.ts';
import { type Call, openCarrierRun } from './carrier-run.ts';
import { virtualClock } from './clock.ts';
import { manualMessage } from './manual-message.ts';
import { openTestProvider } from './provider.ts';

const start = '2026-11-23T14:00:00.000Z';
const downFrom = addMs(start, 5_000);
const downUntil = addMs(downFrom, 600_000);
const rate = { quantity: 20, intervalSeconds: 1 };

/**
 * A load of so many texts, and a notice each half minute, on a gateway whose provider is away for ten minutes; with a second gateway or
 * without. Gives what the providers saw and what the database says at the end.
 */
export async function outageRun({ messages, secondGateway }: { messages: number; secondGateway: boolean }) {
  const clock = virtualClock(start);
  const provider = await openTestProvider({ clock, gateway: rate });
  const answer = ({ at, gatewayId }: { at: Instant; gatewayId: string }) => {
    const isAway = gatewayId === 'sms' && at >= downFrom && at < downUntil;
    if (!isAway) return { result: { outcome: 'accepted' as const, providerId: null, answer: 'OK' }, afterMs: 20 };
    return { result: { outcome: 'temporary' as const, reason: 'conexão recusada', retryAfterMs: null, answer: '' }, afterMs: 2 };
  };
  const run = await openCarrierRun(provider, clock, answer);
  try {
    if (secondGateway) await provider.gateway('second', { accents: 'ascii', position: 1, price: '0.0800' });
    const queue = async (kind: 'campaign' | 'notice', count: number) => {
      const now = nowOf(clock);
      const text = manualMessage(now, { kind, priority: kind === 'notice' ? 1 : 5, sendUntil: addMs(now, 7_200_000) });
      for (let left = count; left > 0; left -= 1_000)
        await queueMessages(
          provider.db,
          Array.from({ length: Math.min(left, 1_000) }, () => text),
          now,
        );
      await pushOutbox(provider.db, 'gateway', ['sms'], now);
    };
    await queue('campaign', messages);
    for (let atMs = 30_000; atMs < 900_000; atMs += 30_000) run.schedule(addMs(start, atMs), () => queue('notice', 1));
    await run.until(addMs(start, 960_000 + messages * 60));
    const states = await provider.sql<
      { state: string; count: number }[]
    >`select state, count(*)::int as count from messages group by state`;
    const alerts = await provider.sql<{ cleared: boolean }[]>`
      select cleared_at is not null as cleared from alerts where key = 'gateway-down:sms'`;
    const [breaker] = await provider.sql<{ state: string }[]>`select state from gateway_breakers where gateway_id = 'sms'`;
    return { calls: run.calls, states: [...states], alerts: [...alerts], breaker: breaker?.state, total: messages + 29 };
  } finally {
    await run.close();
    await provider.close();
  }
}

type Outage = Awaited<ReturnType<typeof outageRun>>;

/** Everything was accepted once, by whichever provider. */
export function expectNothingLostOrDoubled({ calls, states, total }: Outage): void {
  expect(states).toEqual([{ state: 'accepted', count: total }]);
  const taken = calls.filter(({ result }) => result.outcome === 'accepted').map(({ id }) => id);
  expect([taken.length, new Set(taken).size]).toEqual([total, total]);
}

/** The breaker opened while the provider was away, kept calls from it, and closed without anybody's doing. */
export function expectBreakerAtWork({ calls, alerts, breaker }: Outage): void {
  expect(alerts.length).toBeGreaterThan(0);
  expect(alerts.every(({ cleared }) => cleared)).toBe(true);
  expect(breaker).toBe('closed');
  const refused = calls.filter(({ gatewayId, at }) => gatewayId === 'sms' && at >= downFrom && at < downUntil);
  expect(refused.length).toBeLessThan(80);
}

/** In no window of a second did a provider see more calls than its account may make. */
export function expectRateKept({ calls }: Outage): void {
  expect(mostInASecond(calls)).toBeLessThanOrEqual(rate.quantity);
}

/** The fullest second of any provider. */
function mostInASecond(calls: readonly Call[]): number {
  const gatewayIds = [...new Set(calls.map((call) => call.gatewayId))];
  const most = gatewayIds.flatMap((gatewayId) => {
    const times = timesOf(calls.filter((call) => call.gatewayId === gatewayId));
    let from = 0;
    return times.map((atMs, index) => {
      while ((times[from] ?? atMs) <= atMs - 1_000) from += 1;
      return index - from + 1;
    });
  });
  return most.reduce((a, b) => Math.max(a, b), 0);
}

/** From the first text that was taken again on, what had waited left at the account's own rate. */
export function expectCaughtUpAtRate(run: Outage): void {
  const { backAfterMs, caughtUpPerSecond } = figuresOf(run);
  expect(caughtUpPerSecond).toBeGreaterThanOrEqual(rate.quantity * 0.97);
  expect(caughtUpPerSecond).toBeLessThanOrEqual(rate.quantity);
  expect(backAfterMs).toBeLessThanOrEqual(62_000);
}

/** What a run is told by: `triedWhileAway` calls that met the outage, `backAfterMs` from its end to the first text taken again. */
export function figuresOf({ calls, alerts, total }: Outage) {
  const accepted = calls.filter(({ result }) => result.outcome === 'accepted');
  const after = timesOf(accepted.filter(({ gatewayId, at }) => gatewayId === 'sms' && at >= downUntil));
  const first = after[0] ?? 0;
  return {
    texts: total,
    accepted: accepted.length,
    distinct: new Set(accepted.map(({ id }) => id)).size,
    bySecondGateway: accepted.filter(({ gatewayId }) => gatewayId === 'second').length,
    triedWhileAway: calls.length - accepted.length,
    breakerOpened: alerts.length,
    mostInASecond: mostInASecond(calls),
    backAfterMs: first - epochMs(downUntil),
    caughtUpPerSecond: after.filter((atMs) => atMs < first + 10_000).length / 10,
  };
}

function timesOf(calls: readonly Call[]): number[] {
  return calls.map(({ at }) => epochMs(at)).sort((a, b) => a - b);
}
