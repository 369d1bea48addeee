import type { Db } from '../db/client.ts';
import { listSelectedCustomers, loadListed } from '../db/queries/audience-recipients.ts';
import type { AudienceQuery } from '../db/queries/audience-sql.ts';
import { findSameText, type SameText } from '../db/queries/same-text.ts';
import { listsIn } from '../domain/audience.ts';
import { addMs, epochMs, type Instant, type IsoDate } from '../domain/instants.ts';
import { dayMs, zoneOf } from '../domain/local-time.ts';
import type { Catalogue, CatalogueGateway } from '../domain/plan-facts.ts';
import type { Recipient } from '../domain/recipients.ts';
import type { Locale } from './problem.ts';

export type AudienceWarning = { code: 'warn-length' | 'sent-lately'; message: string };

/** What deserves a second look in the longest text. */
export function lengthWarnings(gateway: CatalogueGateway | null, longest: Recipient | null, locale: Locale): AudienceWarning[] {
  if (gateway === null || longest === null || longest.characters <= gateway.warnLength) return [];
  const { characters } = longest;
  const message = {
    pt: `O texto mais longo tem ${characters} caracteres; o gateway avisa a partir de ${gateway.warnLength}.`,
    en: `The longest text has ${characters} characters; the gateway warns above ${gateway.warnLength}.`,
  };
  return [{ code: 'warn-length', message: message[locale] }];
}

const lately = 7 * dayMs;
const looked = 300;
const muchTheSame = 0.5;

/** Whether this very text went to much the same people in the last days: a few hundred of them tell. */
export async function sentLately(
  db: Db,
  { audiences, wording, now }: { audiences: AudienceQuery[]; wording: { text: string }; now: Instant },
): Promise<(SameText & { share: number }) | null> {
  const customerIds = await listSelectedCustomers(db, { audiences, after: '', limit: looked, now });
  const lists = listsIn(audiences.map(({ filter }) => filter));
  const listed = lists.length === 0 ? [] : await loadListed(db, { lists, after: '', limit: looked });
  const phones = [...new Set(listed.flatMap((one) => one.phones.flatMap(({ number }) => number ?? [])))];
  const found = await findSameText(db, { text: wording.text, customerIds, phones, since: addMs(now, -lately) });
  const share = found === null ? 0 : found.people / (customerIds.length + phones.length);
  return found === null || share < muchTheSame ? null : { ...found, share };
}

/** The same in words. */
export function repeatedWarnings(
  repeated: Awaited<ReturnType<typeof sentLately>>,
  catalogue: Catalogue,
  locale: Locale,
): AudienceWarning[] {
  if (repeated === null) return [];
  const percent = Math.round(repeated.share * 100);
  const date = dayOfHouse(catalogue, repeated.startedAt);
  const day = `${date.slice(8)}/${date.slice(5, 7)}`;
  const message = {
    pt: `Este mesmo texto foi para cerca de ${percent}% destas pessoas em ${day}, na campanha "${repeated.name}".`,
    en: `This very text went to about ${percent}% of these people on ${date}, in the campaign "${repeated.name}".`,
  };
  return [{ code: 'sent-lately', message: message[locale] }];
}

/** The day it is at the first unit: what discounts and days overdue are reckoned by in a count. */
export function dayOfHouse({ units }: Catalogue, now: Instant): IsoDate {
  return zoneOf(Object.values(units)[0]?.timeZone ?? 'America/Sao_Paulo').toLocal(epochMs(now)).date;
}
