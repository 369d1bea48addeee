import { z } from 'zod';
import { createGatewayCareActivities } from '../activities/gateway-care.ts';
import { BreakerWatch } from '../activities/sender/breaker-watch.ts';
import { settlementOf } from '../activities/sender/settlement.ts';
import { aheadUs } from '../activities/sender/slots.ts';
import { type ClaimedMessage, claimMessages } from '../db/queries/claim-messages.ts';
import { readGatewayToSend, stopGateway } from '../db/queries/gateway-sending.ts';
import { finishOutbox, takeOutbox } from '../db/queries/outbox.ts';
import { type Settlement, settleMessages } from '../db/queries/settle-messages.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs, epochMs, type Instant, instantOf } from '../domain/instants.ts';
import { paceOf } from '../domain/pace.ts';
import type { SendResult } from '../gateways/define.ts';
import { gatewayWorkflowId, signals, workflowTypes } from '../workflows/contract.ts';
import type { VirtualClock } from './clock.ts';
import type { TestProvider } from './provider.ts';
import type { ActivityFunctions, PendingActivity } from './workflow-activities.ts';
import type { WorkflowRun } from './workflow-run.ts';
import { WorkflowSandbox } from './workflow-sandbox.ts';

/** One call as the provider sees it. */
export type Call = { at: Instant; gatewayId: string; id: number; to: string; text: string; result: SendResult };
/** What the provider answers, and after how long. */
export type Answer = (call: Omit<Call, 'result'>) => { result: SendResult; afterMs: number };

const settledEveryMs = 25;
const closedPauseMs = 200;

/**
 * Gateways in virtual time: their real workflows, claims, slots, settlements, breakers and failover on a real database. Only the calls
 * are a function, and the waits between them are steps of the clock.
 */
export async function openCarrierRun(provider: TestProvider, clock: VirtualClock, answer: Answer, activities: ActivityFunctions = {}) {
  const { db, sql } = provider;
  const calls: Call[] = [];
  const runs = new Map<string, WorkflowRun>();
  const events: { atMs: number; happen(): Promise<void> }[] = [];
  const rounds = new Set<string>();
  const answered = new Map<string, Settlement[]>();
  const breakers = new Map<string, BreakerWatch>();
  const sandbox = await WorkflowSandbox.open({ clock, activities: { ...createGatewayCareActivities({ sql, clock }), ...activities } });

  const at = (atMs: number, happen: () => Promise<void>) => {
    events.push({ atMs: Math.max(atMs, clock.nowMs()), happen });
  };
  const fail = (error: unknown) => {
    throw error;
  };
  const breakerOf = (gatewayId: string) => {
    const breaker = breakers.get(gatewayId) ?? new BreakerWatch({ sql, clock, gatewayId, onFault: fail });
    breakers.set(gatewayId, breaker);
    return breaker;
  };
  const licences = (gatewayId: string) => runs.get(gatewayId)?.pending('sendDue') ?? [];
  const giveBack = async (gatewayId: string, which: (activity: PendingActivity) => boolean) => {
    for (const activity of licences(gatewayId).filter(which)) await runs.get(gatewayId)?.resolve(activity);
  };

  /** What a sender does in one turn while somebody holds a licence. */
  const round = async (gatewayId: string): Promise<void> => {
    rounds.delete(gatewayId);
    const nowMs = clock.nowMs();
    await giveBack(gatewayId, (activity) => nowMs >= activity.scheduledAtMs + licenceOf(activity).licenceMs);
    const [first] = licences(gatewayId);
    const gateway = await readGatewayToSend(sql, gatewayId);
    if (first === undefined || gateway === null) return;
    const readyMs = epochMs(licenceOf(first).from ?? nowOf(clock));
    if (readyMs > nowMs) return next(gatewayId, readyMs);
    const pace = gateway.quantity === null ? null : paceOf({ quantity: gateway.quantity, intervalSeconds: gateway.intervalSeconds });
    const now = nowOf(clock);
    const { claimed, gate, seen, nextSlotUs } = await claimMessages(sql, {
      ...{ gatewayId, gatewayRevision: gateway.revision, processId: 'test', limit: 100, now, leaseUntil: addMs(now, 30_000) },
      pace: pace && { nowUs: nowMs * 1000, spacingUs: pace.spacingUs, aheadUs },
    });
    if (gate === 'probe') breakerOf(gatewayId).probing();
    for (const message of claimed)
      at(message.slotUs === null ? nowMs : message.slotUs / 1000, () => call(gatewayId, message, gateway.revision));
    const freeMs = pace === null || nextSlotUs === null ? nowMs : (nextSlotUs - aheadUs) / 1000;
    if (seen === 0 && !(gate === 'open' && freeMs > nowMs)) {
      await giveBack(gatewayId, () => true);
      return;
    }
    next(gatewayId, claimed.length === 0 && freeMs <= nowMs ? nowMs + closedPauseMs : Math.max(freeMs, nowMs + 1));
  };
  const next = (gatewayId: string, atMs: number) => {
    if (rounds.has(gatewayId)) return;
    rounds.add(gatewayId);
    at(atMs, () => round(gatewayId));
  };
  const call = async (gatewayId: string, message: ClaimedMessage, revision: number): Promise<void> => {
    const sentAt = nowOf(clock);
    const made = { at: sentAt, gatewayId, id: message.id, to: message.address, text: message.text };
    const { result, afterMs } = answer(made);
    calls.push({ ...made, result });
    at(clock.nowMs() + afterMs, async () => {
      const now = nowOf(clock);
      if (result.outcome === 'misconfigured') await stopGateway(sql, { gatewayId, revision, reason: result.reason, now });
      const waiting = answered.get(gatewayId) ?? [];
      waiting.push(settlementOf(message, result, { sentAt, now }));
      if (waiting.length === 1) at(clock.nowMs() + settledEveryMs, () => settle(gatewayId));
      answered.set(gatewayId, waiting);
    });
  };
  const settle = async (gatewayId: string): Promise<void> => {
    const settlements = answered.get(gatewayId)?.splice(0) ?? [];
    await settleMessages(sql, { processId: 'test', settlements, now: nowOf(clock) });
    await breakerOf(gatewayId).note(settlements);
  };

  /** What the relay does with the outbox. */
  const relay = async (): Promise<void> => {
    const now = nowOf(clock);
    const rows = await takeOutbox(db, { limit: 1000, now, leaseUntil: addMs(now, 30_000) });
    const gateways = new Set(rows.filter(({ kind }) => kind === 'gateway').map(({ target }) => target));
    for (const gatewayId of gateways) {
      const workflow = { workflowId: gatewayWorkflowId(gatewayId), args: [{ gatewayId }], signal: signals.gatewayChanged };
      runs.set(gatewayId, await sandbox.signalWithStart(workflowTypes.gateway, workflow));
    }
    await finishOutbox(
      db,
      rows.map(({ id }) => id),
    );
  };

  return {
    calls,
    sandbox,
    /** Lets something happen at an instant. */
    schedule: (instant: Instant, happen: () => Promise<void>) => at(epochMs(instant), happen),
    /** Moves the clock to an instant, with everything that happens on the way. */
    async until(instant: Instant): Promise<void> {
      for (;;) {
        await relay();
        for (const gatewayId of runs.keys()) if (licences(gatewayId).length > 0) next(gatewayId, clock.nowMs());
        events.sort((a, b) => a.atMs - b.atMs);
        const atMs = Math.min(events[0]?.atMs ?? Number.POSITIVE_INFINITY, sandbox.nextDueMs() ?? Number.POSITIVE_INFINITY);
        if (atMs > epochMs(instant)) break;
        await sandbox.advanceTo(instantOf(Math.max(atMs, clock.nowMs())));
        const due = events.filter((event) => event.atMs <= clock.nowMs());
        events.splice(0, due.length);
        for (const { happen } of due) await happen();
      }
      await sandbox.advanceTo(instant);
    },
    close: () => sandbox.close(),
  };
}

const licence = z.object({ licenceMs: z.number(), from: z.string().optional() });

function licenceOf({ args: [given] }: PendingActivity): z.infer<typeof licence> {
  return licence.parse(given);
}
