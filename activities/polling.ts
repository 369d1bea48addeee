import type { Db, Sql } from '../db/client.ts';
import { askFrom, askLater, readPoll, readToAsk, saveBalance, savePoll, sendAgain } from '../db/queries/gateway-polls.ts';
import { readGatewayWork } from '../db/queries/gateway-work.ts';
import { recordReceipts } from '../db/queries/receipts.ts';
import { recordReplies } from '../db/queries/replies.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs, epochMs, type Instant } from '../domain/instants.ts';
import { balanceEvery, nextPollAt, repliesEvery, replyWindow } from '../domain/poll-times.ts';
import type { AskFailure, GatewayAbilities, GatewayConnection } from '../gateways/define.ts';
import { phoneTag } from '../gateways/own-id.ts';
import { abilitiesOf, questionsOf } from './gateway-abilities.ts';
import { withHeartbeat } from './heartbeat.ts';
import type { OpenGateway } from './sender/gateway-sender.ts';
import { pause } from './sender/settler.ts';

export type PollingDeps = { db: Db; sql: Sql; clock: Clock; openGateway(gatewayId: string): Promise<OpenGateway | null> };

/** One activity asks for so long; what is still due is asked by the next. */
const longestMs = 30_000;
const retryAfterFailureMs = 60_000;

type Case = { deps: PollingDeps; gatewayId: string; connection: GatewayConnection };

/** What is asked of providers by the gateway's workflow: receipts, replies, balance. Outside the rate of texts, within the provider's own. */
export function createPollingActivities(deps: PollingDeps) {
  return {
    async pollGateway({ gatewayId }: { gatewayId: string }): Promise<void> {
      const now = nowOf(deps.clock);
      const work = await readGatewayWork(deps.sql, { gatewayId, now });
      const open = work && (await deps.openGateway(gatewayId));
      if (!work || !open) return;
      const abilities = abilitiesOf(work);
      const subject = { deps, gatewayId, connection: open.connection };
      try {
        await withHeartbeat(async () => {
          await askAboutMessages(subject, abilities);
          if (abilities.replyPolling && isDue(work.repliesAt, now)) await fetchReplies(subject, abilities.replyPolling.pauseMs);
          if (abilities.balance && isDue(work.balanceAt, now)) await askBalance(subject, { guarded: work.hasBalanceFloor });
        });
      } finally {
        await open.connection.close();
      }
    },
  };
}

export type PollingActivities = ReturnType<typeof createPollingActivities>;

function isDue(at: Instant | null, now: Instant): boolean {
  return at === null || epochMs(at) <= epochMs(now);
}

async function askAboutMessages({ deps, gatewayId, connection }: Case, abilities: GatewayAbilities): Promise<void> {
  const { sql, clock } = deps;
  const { lookUp } = abilities;
  if (lookUp === null || connection.lookUp === undefined) return;
  const questions = questionsOf(abilities);
  const end = clock.nowMs() + longestMs;
  for (let first = true; clock.nowMs() < end; first = false) {
    const now = nowOf(clock);
    const asked = await readToAsk(sql, { gatewayId, by: lookUp.by, limit: lookUp.most, now });
    if (asked.length === 0) return;
    if (!first) await pause(lookUp.pauseMs);
    const ids = asked.map(({ id }) => id);
    const result = await connection.lookUp(asked);
    if (result.kind === 'failed') {
      await askFrom(sql, ids, addMs(now, Math.max(retryAfterFailureMs, result.retryAfterMs ?? 0)));
      return;
    }
    await recordReceipts(sql, result.receipts, { gatewayId, now, tagOf: phoneTag });
    await sendAgain(sql, result.notFound, now);
    const again = new Set(result.notFound);
    await askLater(
      sql,
      ids.filter((id) => !again.has(id)),
      { questions, now },
    );
  }
}

async function fetchReplies({ deps, gatewayId, connection }: Case, pauseMs: number): Promise<void> {
  const { db, sql, clock } = deps;
  const now = nowOf(clock);
  const poll = await readPoll(sql, gatewayId, 'replies');
  const result = await connection.fetchReplies?.(replyWindow(poll.answeredAt, now));
  if (result === undefined) return;
  const about = { gatewayId, kind: 'replies' as const, everyMs: repliesEvery({ pauseMs }), now };
  if (result.kind === 'failed') return noteFailure(sql, about, poll, result);
  await insisting(() => recordReplies(db, result.replies, { gatewayId, now }));
  await noteAnswer(sql, about);
}

const insistedTimes = 20;
const insistedEveryMs = 1_000;

/** Some providers give each reply a single time: a database that is away for a moment must not lose it. */
async function insisting(write: () => Promise<unknown>): Promise<void> {
  for (let left = insistedTimes; ; left--) {
    try {
      await write();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await pause(insistedEveryMs);
    }
  }
}

async function askBalance({ deps, gatewayId, connection }: Case, { guarded }: { guarded: boolean }): Promise<void> {
  const { sql, clock } = deps;
  const now = nowOf(clock);
  const poll = await readPoll(sql, gatewayId, 'balance');
  const result = await connection.balance?.();
  if (result === undefined) return;
  const about = { gatewayId, kind: 'balance' as const, everyMs: balanceEvery({ guarded }), now };
  if (result.kind === 'failed') return noteFailure(sql, about, poll, result);
  await saveBalance(sql, gatewayId, { amount: result.amount, unit: result.unit, at: now });
  await noteAnswer(sql, about);
}

type About = { gatewayId: string; kind: 'replies' | 'balance'; everyMs: number; now: Instant };

function noteAnswer(sql: Sql, { gatewayId, kind, everyMs, now }: About): Promise<void> {
  const nextAt = nextPollAt(now, { everyMs, failures: 0, retryAfterMs: null });
  return savePoll(sql, { gatewayId, kind, answeredAt: now, failures: 0, fault: null, nextAt });
}

function noteFailure(
  sql: Sql,
  { gatewayId, kind, everyMs, now }: About,
  poll: { answeredAt: Instant | null; failures: number },
  failure: AskFailure,
) {
  const failures = poll.failures + 1;
  const nextAt = nextPollAt(now, { everyMs, failures, retryAfterMs: failure.retryAfterMs });
  return savePoll(sql, { gatewayId, kind, answeredAt: poll.answeredAt, failures, fault: failure.reason, nextAt });
}
