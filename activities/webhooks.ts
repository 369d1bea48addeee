import { Context } from '@temporalio/activity';
import type { Db, Sql } from '../db/client.ts';
import {
  type ClaimedDelivery,
  claimDelivery,
  forgetDeliveries,
  readWebhookToCall,
  readWebhookWork,
  restWebhook,
  settleDelivered,
  settleFailed,
} from '../db/queries/deliver-webhooks.ts';
import { findStepKey } from '../db/queries/step-choices.ts';
import { recordResult } from '../db/queries/step-results.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs, epochMs, type Instant, latest } from '../domain/instants.ts';
import { readStepAnswer } from '../domain/step-answer.ts';
import { readStepId } from '../domain/step-id.ts';
import { afterFailedDelivery, restAfter } from '../domain/webhook-retry.ts';
import type { OutboundPolicy } from '../gateways/outbound-policy.ts';
import { withHeartbeat } from './heartbeat.ts';
import { type CallOutcome, createCaller, type WebhookCaller } from './webhooks/call.ts';

export type WebhookDeps = {
  db: Db;
  sql: Sql;
  clock: Clock;
  /** Opens a sealed secret; null when no key of this process does. */
  openSecret(sealed: string): string | null;
  outbound: OutboundPolicy;
};

export type WebhookWork = { kind: 'finished' } | { kind: 'idle'; until: Instant; summary: string } | { kind: 'due'; licenceMs: number };

const connections = 8;
const licenceMs = 30_000;
/** Longer than a call may take: until then nobody else takes the same delivery. */
const callMs = 45_000;
const keptMs = 14 * 86_400_000;
/** A person is told when a delivery has failed so often: after some quarter of an hour. */
const alertFromAttempts = 5;
const unreadableRestMs = 300_000;

/** The activities of a webhook's workflow: what is due, and the calls. */
export function createWebhookActivities(deps: WebhookDeps) {
  const { sql, clock } = deps;
  return {
    /** What is due, and until when the workflow may sleep. */
    async lookForDeliveries({ webhookId }: { webhookId: string }): Promise<WebhookWork> {
      const now = nowOf(clock);
      await forgetDeliveries(sql, { webhookId, before: addMs(now, -keptMs) });
      const work = await readWebhookWork(sql, webhookId);
      if (work === null || !work.enabled || work.nextAt === null) return { kind: 'finished' };
      const at = latest(work.nextAt, work.restUntil);
      if (epochMs(at) > epochMs(now)) return { kind: 'idle', until: at, summary: 'próxima tentativa' };
      return { kind: 'due', licenceMs };
    },

    /** Calls the address for everything that is due, until nothing is or the licence runs out. */
    async deliverDue({ webhookId, licenceMs: forMs }: { webhookId: string; licenceMs: number }): Promise<void> {
      const webhook = await readWebhookToCall(sql, { webhookId, now: nowOf(clock) });
      if (webhook === null) return;
      const secrets = webhook.secrets.flatMap((sealed) => deps.openSecret(sealed) ?? []);
      if (secrets.length < webhook.secrets.length) return leaveUnreadable(deps, webhookId);
      const caller = createCaller({ url: webhook.url, secrets }, { connections, outbound: deps.outbound });
      const end = Date.now() + forMs;
      try {
        await withHeartbeat(() => Promise.all(Array.from({ length: connections }, () => callUntil(deps, caller, webhookId, end))));
      } finally {
        await caller.close();
      }
    },
  };
}

export type WebhookActivities = ReturnType<typeof createWebhookActivities>;

async function callUntil(deps: WebhookDeps, caller: WebhookCaller, webhookId: string, end: number): Promise<void> {
  const { cancellationSignal } = Context.current();
  while (Date.now() < end && !cancellationSignal.aborted) {
    const now = nowOf(deps.clock);
    const delivery = await claimDelivery(deps.sql, { webhookId, now, callUntil: addMs(now, callMs) });
    if (delivery === null) return;
    const { type, createdAt: timestamp, data } = delivery;
    const body = JSON.stringify({ type, timestamp, data });
    const outcome = await caller.call({ id: delivery.eventId, atMs: deps.clock.nowMs(), body });
    await settle(deps, webhookId, delivery, outcome);
  }
}

async function settle({ db, sql, clock }: WebhookDeps, webhookId: string, delivery: ClaimedDelivery, outcome: CallOutcome): Promise<void> {
  const now = nowOf(clock);
  const { id, attempts, giveUpAt, unanswered } = delivery;
  if (outcome.kind === 'taken') {
    if (outcome.status === 200) await takeAnswer(db, delivery, outcome.answer, { now, actor: `webhook:${webhookId}` });
    return settleDelivered(sql, { id, webhookId, status: outcome.status, now });
  }
  const next = afterFailedDelivery({ attempts, giveUpAt, retryAfterMs: outcome.retryAfterMs }, now);
  const retryAt = outcome.gone || next.kind === 'give-up' ? null : next.at;
  await settleFailed(sql, {
    id,
    webhookId,
    status: outcome.status,
    fault: outcome.fault,
    retryAt,
    restUntil: outcome.unanswered ? restAfter(unanswered + 1, now) : null,
    gone: outcome.gone,
    alert: retryAt === null || attempts >= alertFromAttempts,
    now,
  });
}

/**
 * The network system may answer a request at once. An answer that nobody waits for, or that comes second, changes nothing; one whose
 * delivery is not noted afterwards comes again, and is the same.
 */
async function takeAnswer(db: Db, { type, data }: ClaimedDelivery, body: string, context: { now: Instant; actor: string }): Promise<void> {
  const answer = type === 'charge.milestone' || type === 'charge.restore' ? readStepAnswer(body) : null;
  const name = answer === null ? null : readStepId(String(data.stepId));
  if (answer === null || name === null) return;
  await db.transaction(async (tx) => {
    const step = await findStepKey(tx, name);
    if (step !== null) await recordResult(tx, step, answer, context);
  });
}

/** No key of this process opens the secret: nothing is sent unsigned, and a person is told. */
async function leaveUnreadable({ sql, clock }: WebhookDeps, webhookId: string): Promise<void> {
  const now = nowOf(clock);
  await restWebhook(sql, { webhookId, restUntil: addMs(now, unreadableRestMs), reason: 'unreadable-secret', now });
}
