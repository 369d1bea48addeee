import type { Db, Executor } from '../db/client.ts';
import { loadListed, loadRecipients } from '../db/queries/audience-recipients.ts';
import { loadRefusals } from '../db/queries/audience-refusals.ts';
import type { AudienceQuery } from '../db/queries/audience-sql.ts';
import { readRecipientLists } from '../db/queries/recipient-lists.ts';
import { type AudienceFilter, type CampaignClass, type ExclusionReason, listsIn } from '../domain/audience.ts';
import { type CapInForce, withinCap } from '../domain/campaign-cap.ts';
import { type Residence, residenceOf } from '../domain/campaign-windows.ts';
import type { Instant } from '../domain/instants.ts';
import type { Catalogue } from '../domain/plan-facts.ts';
import type { ListColumn } from '../domain/recipient-lists.ts';
import {
  judgeListed,
  judgeRecipient,
  type LeftOut,
  phonesByPermission,
  type Recipient,
  type RecipientFacts,
  type Wording,
  withoutDuplicates,
} from '../domain/recipients.ts';

/** An audience with what decides who of it is texted. */
export type AudienceCase = {
  audiences: AudienceQuery[];
  class: CampaignClass;
  wording: Wording;
  cap: CapInForce | null;
  catalogue: Catalogue;
  now: Instant;
};

type Judged = (Recipient | LeftOut)[];

/** The columns that the lists among some selections bring, by which their texts may call them. */
export async function columnsOfLists(db: Executor, audiences: readonly AudienceFilter[]): Promise<ListColumn[]> {
  const lists = await readRecipientLists(db, [...new Set(listsIn(audiences).map(({ listId }) => listId))]);
  return lists.flatMap(({ columns }) => columns);
}

const phonesAtOnce = 2_000;

type ListedSummary = {
  count: number;
  excluded: Partial<Record<ExclusionReason, number>>;
  segments: number;
  longest: Recipient | null;
  /** Where they live. */
  places: Residence[];
};

/** How many texts the phones of an audience's lists come to, who of them is left out and why: each is written as it would be sent. */
export async function summarizeListed(db: Db, subject: AudienceCase): Promise<ListedSummary> {
  const summary: ListedSummary = { count: 0, excluded: {}, segments: 0, longest: null, places: [] };
  const places = new Map<string, Residence>();
  for (let after = ''; ; ) {
    const page = await judgeListedPage(db, subject, { after, limit: phonesAtOnce });
    for (const one of page.judged) {
      if (one.kind === 'left-out') {
        summary.excluded[one.reason] = (summary.excluded[one.reason] ?? 0) + 1;
        continue;
      }
      summary.count += 1;
      summary.segments += one.segments;
      const place = residenceOf(one.facts, subject.catalogue);
      places.set(JSON.stringify(place), place);
      summary.longest = longestOf([one, ...(summary.longest === null ? [] : [summary.longest])]);
    }
    if (page.last === null) return { ...summary, places: [...places.values()] };
    after = page.last;
  }
}

/** The text with the most parts, and of those the longest. */
export function longestOf(judged: Judged): Recipient | null {
  const texts = judged.filter((one) => one.kind === 'recipient');
  return texts.toSorted((a, b) => b.segments - a.segments || b.characters - a.characters)[0] ?? null;
}

/** The phones of lists after one of them: the text to each, or why there is none. `last`: where the next page begins; null at the end. */
export async function judgeListedPage(
  db: Db,
  { audiences, class: campaignClass, wording, cap, catalogue, now }: AudienceCase,
  page: { after: string; limit: number },
): Promise<{ judged: Judged; last: string | null }> {
  const filters = audiences.map(({ filter }) => filter);
  const lists = listsIn(filters);
  if (lists.length === 0) return { judged: [], last: null };
  const facts = await loadListed(db, { lists, ...page });
  const phones = [...new Set(facts.map(phoneOf))];
  const customerIds = [...new Set(facts.flatMap(({ customer }) => customer?.id ?? []))];
  // Whom other selections text on the same phone is not texted twice.
  const selected = await loadRecipients(db, { audiences, customerIds, now });
  const every = [...new Set([...phones, ...selected.flatMap((one) => one.phones.flatMap(({ number }) => number ?? []))])];
  const { refusalOf, had } = await loadRefusals(db, { phones: every, customerIds, class: campaignClass, cap });
  const judging = { class: campaignClass, phonesOf: phonesByPermission(filters), wording, catalogue, at: now, refusalOf };
  const before = selected.flatMap((one) => judgeRecipient(one, judging));
  const judged = withinCap(withoutDuplicates([...before, ...judgeListed(facts, judging)]), cap, had).slice(before.length);
  return { judged, last: phones.length < page.limit ? null : (phones.at(-1) ?? null) };
}

function phoneOf({ phones }: RecipientFacts): string {
  return phones[0]?.number ?? '';
}
