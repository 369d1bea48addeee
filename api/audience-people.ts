import type { Db } from '../db/client.ts';
import { listPhoneSharers, listSelectedCustomers, loadRecipients } from '../db/queries/audience-recipients.ts';
import { loadRefusals } from '../db/queries/audience-refusals.ts';
import type { ExclusionReason } from '../domain/audience.ts';
import { placeOfPhone, readAudiencePlace } from '../domain/audience-place.ts';
import { withinCap } from '../domain/campaign-cap.ts';
import { judgeRecipient, type LeftOut, phonesByPermission, type Recipient, withoutDuplicates } from '../domain/recipients.ts';
import { type AudienceCase, judgeListedPage } from './listed-audience.ts';

/** Customers judged at once, and at most for one page of people who are hard to find. */
const customersAtOnce = 500;
const mostLookedAt = 5_000;

/** Which people are shown, those who are texted or those left out for a reason, and from which place on. */
export type PeopleRequest = { show: 'included' | ExclusionReason; limit: number; after: string };
type People = { people: (Recipient | LeftOut)[]; next: string | null };

/** People from a place on, customers before phones of lists; where few fit, the page may be short and the next one goes on. */
export async function readPeople(db: Db, subject: AudienceCase, request: PeopleRequest): Promise<People> {
  const place = readAudiencePlace(request.after);
  if ('phone' in place) return readListedPeople(db, subject, { ...request, after: place.phone });
  const { people, next } = await readCustomers(db, subject, request);
  const room = request.limit - people.length;
  if (next !== null || !subject.audiences.some(({ filter }) => filter.list !== null)) return { people, next };
  if (room === 0) return { people, next: placeOfPhone() };
  const listed = await readListedPeople(db, subject, { ...request, limit: room, after: '' });
  return { people: [...people, ...listed.people], next: listed.next };
}

/** Customers from one on, with all texts of each. */
async function readCustomers(db: Db, subject: AudienceCase, { show, limit, after }: PeopleRequest): Promise<People> {
  const people: (Recipient | LeftOut)[] = [];
  let last = after;
  for (let looked = 0; looked < mostLookedAt; ) {
    const atOnce = show === 'included' ? limit : customersAtOnce;
    const ids = await listSelectedCustomers(db, { audiences: subject.audiences, after: last, limit: atOnce, now: subject.now });
    const fitting = (await judgeCustomers(db, subject, ids)).filter((one) => isShown(one, show));
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

/** Phones of lists from one on. */
async function readListedPeople(db: Db, subject: AudienceCase, { show, limit, after }: PeopleRequest): Promise<People> {
  const people: (Recipient | LeftOut)[] = [];
  let from = after;
  for (let looked = 0; looked < mostLookedAt; looked += customersAtOnce) {
    const { judged, last } = await judgeListedPage(db, subject, { after: from, limit: customersAtOnce });
    for (const one of judged) {
      if (!isShown(one, show)) continue;
      if (people.length >= limit && one.phone !== people.at(-1)?.phone) return { people, next: placeOfPhone(people.at(-1)?.phone ?? '') };
      people.push(one);
    }
    if (last === null) return { people, next: null };
    from = last;
  }
  return { people, next: placeOfPhone(from) };
}

function isShown(one: Recipient | LeftOut, show: PeopleRequest['show']): boolean {
  return show === 'included' ? one.kind === 'recipient' : one.kind === 'left-out' && one.reason === show;
}

/** Every text to these customers, or why there is none; a text that another customer gets on the same phone counts there. */
export async function judgeCustomers(db: Db, subject: AudienceCase, customerIds: string[]): Promise<(Recipient | LeftOut)[]> {
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
  return judged.filter(({ customerId }) => customerId !== null && wanted.has(customerId));
}
