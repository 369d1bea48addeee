import { expect } from 'vitest';
import { insertGateway } from '../db/queries/gateways.ts';
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
    if (secondGateway) await provider.db.transaction((tx) => insertGateway(tx, { ...second, id: 'second' }, start));
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

const second = {
  name: 'Segundo',
  service: 'generic',
  channel: 'sms' as const,
  ...{
    enabled: true,
    paused: false,
    maxConnections: 20,
    price: '0.0800',
    warnLength: 144,
    maxLength: 160,
    maxSegments: 3,
    unitCounting: 'segments' as const,
  },
  ...rate,
  accents: 'ascii' as const,
  settings: {},
  secrets: {},
  ...{ position: 1, fallback: true, monthlyMessages: null, monthlyCents: null, balanceFloor: null },
};

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
  for (const gatewayId of new Set(calls.map((call) => call.gatewayId))) {
    const times = timesOf(calls.filter((call) => call.gatewayId === gatewayId));
    let from = 0;
    for (const [index, atMs] of times.entries()) {
      while ((times[from] ?? atMs) <= atMs - 1_000) from += 1;
      expect(index - from + 1).toBeLessThanOrEqual(rate.quantity);
    }
  }
}

/** From the first text that was taken again on, what had waited left at the account's own rate. */
export function expectCaughtUpAtRate({ calls }: Outage): void {
  const after = timesOf(calls.filter(({ at, result }) => at >= downUntil && result.outcome === 'accepted'));
  const first = after[0] ?? 0;
  const inWindow = after.filter((atMs) => atMs < first + 10_000).length;
  expect(inWindow).toBeGreaterThanOrEqual(rate.quantity * 10 * 0.97);
  expect(inWindow).toBeLessThanOrEqual(rate.quantity * 10);
  expect(first - epochMs(downUntil)).toBeLessThanOrEqual(62_000);
}

function timesOf(calls: readonly Call[]): number[] {
  return calls.map(({ at }) => epochMs(at)).sort((a, b) => a - b);
}
