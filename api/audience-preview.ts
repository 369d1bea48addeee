import type { z } from '@hono/zod-openapi';
import type { Db } from '../db/client.ts';
import { audienceQueries } from '../db/queries/audience-queries.ts';
import { listSelectedPlaces } from '../db/queries/audience-recipients.ts';
import { summarizeAudience } from '../db/queries/audience-summary.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { readSettings } from '../db/queries/settings.ts';
import { type AudienceFilter, type CampaignClass, type ExclusionReason, exclusionReasons } from '../domain/audience.ts';
import { capInForce } from '../domain/campaign-cap.ts';
import type { Residence } from '../domain/campaign-windows.ts';
import type { Instant } from '../domain/instants.ts';
import { maskPhone } from '../domain/masks.ts';
import { priceOfSegments } from '../domain/money.ts';
import type { CatalogueGateway } from '../domain/plan-facts.ts';
import { adultBornBy, type LeftOut, type Recipient } from '../domain/recipients.ts';
import { forecastOfPlaces } from '../domain/sending-forecast.ts';
import { sampleLinks } from '../domain/short-links.ts';
import { textShape } from '../domain/text-shape.ts';
import { wordingFor } from '../domain/wording.ts';
import { judgeCustomers, type PeopleRequest, readPeople } from './audience-people.ts';
import { dayOfHouse, lengthWarnings, repeatedWarnings, sentLately } from './audience-warnings.ts';
import { campaignGateway, chosenText } from './chosen-text.ts';
import { type AudienceCase, columnsOfLists, longestOf, summarizeListed } from './listed-audience.ts';
import type { Locale } from './problem.ts';
import type { previewAnswer } from './shapes/audience.ts';

export type PreviewRequest = PeopleRequest & {
  audiences: AudienceFilter[];
  class?: CampaignClass | undefined;
  text?: string | undefined;
  templateId?: string | undefined;
  gatewayId?: string | null | undefined;
  ratePerSecond?: number | null | undefined;
  /** Where the short links of the text would be; null: it has none. */
  linkOrigin: string | null;
};

type Viewer = { locale: Locale; seesFullPhones: boolean };

/** Who would get a campaign, who would not and why, what it says at most, costs and takes. Nothing is written. */
export async function previewAudience(
  db: Db,
  { catalogue: cache, request, now, viewer }: { catalogue: CatalogueCache; request: PreviewRequest; now: Instant; viewer: Viewer },
): Promise<z.infer<typeof previewAnswer>> {
  const catalogue = await cache.newest();
  const gateway = campaignGateway(catalogue, request.gatewayId);
  const { linkOrigin } = request;
  const columns = await columnsOfLists(db, request.audiences);
  const text = await chosenText(
    db,
    request,
    columns.map(({ variable }) => variable),
  );
  const wording = wordingFor(text, gateway, linkOrigin === null ? null : sampleLinks(linkOrigin));
  const campaignClass = request.class ?? classOf(request.audiences);
  const subject: AudienceCase = {
    audiences: await audienceQueries(db, request.audiences, catalogue, now),
    class: campaignClass,
    wording,
    cap: capInForce(campaignClass, (await readSettings(db)).campaignCap, now),
    catalogue,
    now,
  };
  const [summary, listed, selected, page, repeated] = await Promise.all([
    summarizeAudience(db, {
      ...subject,
      text: textShape(wording, catalogue, now),
      limits: wording,
      adultBornBy: adultBornBy(now),
      today: dayOfHouse(catalogue, now),
    }),
    summarizeListed(db, subject),
    listSelectedPlaces(db, subject),
    readPeople(db, subject, request),
    sentLately(db, subject),
  ]);
  const count = summary.count + listed.count;
  const segments = summary.segments + listed.segments;
  const longest = longestOf([
    ...(await judgeCustomers(db, subject, summary.longest)),
    ...(listed.longest === null ? [] : [listed.longest]),
  ]);
  return {
    count,
    excluded: added(summary.excluded, listed.excluded),
    people: { items: page.people.map((one) => personOf(one, gateway, viewer)), nextCursor: page.next },
    longest: longest && {
      text: longest.text,
      characters: longest.characters,
      segments: longest.segments,
      encoding: longest.encoding,
      customerId: longest.customerId,
      chargeId: longest.chargeId,
    },
    segments,
    cost: gateway && priceOfSegments(gateway.price, segments),
    gatewayId: gateway?.id ?? null,
    ...durationOf(subject, { gateway, count, ratePerSecond: request.ratePerSecond ?? null, places: [...selected, ...listed.places] }),
    warnings: [...lengthWarnings(gateway, longest, viewer.locale), ...repeatedWarnings(repeated, catalogue, viewer.locale)],
  };
}

function added(one: Partial<Record<ExclusionReason, number>>, other: Partial<Record<ExclusionReason, number>>) {
  const reasons = exclusionReasons.filter((reason) => one[reason] !== undefined || other[reason] !== undefined);
  return Object.fromEntries(reasons.map((reason) => [reason, (one[reason] ?? 0) + (other[reason] ?? 0)]));
}

/** What is meant where nobody says: advertising where only phones for advertising are asked for. */
export function classOf(audiences: AudienceFilter[]): CampaignClass {
  return audiences.every(({ permission }) => permission === 'marketing') ? 'marketing' : 'informative';
}

function personOf(one: Recipient | LeftOut, gateway: CatalogueGateway | null, { seesFullPhones }: Viewer) {
  const { customerId, chargeId } = one;
  const phone = one.phone === null || seesFullPhones ? one.phone : maskPhone(one.phone);
  if (one.kind === 'left-out') {
    const { reason, detail } = one;
    return { customerId, name: one.name, chargeId, phone, text: null, segments: 0, cost: null, reason, detail };
  }
  const { text, segments } = one;
  const cost = gateway && priceOfSegments(gateway.price, segments);
  return { customerId, name: one.name, chargeId, phone, text, segments, cost, reason: null, detail: null };
}

/** Without a limit a connection is taken to answer in a fifth of a second. */
const answersPerSecond = 5;

function durationOf(
  { class: window, catalogue, now }: AudienceCase,
  {
    gateway,
    count,
    ratePerSecond,
    places,
  }: { gateway: CatalogueGateway | null; count: number; ratePerSecond: number | null; places: Residence[] },
) {
  if (gateway === null) return { perSecond: null, duration: null };
  const limited = gateway.quantity === null ? null : gateway.quantity / gateway.intervalSeconds;
  const allowed = [limited, ratePerSecond].filter((rate) => rate !== null);
  const perSecond = allowed.length === 0 ? null : Math.min(...allowed);
  const forecast = forecastOfPlaces(
    { count, perSecond: perSecond ?? gateway.maxConnections * answersPerSecond, window },
    places,
    catalogue,
    now,
  );
  if (forecast === null) return { perSecond, duration: null };
  return { perSecond, duration: { seconds: forecast.sendingSeconds, startsAt: forecast.startsAt, endsAt: forecast.endsAt } };
}
