/** What the outside may know of the workflows: queues, ids, signals and inputs. Payloads carry ids and dates only. */

export const chargeQueue = 'charges';
/** Gateway workflows run apart, so that a crowd of waking charges never delays them. */
export const gatewayQueue = 'gateways';

/** Webhooks are called apart, so that an address that answers slowly delays no text. */
export const webhookQueue = 'webhooks';

/** Passes over every open charge take minutes and wait for nobody. */
export const surveyQueue = 'surveys';
/** Campaigns freeze their audience here; they send on their gateway's queue. */
export const campaignQueue = 'campaigns';

/** The activity queue of one gateway; its rate is the gateway's. */
export function sendingQueue(gatewayId: string): string {
  return `sms:${gatewayId}`;
}

export const workflowTypes = {
  charge: 'chargeNotices',
  gateway: 'gateway',
  house: 'house',
  webhook: 'webhook',
  survey: 'survey',
  campaign: 'campaign',
  scheduledStart: 'scheduledStart',
} as const;
export const signals = {
  chargeChanged: 'chargeChanged',
  gatewayChanged: 'gatewayChanged',
  webhookChanged: 'webhookChanged',
  campaignChanged: 'campaignChanged',
} as const;

export type ChargeNoticesInput = { chargeId: string };
export type GatewayInput = { gatewayId: string };
export type WebhookInput = { webhookId: string };
export type SurveyInput = { surveyId: string };
export type CampaignInput = { campaignId: string };
/** The beat that the workflow knows; -1 when it has just begun. */
export type HouseInput = { beat: number };

export function chargeWorkflowId(chargeId: string): string {
  return `charge:${chargeId}`;
}

export function gatewayWorkflowId(gatewayId: string): string {
  return `gateway:${gatewayId}`;
}

export function webhookWorkflowId(webhookId: string): string {
  return `webhook:${webhookId}`;
}

export function surveyWorkflowId(surveyId: string): string {
  return `survey:${surveyId}`;
}

export function campaignWorkflowId(campaignId: string): string {
  return `campaign:${campaignId}`;
}

export const houseWorkflowId = 'house';

/** Search attributes of the Temporal namespace. Few, and rarely rewritten: they dominate the cost of an execution. */
export const searchAttributes = {
  CustomerId: 'Keyword',
  ChargeState: 'Keyword',
  GatewayId: 'Keyword',
  CampaignId: 'Keyword',
  DueAt: 'Datetime',
} as const;
