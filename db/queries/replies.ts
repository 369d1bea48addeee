import { and, eq, getTableColumns, gte, lt, sql } from 'drizzle-orm';
import { type CarriedText, textOn } from '../../domain/gateway-text.ts';
import type { Instant } from '../../domain/instants.ts';
import { type ReplyIntent, type ReplySettings, replyIntent, sameReplySince } from '../../domain/reply-intent.ts';
import type { Db, Executor } from '../client.ts';
import { customers, gateways, messages, replies, settings } from '../schema/index.ts';
import { answersCampaign } from './campaign-answers.ts';
import { pushEvent } from './events-out.ts';
import { queueManualMessage } from './manual-messages.ts';
import { type ActorName, readActorNames } from './names.ts';
import { saveOptOuts } from './opt-outs.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';
import { isUnread } from './reply-marks.ts';
import { ofUnits } from './unit-of.ts';

/** What somebody answered; see `Reply` of the gateways. */
export type ReplyToRecord = {
  id: string | null;
  from: string;
  to: string | null;
  text: string;
  at: Instant | null;
  inReplyTo: string | null;
};

export type StoredReply = typeof replies.$inferSelect;

/** Keeps what people answered and does what they ask for, each reply in a transaction of its own. Repeats change nothing. */
export async function recordReplies(db: Db, said: readonly ReplyToRecord[], context: { gatewayId: string; now: Instant }): Promise<number> {
  let recorded = 0;
  for (const reply of said) if (await db.transaction((tx) => recordReply(tx, reply, context))) recorded += 1;
  return recorded;
}

async function recordReply(tx: Executor, reply: ReplyToRecord, { gatewayId, now }: { gatewayId: string; now: Instant }): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`reply:${reply.from}`}, 0))`);
  if (reply.id === null && (await isRepeated(tx, reply, { gatewayId, now }))) return false;
  const words = await readReplySettings(tx);
  const { messageId, customerId } = await answeredBy(tx, reply);
  const intent = replyIntent(reply.text, words);
  const [row] = await tx
    .insert(replies)
    .values({
      ...{ gatewayId, providerReplyId: reply.id, phone: reply.from, answered: reply.to, text: reply.text.replaceAll('\0', '') },
      ...{ at: reply.at, receivedAt: now, intent, customerId, messageId },
    })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) return false;
  await doAsAsked(tx, row, words, now);
  const data = { replyId: String(row.id), gatewayId, intent, customerId, messageId: messageId === null ? null : String(messageId) };
  await pushEvent(tx, { type: 'reply.received', data, details: { phone: row.phone, text: row.text }, now });
  return true;
}

/** A provider without ids of its own may tell twice; nobody writes the same words twice within minutes to be heard twice. */
async function isRepeated(tx: Executor, reply: ReplyToRecord, { gatewayId, now }: { gatewayId: string; now: Instant }): Promise<boolean> {
  const same = and(eq(replies.gatewayId, gatewayId), eq(replies.phone, reply.from), eq(replies.text, reply.text));
  const when = reply.at === null ? gte(replies.receivedAt, sameReplySince(now)) : eq(replies.at, reply.at);
  return (await tx.select({ id: replies.id }).from(replies).where(and(same, when)).limit(1)).length > 0;
}

/** The text that is answered: the one that the provider names, else the last that went to this phone; and whose phone it is. */
async function answeredBy(
  tx: Executor,
  { from, inReplyTo }: ReplyToRecord,
): Promise<{ messageId: number | null; customerId: string | null }> {
  const named = inReplyTo !== null && /^[1-9]\d{0,14}$/.test(inReplyTo) ? Number(inReplyTo) : 0;
  const [message] = await tx.execute<{ id: number; customerId: string | null }>(sql`
    select id::float8 as id, customer_id as "customerId" from messages
    where address = ${from} and state in ('sending','accepted','delivered','undelivered','unknown')
    order by (id = ${named}) desc, id desc limit 1`);
  if (message?.customerId) return { messageId: message.id, customerId: message.customerId };
  const owners = await tx.execute<{ id: string }>(sql`select customer_id as id from customer_phones where number = ${from} limit 2`);
  const [only] = owners;
  return { messageId: message?.id ?? null, customerId: owners.length === 1 && only !== undefined ? only.id : null };
}

async function doAsAsked(tx: Executor, { id, phone, intent, customerId, gatewayId }: StoredReply, words: ReplySettings, now: Instant) {
  // Nobody knows whom to take the phone from; and what is no phone number can refuse nothing.
  if (intent === 'other' || !/^\+\d+$/.test(phone) || (intent === 'wrong-person' && customerId === null)) return;
  const scope = intent === 'opt-out' ? ('marketing' as const) : ('wrong-person' as const);
  const wish = { phone, scope, customerId, reason: null, source: 'reply', at: now };
  const [outcome] = await saveOptOuts(tx, [wish], { now, actor: `reply:${id}`, keepStronger: true });
  const confirmation = intent === 'opt-out' ? words.optOutConfirmation : words.wrongPersonConfirmation;
  // Said once: a machine that answers every text must not be answered for ever.
  if (outcome !== 'created' || confirmation === null) return;
  const carried = await carriedBy(tx, gatewayId, confirmation);
  if (carried === null) return;
  const whose = intent === 'wrong-person' ? null : customerId;
  const answer = { customerId: whose, address: phone, gatewayId, test: await isOfTests(tx, gatewayId), template: null, ...carried };
  await queueManualMessage(tx, answer, now);
}

async function carriedBy(tx: Executor, gatewayId: string, text: string): Promise<CarriedText | null> {
  const [gateway] = await tx.select().from(gateways).where(eq(gateways.id, gatewayId));
  return gateway === undefined || gateway.channel !== 'sms' ? null : textOn(gateway, text);
}

/** What came by the account of the tests is answered there, and counts as a test. */
async function isOfTests(tx: Executor, gatewayId: string): Promise<boolean> {
  const [house] = await tx.select({ tests: settings.testGateways }).from(settings);
  return house?.tests.sms === gatewayId;
}

async function readReplySettings(tx: Executor): Promise<ReplySettings> {
  const [row] = await tx.select({ replies: settings.replies }).from(settings);
  if (row === undefined) throw new Error('The settings row is missing: run the migrations.');
  return row.replies;
}

export type ReplyFilter = {
  phone?: string | undefined;
  customerId?: string | undefined;
  intent?: ReplyIntent | undefined;
  /** Only what still waits for a reader. */
  unread?: boolean | undefined;
  gatewayId?: string | undefined;
  /** The campaign whose texts were answered. */
  campaignId?: string | undefined;
  /** The units that whoever asks is limited to: only what their customers answered. */
  units?: readonly string[] | undefined;
  from?: Instant | undefined;
  to?: Instant | undefined;
};

/** A reply with who sent it, what was answered and who read it, as far as they are known and still there. */
export type ReplyInContext = StoredReply & { customerName: string | null; messageText: string | null; readByName: ActorName };

/** Replies that fit every part of the filter, newest first. */
export async function listReplies(db: Executor, filter: ReplyFilter, page: PageRequest): Promise<Page<ReplyInContext>> {
  const { order, start } = byNumber(replies.id, page.after);
  const rows = await inContext(db)
    .where(
      and(
        filter.phone === undefined ? undefined : eq(replies.phone, filter.phone),
        filter.customerId === undefined ? undefined : eq(replies.customerId, filter.customerId),
        ofUnits(replies.customerId, filter.units),
        filter.intent === undefined ? undefined : eq(replies.intent, filter.intent),
        filter.unread ? isUnread() : undefined,
        filter.gatewayId === undefined ? undefined : eq(replies.gatewayId, filter.gatewayId),
        filter.campaignId === undefined ? undefined : answersCampaign(replies.messageId, filter.campaignId),
        filter.from === undefined ? undefined : gte(replies.receivedAt, filter.from),
        filter.to === undefined ? undefined : lt(replies.receivedAt, filter.to),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  const { items, next } = pageOf(
    rows,
    page.limit,
    ({ id }) => ({ key: '', id: String(id) }),
    (row) => row,
  );
  return { items: await withReaders(db, items), next };
}

/** One reply by its number. */
export async function readReply(db: Executor, number: number): Promise<ReplyInContext | null> {
  const [found = null] = await withReaders(db, await inContext(db).where(eq(replies.id, number)));
  return found;
}

function inContext(db: Executor) {
  return db
    .select({ ...getTableColumns(replies), customerName: customers.name, messageText: messages.text })
    .from(replies)
    .leftJoin(customers, eq(customers.id, replies.customerId))
    .leftJoin(messages, eq(messages.id, replies.messageId))
    .$dynamic();
}

async function withReaders(db: Executor, rows: Omit<ReplyInContext, 'readByName'>[]): Promise<ReplyInContext[]> {
  const readers = new Set(rows.flatMap(({ readBy }) => readBy ?? []));
  const names = await readActorNames(db, [...readers]);
  return rows.map((row) => ({ ...row, readByName: names[row.readBy ?? ''] ?? null }));
}
