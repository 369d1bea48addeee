import { eq, sql } from 'drizzle-orm';
import type { ExclusionReason } from '../../domain/audience.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Instant } from '../../domain/instants.ts';
import type { Listed } from '../../domain/recipient-lists.ts';
import { birthdayRuleNumber } from '../../domain/rules.ts';
import type { ChargeStatus, MessageKind, TextEncoding } from '../../domain/states.ts';
import type { Db, Executor } from '../client.ts';
import { campaigns } from '../schema/index.ts';
import type { NewShortLink } from './short-links.ts';

/** How far the freezing of an audience is. */
export type Freezing = { campaign: Campaign; page: number; through: string };

/** The campaign to freeze and where to go on; null when there is nothing to freeze (any more). */
export async function readFreezing(db: Executor, campaignId: string): Promise<Freezing | null> {
  const [row] = await db.select().from(campaigns).where(eq(campaigns.id, campaignId));
  if (row === undefined || row.state !== 'countdown' || row.frozenAt !== null) return null;
  const { frozenPages: page, frozenThrough: through, startKey: _key, ...campaign } = row;
  return { campaign, page, through };
}

/** One selected phone, or customer: in the audience with its text, or left out and why. */
export type FrozenEntry = {
  customerId: string | null;
  chargeId: string | null;
  phone: string | null;
  /** What its list says of a phone in the audience. */
  own: Listed | null;
} & (
  | { reason: ExclusionReason; detail: string | null }
  | {
      reason: null;
      place: number;
      chargeStatus: ChargeStatus | null;
      chargeRevision: number | null;
      paymentId: string | null;
      text: string;
      /** The text with its links as they were written; null: it is the text itself. */
      wording: string | null;
      links: NewShortLink[];
      segments: number;
      encoding: TextEncoding;
      cost: string;
      year: number | null;
    }
);

export type FrozenPage = {
  campaign: Pick<Campaign, 'id' | 'kind' | 'class' | 'templateId' | 'templateVersion' | 'shortLinks'>;
  gatewayId: string;
  page: number;
  /** The place of the last customer or phone of the page. */
  through: string;
  entries: FrozenEntry[];
  priority: number;
  sendUntil: Instant;
  now: Instant;
};

/**
 * Writes one page of an audience, all of it or nothing, once: a repetition finds that the campaign is further already. Who has the same
 * text on the same phone from an earlier page is left out as a duplicate. False when nothing was written.
 */
export async function writeFrozenPage(db: Db, frozen: FrozenPage): Promise<boolean> {
  const { campaign, page, through, now } = frozen;
  return db.transaction(async (tx) => {
    const moved = await tx.execute(sql`
      update campaigns set frozen_pages = ${page + 1}, frozen_through = ${through}
      where id = ${campaign.id} and frozen_pages = ${page} and state = 'countdown' and frozen_at is null returning id`);
    if (moved.length === 0) return false;
    if (frozen.entries.length > 0) await writeEntries(tx, frozen);
    return true;
  });

  async function writeEntries(tx: Executor, { gatewayId, entries, priority, sendUntil }: FrozenPage): Promise<void> {
    const kind: MessageKind = campaign.kind;
    // No two texts with codes are equal, so the text tells which message the links are of.
    const linked = sql`, linked as (
        insert into short_links (code, message_id, place, campaign_id, target, personal, created_at)
        select l.code, q.id, l.place, ${campaign.id}, l.target, l.personal, ${now}::timestamptz
        from queued q join given g on g.text = q.text
        cross join lateral json_to_recordset(g.links) as l (code text, place smallint, target text, personal boolean)
      )`;
    const lines = JSON.stringify(entries.map((entry, line) => ({ line, ...entry })));
    await tx.execute(sql`
      with given as (
        select * from json_to_recordset(${lines}::text::json) as g (line int, "customerId" text, "chargeId" text, phone text, reason text,
          detail text, place int, "chargeStatus" text, "chargeRevision" int, "paymentId" text, text text, wording text, links json, segments int,
          encoding text, cost numeric, year int, own jsonb)
      ), entered as (
        insert into campaign_entries (campaign_id, page, line, customer_id, charge_id, phone, reason, detail, wording, year, own)
        select ${campaign.id}, ${page}::int, line, "customerId", "chargeId", phone, reason, detail,
          case when reason is null then hashtextextended(coalesce(wording, text), 0) end, year, nullif(own, 'null'::jsonb)
        from given order by line
        on conflict do nothing returning line, reason
      ), repeated as (
        insert into campaign_entries (campaign_id, page, line, customer_id, charge_id, phone, reason)
        select ${campaign.id}, ${page}::int, g.line, g."customerId", g."chargeId", g.phone, 'duplicate' from given g
        where not exists (select 1 from entered e where e.line = g.line)
        returning reason
      ), left_out as (
        insert into campaign_exclusions (campaign_id, page, reason, people)
        select ${campaign.id}, ${page}::int, reason, count(*)
        from (select reason from entered where reason is not null union all select reason from repeated) as every group by reason
      ), queued as (
        insert into messages (kind, channel, state, priority, customer_id, charge_id, charge_status, charge_revision, payment_id, address, gateway_id,
          campaign_id, campaign_place, rule, template_id, template_version, text, segments, encoding, cost, marketing, planned_for, not_before, send_until,
          created_at, updated_at)
        select ${kind}, 'sms', 'queued', ${priority}::int, g."customerId", g."chargeId", g."chargeStatus", g."chargeRevision", g."paymentId", g.phone,
          ${gatewayId}, ${campaign.id}, g.place, ${campaign.kind === 'birthday' ? birthdayRuleNumber : null}::smallint, ${campaign.templateId}, ${campaign.templateVersion}::int, g.text, g.segments, g.encoding, g.cost,
          ${campaign.class === 'marketing'}::boolean, ${now}, ${now}, ${sendUntil}, ${now}, ${now}
        from given g join entered e on e.line = g.line where g.reason is null order by g.line
        returning id, text
      )${campaign.shortLinks ? linked : sql``}
      insert into message_events (message_id, at, state) select id, ${now}::timestamptz, 'queued' from queued`);
  }
}

/**
 * The audience is whole: from now on it does not change. Nothing leaves after the last message of the canary, or, without one, before
 * the first few have been chosen.
 */
export async function finishFreezing(
  db: Executor,
  { campaignId, canaryRecipients, now }: { campaignId: string; canaryRecipients: number | null; now: Instant },
): Promise<void> {
  await db.execute(sql`
    update campaigns set frozen_at = ${now}, updated_at = ${now}, send_through = coalesce((
      select max(id) from (
        select id from messages where campaign_id = ${campaignId} order by id limit ${canaryRecipients ?? 0}) as first), 0)
    where id = ${campaignId} and state = 'countdown' and frozen_at is null`);
}
