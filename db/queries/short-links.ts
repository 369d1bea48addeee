import { randomBytes } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import { codesFrom, type ShortLink, shortLinkDays } from '../../domain/short-links.ts';
import type { Executor } from '../client.ts';
import { shortLinks } from '../schema/index.ts';

/** What is kept of a link that was replaced. */
export type NewShortLink = Pick<ShortLink, 'code' | 'place' | 'target' | 'personal'>;

export function newShortLinkOf({ code, place, target, personal }: ShortLink): NewShortLink {
  return { code, place, target, personal };
}

const bytesAtOnce = 4_096;

/** A source of codes that nobody can guess. */
export function createCodes(): () => string {
  let codes: string[] = [];
  return () => {
    if (codes.length === 0) codes = codesFrom(randomBytes(bytesAtOnce));
    const code = codes.pop();
    if (code === undefined) throw new Error('Random bytes gave no code.');
    return code;
  };
}

/** Keeps the links of a text that is only tried out: they lead on, and are counted in no report. */
export async function saveTestLinks(
  tx: Executor,
  { messageId, links, now }: { messageId: number; links: readonly NewShortLink[]; now: Instant },
): Promise<void> {
  if (links.length === 0) return;
  await tx.insert(shortLinks).values(links.map((link) => ({ ...link, messageId, createdAt: now })));
}

/** A newer generation of a text has its links from now on. */
export async function moveLinks(tx: Executor, { from, to }: { from: number; to: number }): Promise<void> {
  await tx.update(shortLinks).set({ messageId: to }).where(eq(shortLinks.messageId, from));
}

/** Where a code leads, and counts the click in the same statement where a person made it; null for an unknown or expired one. */
export async function followLink(
  db: Executor,
  { code, person, now }: { code: string; person: boolean; now: Instant },
): Promise<string | null> {
  const lives = sql`code = ${code} and target is not null and created_at > ${now}::timestamptz - make_interval(days => ${shortLinkDays})`;
  const counted = sql`
    update short_links set clicks = clicks + 1, first_click_at = coalesce(first_click_at, ${now}), last_click_at = ${now} where ${lives} returning target`;
  const [row] = await db.execute<{ target: string }>(person ? counted : sql`select target from short_links where ${lives}`);
  return row?.target ?? null;
}

/** How often people followed the links of a text, and when first. */
export type Clicks = { clicks: number; firstClickAt: Instant | null };

/** Clicks of these texts; those without short links are not among them. */
export async function readClicks(db: Executor, messageIds: number[]): Promise<Map<number, Clicks>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db
    .select({ messageId: shortLinks.messageId, clicks: shortLinks.clicks, firstClickAt: shortLinks.firstClickAt })
    .from(shortLinks)
    .where(inArray(shortLinks.messageId, messageIds));
  const clicks = new Map<number, Clicks>();
  for (const { messageId, ...link } of rows) {
    const known = clicks.get(messageId);
    const moments = [known?.firstClickAt, link.firstClickAt].filter((at) => at != null).toSorted();
    clicks.set(messageId, { clicks: (known?.clicks ?? 0) + link.clicks, firstClickAt: moments[0] ?? null });
  }
  return clicks;
}

/** `people`: delivered texts of which a link was followed, so never more than were delivered. `clicks`: all of them. */
export type CampaignClicks = { clicks: number; people: number };

/** Clicks on the links of a campaign, in whatever generation of its texts. */
export async function countClicks(db: Executor, campaignId: string): Promise<CampaignClicks> {
  const [row] = await db.execute<CampaignClicks>(sql`
    select coalesce(sum(l.clicks), 0)::int as clicks,
      (count(distinct l.message_id) filter (where m.state = 'delivered' and m.campaign_id = ${campaignId} and not m.superseded))::int as people
    from short_links l left join messages m on m.id = l.message_id
    where l.campaign_id = ${campaignId} and l.first_click_at is not null`);
  return row ?? { clicks: 0, people: 0 };
}
