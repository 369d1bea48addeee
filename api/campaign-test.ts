import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { readChargeHeaders } from '../db/queries/charge-headers.ts';
import { queueManualMessage } from '../db/queries/manual-messages.ts';
import { createCodes, newShortLinkOf, saveTestLinks } from '../db/queries/short-links.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Instant } from '../domain/instants.ts';
import { type ListColumn, sampleOfColumns } from '../domain/recipient-lists.ts';
import { campaignGateway, chosenText } from './chosen-text.ts';
import type { Web } from './context.ts';
import { linkOriginFor } from './link-origin.ts';
import { columnsOfLists } from './listed-audience.ts';
import { phoneGiven, refuseServiceOff, writeText } from './manual-message.ts';
import { conflict } from './problem.ts';
import { factsOf } from './template-preview.ts';

export type CampaignTest = { phones: string[]; customerId?: string | undefined; chargeId?: string | undefined };

/**
 * Sends a campaign's text to phones of the house, with the values of a chosen customer or charge, or of the sample: before all other
 * texts, and counted nowhere. Gives the messages' numbers.
 */
export async function sendCampaignTest(
  tx: Executor,
  {
    catalogue: cache,
    campaign,
    request,
    web,
    now,
  }: { catalogue: CatalogueCache; campaign: Campaign; request: CampaignTest; web: Web; now: Instant },
): Promise<number[]> {
  const { phones, ...about } = request;
  const catalogue = await cache.newest();
  refuseServiceOff(catalogue);
  const gateway = campaignGateway(catalogue, campaign.gatewayId);
  if (gateway === null || !gateway.enabled) {
    throw conflict('no-gateway', {
      pt: 'Nenhum gateway habilitado para campanhas: escolha um na campanha ou em PATCH /v1/settings {defaultGateways: {campaigns}}.',
      en: 'No gateway is enabled for campaigns: choose one in the campaign or by PATCH /v1/settings {defaultGateways: {campaigns}}.',
    });
  }
  const addresses = [...new Set(phones.map((phone, index) => phoneGiven(phone, `phones.${index}`)))];
  const columns = await columnsOfLists(tx, campaign.audiences);
  const text = await textOf(tx, campaign, columns);
  const facts = { ...(await factsOf(tx, { catalogue: cache, about, now })), listed: sampleOfColumns(columns) };
  const [charge] = about.chargeId === undefined ? [] : await readChargeHeaders(tx, [about.chargeId]);
  const aboutCustomerId = charge?.customerId ?? about.customerId ?? null;
  const origin = campaign.linkOrigin ?? (await linkOriginFor(tx, campaign, web));
  const shortLinks = origin === null ? null : { origin, codeOf: createCodes() };
  const ids: number[] = [];
  for (const address of addresses) {
    const { links, ...written } = writeText(text, facts, gateway, shortLinks);
    const message = { ...written, customerId: null, aboutCustomerId, address, test: true };
    const messageId = await queueManualMessage(tx, message, now, 'test');
    await saveTestLinks(tx, { messageId, links: links.map(newShortLinkOf), now });
    ids.push(messageId);
  }
  return ids;
}

/** What it was started with; a draft as its template says now. */
async function textOf(tx: Executor, { state, text, templateId, templateVersion, missing }: Campaign, columns: ListColumn[]) {
  if (state !== 'draft' && templateId !== null && templateVersion !== null) {
    return { template: { id: templateId, version: templateVersion }, text: text ?? '', missing };
  }
  const chosen = await chosenText(
    tx,
    { text, templateId },
    columns.map(({ variable }) => variable),
  );
  return chosen.template === null ? { ...chosen, missing } : chosen;
}
