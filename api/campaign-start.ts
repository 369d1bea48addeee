import type { Db, Executor } from '../db/client.ts';
import { audienceQueries } from '../db/queries/audience-queries.ts';
import { summarizeAudience } from '../db/queries/audience-summary.ts';
import { moveCampaign } from '../db/queries/campaign-moves.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { readSettings } from '../db/queries/settings.ts';
import type { Campaign, Canary } from '../domain/campaign.ts';
import { capInForce } from '../domain/campaign-cap.ts';
import { openHours } from '../domain/campaign-windows.ts';
import { addMs, epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import type { Catalogue } from '../domain/plan-facts.ts';
import { adultBornBy } from '../domain/recipients.ts';
import { sampleLinks } from '../domain/short-links.ts';
import { isDayBound } from '../domain/template-variables.ts';
import { textShape } from '../domain/text-shape.ts';
import { wordingFor } from '../domain/wording.ts';
import { refuseUnsoundAudiences } from './audience-problems.ts';
import { campaignGateway, chosenText } from './chosen-text.ts';
import type { Web } from './context.ts';
import { linkOriginFor } from './link-origin.ts';
import { type AudienceCase, columnsOfLists, summarizeListed } from './listed-audience.ts';
import { conflict, invalidField } from './problem.ts';

export type StartRequest = { at: Instant | null; canary: Canary | null; countdownSeconds: number };
export type Starter = { actor: string; now: Instant };

/** What a campaign is started with, worked out before its row is locked. */
export type StartPlan = { changes: Partial<Campaign> & Pick<Campaign, 'state'>; count: number };

/**
 * Checks that a draft can be sent, and takes the snapshot that it is sent with: text, template version, gateway. Refuses in words what a
 * person would only find out when it is too late.
 */
export async function planStart(
  db: Db,
  {
    catalogue: cache,
    campaign,
    request,
    starter,
    web,
  }: { catalogue: CatalogueCache; campaign: Campaign; request: StartRequest; starter: Starter; web: Web },
): Promise<StartPlan> {
  const { now, actor } = starter;
  const { at } = request;
  if (at !== null && epochMs(at) <= epochMs(now)) {
    const expected = { pt: 'um instante futuro, ou null para agora', en: 'an instant to come, or null for now' };
    throw invalidField('at', at, { pt: 'já passou', en: 'has passed' }, expected);
  }
  const catalogue = await cache.newest();
  if (at === null && campaign.repeat === null && catalogue.service !== 'on') {
    throw conflict('service-off', {
      pt: 'O serviço está desabilitado: nenhum texto sai.',
      en: 'The service is switched off: no text leaves.',
    });
  }
  await refuseUnsoundAudiences(db, campaign.audiences, campaign.class);
  const gateway = campaignGateway(catalogue, campaign.gatewayId);
  if (gateway === null || !gateway.enabled) {
    throw conflict('no-gateway', {
      pt: 'Nenhum gateway habilitado para campanhas: escolha um, ou PATCH /v1/settings {defaultGateways: {campaigns}}.',
      en: 'No gateway is enabled for campaigns: choose one, or PATCH /v1/settings {defaultGateways: {campaigns}}.',
    });
  }
  refuseClosedWindow(campaign, catalogue, at ?? now);
  const columns = await columnsOfLists(db, campaign.audiences);
  const variables = columns.map(({ variable }) => variable);
  const { template, text, missing } = await chosenText(db, campaign, variables);
  const linkOrigin = await linkOriginFor(db, campaign, web);
  const wording = wordingFor(
    { text, missing: template === null ? campaign.missing : missing },
    gateway,
    linkOrigin === null ? null : sampleLinks(linkOrigin),
  );
  const { campaignApprovalAbove, campaignCap } = await readSettings(db);
  const subject: AudienceCase = {
    audiences: await audienceQueries(db, campaign.audiences, catalogue, now),
    class: campaign.class,
    wording,
    cap: capInForce(campaign.class, campaignCap, now),
    catalogue,
    now,
  };
  const summary = await summarizeAudience(db, {
    ...subject,
    text: textShape(wording, catalogue, now),
    limits: wording,
    adultBornBy: adultBornBy(now),
    today: zoneOf('America/Sao_Paulo').toLocal(epochMs(now)).date,
  });
  const count = summary.count + (await summarizeListed(db, subject)).count;
  if (count === 0 && at === null && campaign.repeat === null) {
    throw conflict('empty-audience', {
      pt: 'Nenhum destinatário: veja na prévia quem ficou de fora e por quê.',
      en: 'There is no recipient: the preview shows who is left out and why.',
    });
  }
  const needsApproval = campaignApprovalAbove !== null && count > campaignApprovalAbove;
  const later = at !== null || needsApproval || campaign.repeat !== null;
  return {
    count,
    changes: {
      state: later ? 'scheduled' : 'countdown',
      templateVersion: template?.version ?? null,
      text,
      missing: { ...wording.missing },
      gatewayId: gateway.id,
      routed: campaign.gatewayId === null,
      linkOrigin,
      startAt: at ?? now,
      countdownUntil: later ? null : addMs(now, request.countdownSeconds * 1000),
      canary: request.canary,
      approval: needsApproval ? 'waiting' : 'not-needed',
      startedBy: actor,
      startedAt: now,
      dayBound: isDayBound(text),
    },
  };
}

/** Starts a draft as planned; the caller holds its row locked and has seen that it is a draft still. */
export async function startCampaign(tx: Executor, campaign: Campaign, { changes }: StartPlan, { actor, now }: Starter): Promise<void> {
  await moveCampaign(tx, campaign, changes, { now, actor, action: 'started' });
}

/** What a start took with it is given back: the draft is as it was. */
export const undoneStart: Partial<Campaign> & Pick<Campaign, 'state'> = {
  state: 'draft',
  templateVersion: null,
  startAt: null,
  countdownUntil: null,
  canary: null,
  approval: 'not-needed',
  approvedBy: null,
  startedBy: null,
  startedAt: null,
  dayBound: false,
  linkOrigin: null,
};

/** A campaign that can never leave is not started. */
function refuseClosedWindow({ class: window }: Campaign, catalogue: Catalogue, from: Instant): void {
  const opens = Object.values(catalogue.units).some(
    ({ id, state, city, timeZone }) => openHours({ unitId: id, state, city, timeZone }, window, catalogue, from).opensAt !== null,
  );
  if (!opens) {
    throw conflict('window-closed', {
      pt: `A janela "${window}" não abre em dia nenhum: PATCH /v1/settings {windows}.`,
      en: `The window "${window}" opens on no day: PATCH /v1/settings {windows}.`,
    });
  }
}
