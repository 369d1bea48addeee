import { ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import type { Db, Sql } from '../db/client.ts';
import { countDue } from '../db/queries/gateway-sending.ts';
import { readGatewayWork } from '../db/queries/gateway-work.ts';
import { readMessageStates } from '../db/queries/messages.ts';
import { pushOutbox } from '../db/queries/outbox.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { epochMs, type Instant } from '../domain/instants.ts';
import { withHeartbeat } from './heartbeat.ts';
import type { GatewaySender } from './sender/gateway-sender.ts';
import { pause } from './sender/settler.ts';

export type SendingDeps = { db: Db; sql: Sql; clock: Clock; senderOf(gatewayId: string): GatewaySender };

/** A message that did not go within this gives its slot to others and comes back. */
const patienceMs = 2_000;

/** The activities of one gateway's queue. They only hold licences: which row goes next is the sender's choice, never theirs. */
export function createSendingActivities(deps: SendingDeps) {
  return {
    /** Makes ready for an instant that is near, then sends until nothing is due on the gateway, or the licence runs out. */
    async sendDue({ gatewayId, licenceMs, from }: { gatewayId: string; licenceMs: number; from?: Instant }): Promise<void> {
      const sender = deps.senderOf(gatewayId);
      const readyMs = from === undefined ? 0 : Math.max(0, epochMs(from) - deps.clock.nowMs());
      const release = sender.hold();
      try {
        await withHeartbeat(async () => {
          await pause(readyMs);
          sender.lookAgain();
          await sender.whenDrained(licenceMs);
        });
      } finally {
        release();
      }
    },

    /** Holds a licence until these messages have left; when the gateway is busy or closed, comes back after the estimated wait. */
    async sendMessages({ gatewayId, messageIds }: { gatewayId: string; messageIds: number[] }): Promise<void> {
      const closed = !(await readGatewayWork(deps.sql, { gatewayId, now: nowOf(deps.clock) }))?.open;
      const sender = deps.senderOf(gatewayId);
      const release = sender.hold();
      let open: OpenMessage[];
      try {
        open = await waitUntilLeft(deps, sender, { messageIds, patienceMs: closed ? 0 : patienceMs });
      } finally {
        release();
      }
      if (open.every(({ state }) => state === 'sending')) return;
      // Everybody's patience may end at once: without its workflow the gateway would stand still with a full queue.
      if (!sender.isHeld) await pushOutbox(deps.db, 'gateway', [gatewayId], nowOf(deps.clock));
      throw await busy(deps, gatewayId, open);
    },
  };
}

export type SendingActivities = ReturnType<typeof createSendingActivities>;

type OpenMessage = Awaited<ReturnType<typeof readMessageStates>>[number];

/** The messages that have not left when all have, or when patience ends. */
async function waitUntilLeft(
  { db }: SendingDeps,
  sender: GatewaySender,
  { messageIds, patienceMs }: { messageIds: number[]; patienceMs: number },
): Promise<OpenMessage[]> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const open = (await readMessageStates(db, messageIds)).filter(({ state }) => state === 'queued' || state === 'sending');
    const left = end - Date.now();
    if (open.length === 0 || left <= 0) return open;
    await withHeartbeat(() => sender.whenMoved(left));
  }
}

/** What a send waits while its gateway is closed: the gateway's own workflow serves the queue when it opens. */
const closedDelayMs = 300_000;
const shortestDelayMs = 2_000;

/** Not a fault: the queue is longer than our patience, or the gateway is closed. The slot is free for others meanwhile. */
async function busy(deps: SendingDeps, gatewayId: string, open: { notBefore: string }[]): Promise<ApplicationFailure> {
  const now = nowOf(deps.clock);
  const work = await readGatewayWork(deps.sql, { gatewayId, now });
  const due = await countDue(deps.sql, { gatewayId, now, most: 10_000 });
  const queueMs = work?.perSecond == null ? shortestDelayMs : (due * 1000) / work.perSecond;
  const retryMs = Math.min(...open.map(({ notBefore }) => Date.parse(notBefore))) - Date.parse(now);
  const delayMs = work?.open ? Math.min(closedDelayMs, Math.max(shortestDelayMs, queueMs, retryMs)) : closedDelayMs;
  return ApplicationFailure.create({
    message: 'Still queued: the gateway is busy or closed.',
    type: 'StillQueued',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: delayMs,
  });
}
