import type { Db } from '../../db/client.ts';
import { audienceQueries } from '../../db/queries/audience-queries.ts';
import { listSelectedCustomers, loadListed, loadRecipients } from '../../db/queries/audience-recipients.ts';
import { loadRefusals } from '../../db/queries/audience-refusals.ts';
import { type Freezing, finishFreezing, readFreezing, writeFrozenPage } from '../../db/queries/campaign-freezing.ts';
import { pauseCampaign } from '../../db/queries/campaign-moves.ts';
import { readPlaces, savePlaces } from '../../db/queries/campaign-places.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readSettings } from '../../db/queries/settings.ts';
import { createCodes } from '../../db/queries/short-links.ts';
import { listsIn } from '../../domain/audience.ts';
import { placeOfPhone, readAudiencePlace } from '../../domain/audience-place.ts';
import { isGreeted } from '../../domain/birthday.ts';
import type { Campaign, CampaignCap, PauseReason } from '../../domain/campaign.ts';
import { capInForce, withinCap } from '../../domain/campaign-cap.ts';
import { openHours } from '../../domain/campaign-windows.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { addMs, type Instant } from '../../domain/instants.ts';
import { dayMs } from '../../domain/local-time.ts';
import type { Catalogue, CatalogueGateway } from '../../domain/plan-facts.ts';
import {
  birthdayPhone,
  judgeListed,
  judgeRecipient,
  phonesByPermission,
  type RecipientFacts,
  withoutDuplicates,
} from '../../domain/recipients.ts';
import type { ShortLinks } from '../../domain/short-links.ts';
import { messagePriorities } from '../../domain/states.ts';
import { wordingFor } from '../../domain/wording.ts';
import { CampaignPlaces } from './campaign-places.ts';
import { frozenEntryOf } from './frozen-entries.ts';

export type FreezingDeps = { db: Db; clock: Clock; catalogue: CatalogueCache };

/** Customers of one page; with several texts each, fewer. */
const customersAPage = 1_000;
const customersAPageOfMany = 300;
/** What has not left by then is of no use any more. */
const usefulDays = 30;

/**
 * Turns the selections of a campaign into its audience, page by page, until all is written or the campaign no longer waits for it. Each
 * page is one transaction that moves the campaign on, so whoever repeats it finds it done.
 */
export async function freezeAudience(deps: FreezingDeps, { campaignId }: { campaignId: string }): Promise<void> {
  // One moment for all pages: who is overdue, and whose birthday it is, does not change half-way.
  const now = nowOf(deps.clock);
  for (;;) {
    const freezing = await readFreezing(deps.db, campaignId);
    if (freezing === null) return;
    const { campaign } = freezing;
    const catalogue = await deps.catalogue.newest();
    const gateway = catalogue.gateways[campaign.gatewayId ?? ''];
    const fault = faultOf(campaign, gateway, catalogue);
    if (fault !== null || gateway === undefined)
      return pauseCampaign(deps.db, { campaignId, reason: fault ?? 'no-gateway', now: nowOf(deps.clock) });
    const { campaignCap } = await readSettings(deps.db);
    if (!(await freezePage(deps, freezing, { catalogue, gateway, campaignCap, now }))) {
      const canaryRecipients = campaign.canary?.recipients ?? null;
      return finishFreezing(deps.db, { campaignId, canaryRecipients, now: nowOf(deps.clock) });
    }
  }
}

/** A template that was withdrawn since the campaign was scheduled, or a gateway that is gone: a person has to look first. */
function faultOf({ templateId }: Campaign, gateway: CatalogueGateway | undefined, { templates }: Catalogue): PauseReason | null {
  if (templateId !== null && templates[templateId]?.enabled !== true) return 'template-unpublished';
  return gateway?.enabled ? null : 'no-gateway';
}

type PageContext = { catalogue: Catalogue; gateway: CatalogueGateway; campaignCap: CampaignCap | null; now: Instant };

/** False when nobody is left. */
async function freezePage(deps: FreezingDeps, freezing: Freezing, context: PageContext): Promise<boolean> {
  const { campaign, page, through } = freezing;
  const next = await nextPeople(deps.db, campaign, through, context);
  if (next === null) return false;
  const { catalogue, gateway, now } = context;
  const judged = await judge(deps.db, campaign, next, context);
  const places = new CampaignPlaces(await readPlaces(deps.db, campaign.id));
  const year = campaign.birthday && Number(campaign.birthday.date.slice(0, 4));
  const entries = judged.map((one) => frozenEntryOf(one, { gateway, routed: campaign.routed, catalogue, places, year }));
  await savePlaces(
    deps.db,
    campaign.id,
    places.added().map((place) => ({ ...place, ...openHours(place, campaign.class, catalogue, now) })),
  );
  await writeFrozenPage(deps.db, {
    campaign,
    gatewayId: gateway.id,
    page,
    through: next.through,
    entries,
    priority: messagePriorities[campaign.kind],
    sendUntil: campaign.birthday?.until ?? addMs(now, usefulDays * dayMs),
    now: nowOf(deps.clock),
  });
  return true;
}

function newLinksOf({ shortLinks, linkOrigin }: Campaign): ShortLinks | null {
  return shortLinks && linkOrigin !== null ? { origin: linkOrigin, codeOf: createCodes() } : null;
}

/** `through`: the place of the last of them. */
type People = { from: 'customers' | 'lists'; facts: RecipientFacts[]; through: string };

/** The next page of people after a place: customers first, then the phones of lists; null when nobody is left. */
async function nextPeople(db: Db, campaign: Campaign, through: string, { catalogue, now }: PageContext): Promise<People | null> {
  const place = readAudiencePlace(through);
  if ('customer' in place) {
    const audiences = await audienceQueries(db, campaign.audiences, catalogue, now);
    const limit = hasManyTexts(campaign) ? customersAPageOfMany : customersAPage;
    const customerIds = await listSelectedCustomers(db, { audiences, after: place.customer, limit, now });
    const last = customerIds.at(-1);
    if (last !== undefined) return { from: 'customers', facts: await loadRecipients(db, { audiences, customerIds, now }), through: last };
  }
  const lists = listsIn(campaign.audiences);
  if (lists.length === 0) return null;
  const facts = await loadListed(db, { lists, after: 'phone' in place ? place.phone : '', limit: customersAPage });
  const last = facts.at(-1)?.phones[0]?.number;
  return last == null ? null : { from: 'lists', facts, through: placeOfPhone(last) };
}

function hasManyTexts({ audiences }: Campaign): boolean {
  return audiences.length > 1 || audiences.some(({ charge }) => charge !== null && charge.perCustomer !== 1);
}

async function judge(db: Db, campaign: Campaign, { from, facts }: People, { catalogue, gateway, campaignCap, now }: PageContext) {
  const { class: campaignClass, birthday, text, missing, audiences } = campaign;
  const asked = birthday === null ? facts : facts.filter((one) => isGreeted(one, birthday, catalogue));
  const phones = [...new Set(asked.flatMap((one) => one.phones.flatMap(({ number }) => number ?? [])))];
  const customerIds = [...new Set(asked.flatMap(({ customer }) => customer?.id ?? []))];
  const cap = capInForce(campaignClass, campaignCap, now);
  const { refusalOf, had } = await loadRefusals(db, { phones, customerIds, class: campaignClass, cap });
  const judging = {
    class: campaignClass,
    phonesOf: birthday === null ? phonesByPermission(audiences) : birthdayPhone(campaignClass),
    wording: wordingFor({ text: text ?? '', missing }, gateway, newLinksOf(campaign)),
    catalogue,
    at: now,
    refusalOf,
  };
  const judged = from === 'lists' ? judgeListed(asked, judging) : asked.flatMap((one) => judgeRecipient(one, judging));
  return withinCap(withoutDuplicates(judged), cap, had);
}
