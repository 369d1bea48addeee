import { createPlanningActivities } from '../activities/planning.ts';
import { settlementOf } from '../activities/sender/settlement.ts';
import { claimMessages } from '../db/queries/claim-messages.ts';
import { finishOutbox, takeOutbox } from '../db/queries/outbox.ts';
import { closeOverdue, settleMessages } from '../db/queries/settle-messages.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs, epochMs, type Instant, instantOf } from '../domain/instants.ts';
import type { SendResult } from '../gateways/define.ts';
import { chargeWorkflowId, signals, workflowTypes } from '../workflows/contract.ts';
import type { VirtualClock } from './clock.ts';
import type { TestProvider } from './provider.ts';
import { WorkflowSandbox } from './workflow-sandbox.ts';

export type Sent = { at: Instant; to: string; text: string };

/** Real workflows, real decisions, claims and settlements on a virtual clock; only the provider's side is a list of what arrived. */
export async function openLadderRun(provider: TestProvider, clock: VirtualClock, answer: (sent: Sent) => SendResult = accepted) {
  const { db, sql, catalogue } = provider;
  const sent: Sent[] = [];

  /** What a gateway's workflow and sender do together at this instant. */
  const serve = async (gatewayId: string) => {
    const now = nowOf(clock);
    await closeOverdue(sql, { gatewayId, now });
    const [gateway] = await sql<{ revision: number }[]>`select revision from gateways where id = ${gatewayId}`;
    const input = { gatewayId, gatewayRevision: gateway?.revision ?? 1, processId: 'test', limit: 100, now };
    for (;;) {
      const { claimed, seen } = await claimMessages(sql, { ...input, leaseUntil: addMs(now, 30_000), pace: null });
      if (seen === 0) return;
      const settlements = claimed.map((message) => {
        const arrived = { at: now, to: message.address, text: message.text };
        sent.push(arrived);
        return settlementOf(message, answer(arrived), { sentAt: now, now });
      });
      await settleMessages(sql, { processId: 'test', settlements, now });
    }
  };
  /** The next instant at which a queued text may leave, or has to be given up. */
  const nextText = async (): Promise<{ gatewayId: string; atMs: number } | null> => {
    const now = nowOf(clock);
    const [row] = await sql<{ gateway_id: string; at: string }[]>`
      select m.gateway_id, case when g.enabled and not g.paused and g.stopped_reason is null and s.service = 'on' and s.paused_at is null
        then greatest(m.not_before, ${now}::timestamptz) else m.send_until end as at
      from messages m join gateways g on g.id = m.gateway_id cross join settings s
      where m.state = 'queued' order by 2 limit 1`;
    return row === undefined ? null : { gatewayId: row.gateway_id, atMs: Math.max(epochMs(now), Date.parse(row.at)) };
  };
  const sandbox = await WorkflowSandbox.open({ clock, activities: createPlanningActivities({ db, clock, catalogue, ring: serve }) });

  /** What the relay does with the outbox. */
  const relay = async () => {
    for (;;) {
      const now = nowOf(clock);
      const rows = await takeOutbox(db, { limit: 100, now, leaseUntil: addMs(now, 30_000) });
      if (rows.length === 0) return;
      for (const { kind, target } of rows) {
        const workflow = { workflowId: chargeWorkflowId(target), args: [{ chargeId: target }], signal: signals.chargeChanged };
        if (kind === 'charge') await sandbox.signalWithStart(workflowTypes.charge, workflow);
      }
      await finishOutbox(
        db,
        rows.map(({ id }) => id),
      );
    }
  };
  /** When the outbox has a call that is put off. */
  const nextCall = async (): Promise<number | null> => {
    const [row] = await sql<{ at: string | null }[]>`select min(available_at) as at from outbox`;
    return row?.at == null ? null : Math.max(clock.nowMs(), Date.parse(row.at));
  };
  return {
    sent,
    relay,
    sandbox,
    /** Moves the clock to an instant, with everything that happens on the way. */
    async until(instant: Instant) {
      for (;;) {
        await relay();
        const text = await nextText();
        const wakeMs = sandbox.nextDueMs();
        const due = [text?.atMs, wakeMs, await nextCall()].filter((atMs) => atMs != null);
        const atMs = Math.min(...due);
        if (atMs > epochMs(instant)) break;
        await sandbox.advanceTo(instantOf(Math.max(atMs, clock.nowMs())));
        await relay();
        if (text !== null && text.atMs <= clock.nowMs()) await serve(text.gatewayId);
      }
      await sandbox.advanceTo(instant);
    },
    close: () => sandbox.close(),
  };
}

function accepted(): SendResult {
  return { outcome: 'accepted', providerId: '1', answer: 'OK' };
}
