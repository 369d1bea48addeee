import { createPlanningActivities } from '../activities/planning.ts';
import { GatewaySender, type OpenGateway } from '../activities/sender/gateway-sender.ts';
import { createSendingActivities } from '../activities/sending.ts';
import { finishOutbox, takeOutbox } from '../db/queries/outbox.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs, type Instant } from '../domain/instants.ts';
import type { GatewayConnection, SendResult } from '../gateways/define.ts';
import { chargeWorkflowId, signals, workflowTypes } from '../workflows/contract.ts';
import type { VirtualClock } from './clock.ts';
import type { TestProvider } from './provider.ts';
import { WorkflowSandbox } from './workflow-sandbox.ts';

export type Sent = { at: Instant; to: string; text: string };

/** Real workflows, real decisions and real claims on a virtual clock; only the provider's side is a list of what arrived. */
export async function openLadderRun(provider: TestProvider, clock: VirtualClock, answer: (sent: Sent) => SendResult = accepted) {
  const sent: Sent[] = [];
  const connection: GatewayConnection = {
    async send({ to, text }, { onWire }) {
      onWire();
      const arrived = { at: nowOf(clock), to, text };
      sent.push(arrived);
      return answer(arrived);
    },
    close: async () => {},
  };
  const open: OpenGateway = { revision: 1, connection, maxConnections: 20, timeoutMs: 20_000, pace: null };
  const senders = new Map<string, GatewaySender>();
  const senderOf = (gatewayId: string) => {
    const deps = {
      sql: provider.sql,
      clock,
      processId: 'test',
      openGateway: async () => open,
      log: { warn: (detail: object, text: string) => console.log(text, detail) },
    };
    const sender = senders.get(gatewayId) ?? new GatewaySender(gatewayId, deps);
    senders.set(gatewayId, sender);
    return sender;
  };
  const { db, sql, catalogue } = provider;
  const sandbox = await WorkflowSandbox.open({
    clock,
    activities: { ...createPlanningActivities({ db, clock, catalogue }), ...createSendingActivities({ db, sql, clock, senderOf }) },
  });

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
  return {
    sent,
    relay,
    sandbox,
    /** Moves the clock to an instant, with everything that happens on the way. */
    async until(instant: Instant) {
      await relay();
      await sandbox.advanceTo(instant);
      await relay();
    },
    async close() {
      await sandbox.close();
      await Promise.all([...senders.values()].map((sender) => sender.close()));
    },
  };
}

function accepted(): SendResult {
  return { outcome: 'accepted', providerId: '1', answer: 'OK' };
}
