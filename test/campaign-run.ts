import { rewriteTexts } from '../activities/campaign/rewrite-texts.ts';
import { createCampaignSendingActivities } from '../activities/campaign-sending.ts';
import { createCampaignActivities } from '../activities/campaigns.ts';
import { createScheduledStartActivities, type ScheduledStart } from '../activities/scheduled-starts.ts';
import { settlementOf } from '../activities/sender/settlement.ts';
import type { TestApp } from '../api/fixtures/app.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { claimMessages } from '../db/queries/claim-messages.ts';
import { finishOutbox, takeOutbox } from '../db/queries/outbox.ts';
import { closeOverdue, settleMessages } from '../db/queries/settle-messages.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs, type Instant } from '../domain/instants.ts';
import type { SendResult } from '../gateways/define.ts';
import { campaignWorkflowId, signals, workflowTypes } from '../workflows/contract.ts';
import { WorkflowSandbox } from './workflow-sandbox.ts';

export type CampaignText = { at: Instant; to: string; text: string; gatewayId: string };

/** Real campaign workflows, freezing, claims and settlements on a virtual clock; only the provider's side is a list of what arrived. */
export async function openCampaignRun(api: TestApp, answer: (sent: CampaignText) => SendResult = accepted) {
  const { db, sql } = api.deps.db;
  const { clock } = api;
  const sent: CampaignText[] = [];
  const catalogue = createCatalogueCache(db);
  const processId = 'test';

  /** What a gateway's sender does at this instant: everything that may leave leaves. */
  const serve = async (gatewayId: string) => {
    const now = nowOf(clock);
    await closeOverdue(sql, { gatewayId, now });
    const [gateway] = await sql<{ revision: number }[]>`select revision from gateways where id = ${gatewayId}`;
    const input = {
      gatewayId,
      gatewayRevision: gateway?.revision ?? 1,
      processId,
      limit: 100,
      now,
      leaseUntil: addMs(now, 30_000),
      pace: null,
    };
    for (;;) {
      const { claimed, seen } = await claimMessages(sql, input);
      if (seen === 0) return;
      const messageIds = claimed.filter(({ outdated }) => outdated).map(({ id }) => id);
      const anew = messageIds.length > 0 ? await rewriteTexts({ db, clock, processId, catalogue }, { gatewayId, messageIds }) : new Map();
      const settlements = claimed.flatMap((message) => {
        const text = message.outdated ? anew.get(message.id) : message.text;
        if (text === undefined) return [];
        const arrived = { at: now, to: message.address, text, gatewayId };
        sent.push(arrived);
        return [settlementOf(message, answer(arrived), { sentAt: now, now })];
      });
      await settleMessages(sql, { processId, settlements, now });
    }
  };
  let serving = Promise.resolve();
  const senderOf = (gatewayId: string) => ({
    hold: () => () => {},
    lookAgain: () => {
      serving = serving.then(() => serve(gatewayId));
    },
    whenMoved: () => serving,
  });
  const sandbox = await WorkflowSandbox.open({
    clock,
    activities: {
      ...createCampaignActivities({ db, clock, catalogue, log: { warn: (detail, text) => console.log(text, detail) } }),
      ...createCampaignSendingActivities({ db, clock, catalogue, senderOf }),
    },
  });

  /** What the relay does with the outbox. */
  const relay = async () => {
    for (;;) {
      const now = nowOf(clock);
      const rows = await takeOutbox(db, { limit: 100, now, leaseUntil: addMs(now, 30_000) });
      if (rows.length === 0) return;
      for (const { kind, target } of rows) {
        const workflow = { workflowId: campaignWorkflowId(target), args: [{ campaignId: target }], signal: signals.campaignChanged };
        if (kind === 'campaign') await sandbox.signalWithStart(workflowTypes.campaign, workflow);
      }
      await finishOutbox(
        db,
        rows.map(({ id }) => id),
      );
    }
  };
  return {
    sent,
    sandbox,
    serve,
    /** What a schedule does that is due at an instant. */
    async due(start: ScheduledStart, at: Instant) {
      await createScheduledStartActivities({ db, clock, catalogue }).startScheduled({ start, at });
      await relay();
    },
    /** Moves the clock to an instant, with everything that happens on the way. */
    async until(instant: Instant) {
      await relay();
      await sandbox.advanceTo(instant);
      await relay();
      await serving;
    },
    close: () => sandbox.close(),
  };
}

function accepted(): SendResult {
  return { outcome: 'accepted', providerId: '1', answer: 'OK' };
}
