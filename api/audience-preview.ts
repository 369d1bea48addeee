import type { z } from '@hono/zod-openapi';
import type { Db } from '../db/client.ts';
import { audienceQueries } from '../db/queries/audience-queries.ts';
import { listPhoneSharers, listSelectedCustomers, loadRecipients } from '../db/queries/audience-recipients.ts';
import { loadRefusals } from '../db/queries/audience-refusals.ts';
import type { AudienceQuery } from '../db/queries/audience-sql.ts';
import { summarizeAudience } from '../db/queries/audience-summary.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { readSettings } from '../db/queries/settings.ts';
import type { AudienceFilter, CampaignClass, ExclusionReason } from '../domain/audience.ts';
import { type CapInForce, capInForce, withinCap } from '../domain/campaign-cap.ts';
import { calendarOfCustomer } from '../domain/catalogue-calendar.ts';
import type { Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { maskPhone } from '../domain/masks.ts';
import { priceOfSegments } from '../domain/money.ts';
import type { Catalogue, CatalogueGateway } from '../domain/plan-facts.ts';
import {
  adultBornBy,
  judgeRecipient,
  type LeftOut,
  phonesByPermission,
  type Recipient,
  type Wording,
  withoutDuplicates,
} from '../domain/recipients.ts';
import { sendingForecast } from '../domain/sending-forecast.ts';
import { sampleLinks } from '../domain/short-links.ts';
import { textShape } from '../domain/text-shape.ts';
import { wordingFor } from '../domain/wording.ts';
import { dayOfHouse, lengthWarnings, repeatedWarnings, sentLately } from './audience-warnings.ts';
import { campaignGateway, chosenText } from './chosen-text.ts';
import type { Locale } from './problem.ts';
import type { previewAnswer } from './shapes/audience.ts';

export type PreviewRequest = {
  audiences: AudienceFilter[];
  class?: CampaignClass | undefined;
  text?: string | undefined;
  templateId?: string | undefined;
  gatewayId?: string | null | undefined;
  ratePerSecond?: number | null | undefined;
  /** Where the short links of the text would be; null: it has none. */
  linkOrigin: string | null;
  /** Which people are shown: those who are texted, or those left out for a reason. */
  show: 'included' | ExclusionReason;
  limit: number;
  after: string;
};

type Case = {
  audiences: AudienceQuery[];
  class: CampaignClass;
  wording: Wording;
  cap: CapInForce | null;
  catalogue: Catalogue;
  now: Instant;
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
  const wording = wordingFor(await chosenText(db, request), gateway, linkOrigin === null ? null : sampleLinks(linkOrigin));
  const campaignClass = request.class ?? classOf(request.audiences);
  const subject: Case = {
    audiences: await audienceQueries(db, request.audiences, catalogue, now),
    class: campaignClass,
    wording,
    cap: capInForce(campaignClass, (await readSettings(db)).campaignCap, now),
    catalogue,
    now,
  };
  const [summary, page, repeated] = await Promise.all([
    summarizeAudience(db, {
      ...subject,
      text: textShape(wording, catalogue, now),
      limits: wording,
      adultBornBy: adultBornBy(now),
      today: dayOfHouse(catalogue, now),
    }),
    readPeople(db, subject, request),
    sentLately(db, subject),
  ]);
  const { count, excluded, segments } = summary;
  const longest = longestOf(await judgeCustomers(db, subject, summary.longest));
  return {
    count,
    excluded,
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
    ...durationOf(subject, { gateway, count, ratePerSecond: request.ratePerSecond ?? null, example: longest }),
    warnings: [...lengthWarnings(gateway, longest, viewer.locale), ...repeatedWarnings(repeated, catalogue, viewer.locale)],
  };
}

/** What is meant where nobody says: advertising where only phones for advertising are asked for. */
export function classOf(audiences: AudienceFilter[]): CampaignClass {
  return audiences.every(({ permission }) => permission === 'marketing') ? 'marketing' : 'informative';
}

/** Customers judged at once, and at most for one page of people who are hard to find. */
const customersAtOnce = 500;
const mostLookedAt = 5_000;

/** People from a customer on, with all texts of each; where few fit, the page may be short and the next one goes on. */
async function readPeople(
  db: Db,
  subject: Case,
  { show, limit, after }: Pick<PreviewRequest, 'show' | 'limit' | 'after'>,
): Promise<{ people: (Recipient | LeftOut)[]; next: string | null }> {
  const people: (Recipient | LeftOut)[] = [];
  let last = after;
  for (let looked = 0; looked < mostLookedAt; ) {
    const atOnce = show === 'included' ? limit : customersAtOnce;
    const ids = await listSelectedCustomers(db, { audiences: subject.audiences, after: last, limit: atOnce, now: subject.now });
    const fitting = (await judgeCustomers(db, subject, ids)).filter((one) =>
      show === 'included' ? one.kind === 'recipient' : one.kind === 'left-out' && one.reason === show,
    );
    for (const id of ids) {
      people.push(...fitting.filter(({ customerId }) => customerId === id));
      last = id;
      if (people.length >= limit) return { people, next: last };
    }
    if (ids.length < atOnce) return { people, next: null };
    looked += ids.length;
  }
  return { people, next: last };
}

/** Every text to these customers, or why there is none; a text that another customer gets on the same phone counts there. */
async function judgeCustomers(db: Db, subject: Case, customerIds: string[]): Promise<(Recipient | LeftOut)[]> {
  if (customerIds.length === 0) return [];
  const { audiences, class: campaignClass, wording, cap, catalogue, now } = subject;
  const wanted = new Set(customerIds);
  const asked = [...wanted, ...(await listPhoneSharers(db, customerIds))];
  const facts = await loadRecipients(db, { audiences, customerIds: asked, now });
  const phones = [...new Set(facts.flatMap((one) => one.phones.flatMap(({ number }) => number ?? [])))];
  const { refusalOf, had } = await loadRefusals(db, { phones, customerIds: asked, class: campaignClass, cap });
  const judging = {
    class: campaignClass,
    phonesOf: phonesByPermission(audiences.map(({ filter }) => filter)),
    wording,
    catalogue,
    at: now,
    refusalOf,
  };
  const judged = withinCap(withoutDuplicates(facts.flatMap((one) => judgeRecipient(one, judging))), cap, had);
  return judged.filter(({ customerId }) => wanted.has(customerId));
}

function longestOf(judged: (Recipient | LeftOut)[]): Recipient | null {
  const texts = judged.filter((one) => one.kind === 'recipient');
  return texts.toSorted((a, b) => b.segments - a.segments || b.characters - a.characters)[0] ?? null;
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
  return { customerId, name: one.facts.customer.name, chargeId, phone, text, segments, cost, reason: null, detail: null };
}

/** Without a limit a connection is taken to answer in a fifth of a second. */
const answersPerSecond = 5;

function durationOf(
  { class: window, catalogue, now }: Case,
  {
    gateway,
    count,
    ratePerSecond,
    example,
  }: { gateway: CatalogueGateway | null; count: number; ratePerSecond: number | null; example: Recipient | null },
) {
  if (gateway === null) return { perSecond: null, duration: null };
  const limited = gateway.quantity === null ? null : gateway.quantity / gateway.intervalSeconds;
  const allowed = [limited, ratePerSecond].filter((rate) => rate !== null);
  const perSecond = allowed.length === 0 ? null : Math.min(...allowed);
  const place = example?.facts.customer ?? { ...Object.values(catalogue.units)[0], unitId: Object.keys(catalogue.units)[0] };
  const residence = { unitId: place.unitId ?? '', state: place.state ?? null, city: place.city ?? null };
  const timeZone = place.timeZone ?? catalogue.units[residence.unitId]?.timeZone ?? 'America/Sao_Paulo';
  const forecast = sendingForecast(
    { count, perSecond: perSecond ?? gateway.maxConnections * answersPerSecond, window },
    { calendar: calendarOfCustomer(residence, catalogue), zone: zoneOf(timeZone) },
    now,
  );
  if (forecast === null) return { perSecond, duration: null };
  return { perSecond, duration: { seconds: forecast.sendingSeconds, startsAt: forecast.startsAt, endsAt: forecast.endsAt } };
}
