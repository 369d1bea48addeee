import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { Db, Sql } from '../db/client.ts';
import { type ChargeHeader, readChargeHeaders } from '../db/queries/charge-headers.ts';
import { listGatewayQueues } from '../db/queries/gateway-sending.ts';
import {
  type CampaignInput,
  type ChargeNoticesInput,
  campaignQueue,
  campaignWorkflowId,
  chargeQueue,
  chargeWorkflowId,
  type GatewayInput,
  gatewayQueue,
  gatewayWorkflowId,
  type HouseInput,
  houseWorkflowId,
  type SurveyInput,
  signals,
  surveyQueue,
  surveyWorkflowId,
  type WebhookInput,
  webhookQueue,
  webhookWorkflowId,
  workflowTypes,
} from '../workflows/contract.ts';
import { setQueueRate } from './queue-rate.ts';

const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const chargeState = defineSearchAttributeKey('ChargeState', 'KEYWORD');
const dueAt = defineSearchAttributeKey('DueAt', 'DATETIME');
const gatewayKey = defineSearchAttributeKey('GatewayId', 'KEYWORD');
const campaignKey = defineSearchAttributeKey('CampaignId', 'KEYWORD');

export type Announcer = ReturnType<typeof createAnnouncer>;

/** Tells Temporal of charges, gateways, webhooks and surveys: their workflow is signalled, or started when there is none. */
export function createAnnouncer({ client, db, sql }: { client: Client; db: Db; sql: Sql }) {
  return {
    /** Reads what the workflows of these charges are started with. */
    async prepare(chargeIds: string[]): Promise<ReadonlyMap<string, ChargeHeader>> {
      const headers = chargeIds.length === 0 ? [] : await readChargeHeaders(db, chargeIds);
      return new Map(headers.map((header) => [header.id, header]));
    },

    async charge(chargeId: string, headers: ReadonlyMap<string, ChargeHeader>): Promise<void> {
      const header = headers.get(chargeId);
      if (header === undefined) return;
      await client.workflow.signalWithStart(workflowTypes.charge, {
        workflowId: chargeWorkflowId(chargeId),
        taskQueue: chargeQueue,
        args: [{ chargeId } satisfies ChargeNoticesInput],
        signal: signals.chargeChanged,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        typedSearchAttributes: attributesOf(header),
        staticSummary: `cobrança ${chargeId} · vence ${header.dueDate}`,
      });
    },

    /** Brings queue rate and workflow of a gateway to what the database says. */
    async gateway(gatewayId: string): Promise<void> {
      const queue = (await listGatewayQueues(sql)).find(({ id }) => id === gatewayId);
      if (queue !== undefined) await setQueueRate(client, queue);
      await client.workflow.signalWithStart(workflowTypes.gateway, {
        workflowId: gatewayWorkflowId(gatewayId),
        taskQueue: gatewayQueue,
        args: [{ gatewayId } satisfies GatewayInput],
        signal: signals.gatewayChanged,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        typedSearchAttributes: [{ key: gatewayKey, value: gatewayId }],
        staticSummary: `gateway ${gatewayId}`,
      });
    },

    /** Lets a webhook's workflow look for deliveries. */
    async webhook(webhookId: string): Promise<void> {
      await client.workflow.signalWithStart(workflowTypes.webhook, {
        workflowId: webhookWorkflowId(webhookId),
        taskQueue: webhookQueue,
        args: [{ webhookId } satisfies WebhookInput],
        signal: signals.webhookChanged,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: `webhook ${webhookId}`,
      });
    },

    /** Starts a survey, once. */
    async survey(surveyId: string): Promise<void> {
      await client.workflow.start(workflowTypes.survey, {
        workflowId: surveyWorkflowId(surveyId),
        taskQueue: surveyQueue,
        args: [{ surveyId } satisfies SurveyInput],
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: 'todas as cobranças em aberto',
      });
    },

    /** Tells a campaign's workflow that its row has changed. */
    async campaign(campaignId: string): Promise<void> {
      await client.workflow.signalWithStart(workflowTypes.campaign, { ...campaignRun(campaignId), signal: signals.campaignChanged });
    },

    /** Starts a campaign's workflow, unless it runs. */
    async campaignRuns(campaignId: string): Promise<void> {
      await client.workflow.start(workflowTypes.campaign, { ...campaignRun(campaignId), workflowIdConflictPolicy: 'USE_EXISTING' });
    },

    /** Starts the workflow that keeps the beat, unless it runs. */
    async house(): Promise<void> {
      await client.workflow.start(workflowTypes.house, {
        workflowId: houseWorkflowId,
        taskQueue: gatewayQueue,
        args: [{ beat: -1 } satisfies HouseInput],
        workflowIdConflictPolicy: 'USE_EXISTING',
        staticSummary: 'batida da casa',
      });
    },
  };
}

function campaignRun(campaignId: string) {
  return {
    workflowId: campaignWorkflowId(campaignId),
    taskQueue: campaignQueue,
    args: [{ campaignId } satisfies CampaignInput],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    typedSearchAttributes: [{ key: campaignKey, value: campaignId }],
    staticSummary: `campanha ${campaignId}`,
  };
}

function attributesOf(header: ChargeHeader): SearchAttributePair[] {
  return [
    { key: customerId, value: header.customerId },
    { key: chargeState, value: header.status },
    { key: dueAt, value: new Date(`${header.dueDate}T12:00:00Z`) },
  ];
}
