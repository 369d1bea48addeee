import { and, asc, eq, getTableColumns, gte, inArray, isNull, lt } from 'drizzle-orm';
import type { Instant } from '../../domain/instants.ts';
import type { MessageKind, MessageState } from '../../domain/states.ts';
import type { Executor } from '../client.ts';
import { customers, messageEvents, messages } from '../schema/index.ts';
import { byNumber, type Page, type PageRequest, pageOf } from './paging.ts';
import { readClicks } from './short-links.ts';
import { ofUnits } from './unit-of.ts';

type MessageRow = typeof messages.$inferSelect;
export type Message = Omit<
  MessageRow,
  | 'chargeRevision'
  | 'claimedBy'
  | 'leaseUntil'
  | 'priority'
  | 'askAt'
  | 'asks'
  | 'again'
  | 'resendAfterMinutes'
  | 'campaignPlace'
  | 'chargeStatus'
  | 'superseded'
> & {
  customerName: string | null;
  /** How often people followed its short links, and when first; null without them. */
  clicks: number | null;
  firstClickAt: Instant | null;
};
export type MessageEvent = Pick<typeof messageEvents.$inferSelect, 'at' | 'state' | 'detail'>;

export type MessageFilter = {
  /** E.164 or an e-mail address. */
  address?: string | undefined;
  customerId?: string | undefined;
  chargeId?: string | undefined;
  state?: MessageState | undefined;
  kind?: MessageKind | undefined;
  gatewayId?: string | undefined;
  /** Only unknown ones that nobody has decided on. */
  undecided?: boolean | undefined;
  campaignId?: string | undefined;
  /** The units that whoever asks is limited to: only texts to their customers. */
  units?: readonly string[] | undefined;
  /** First and last (exclusive) moment of creation. */
  from?: Instant | undefined;
  to?: Instant | undefined;
};

const {
  chargeRevision: _revision,
  claimedBy: _claimedBy,
  leaseUntil: _lease,
  priority: _priority,
  askAt: _askAt,
  asks: _asks,
  again: _again,
  resendAfterMinutes: _resend,
  campaignPlace: _place,
  chargeStatus: _status,
  superseded: _superseded,
  ...columns
} = getTableColumns(messages);
const shown = { ...columns, customerName: customers.name };

/** Messages that fit every part of the filter, newest first. */
export async function listMessages(db: Executor, filter: MessageFilter, page: PageRequest): Promise<Page<Message>> {
  const { order, start } = byNumber(messages.id, page.after);
  const rows = await db
    .select(shown)
    .from(messages)
    .leftJoin(customers, eq(customers.id, messages.customerId))
    .where(
      and(
        filter.address === undefined ? undefined : eq(messages.address, filter.address),
        filter.customerId === undefined ? undefined : eq(messages.customerId, filter.customerId),
        filter.chargeId === undefined ? undefined : eq(messages.chargeId, filter.chargeId),
        filter.state === undefined ? undefined : eq(messages.state, filter.state),
        filter.kind === undefined ? undefined : eq(messages.kind, filter.kind),
        filter.gatewayId === undefined ? undefined : eq(messages.gatewayId, filter.gatewayId),
        filter.undecided ? and(eq(messages.state, 'unknown'), isNull(messages.decision)) : undefined,
        filter.campaignId === undefined ? undefined : eq(messages.campaignId, filter.campaignId),
        filter.from === undefined ? undefined : gte(messages.createdAt, filter.from),
        filter.to === undefined ? undefined : lt(messages.createdAt, filter.to),
        ofUnits(messages.customerId, filter.units),
        start,
      ),
    )
    .orderBy(...order)
    .limit(page.limit + 1);
  return pageOf(
    await withClicks(db, rows),
    page.limit,
    ({ id }) => ({ key: '', id: String(id) }),
    (row) => row,
  );
}

/** A message with all that happened to it; null when there is none of that number. */
export async function readMessage(db: Executor, id: number): Promise<{ message: Message; events: MessageEvent[] } | null> {
  const [message] = await withClicks(
    db,
    await db.select(shown).from(messages).leftJoin(customers, eq(customers.id, messages.customerId)).where(eq(messages.id, id)),
  );
  if (message === undefined) return null;
  const events = await db
    .select({ at: messageEvents.at, state: messageEvents.state, detail: messageEvents.detail })
    .from(messageEvents)
    .where(eq(messageEvents.messageId, id))
    .orderBy(asc(messageEvents.id));
  return { message, events };
}

type WithoutClicks = Omit<Message, 'clicks' | 'firstClickAt'>;

/** Only campaigns, and what tries their texts out, have short links. */
async function withClicks(db: Executor, rows: WithoutClicks[]): Promise<Message[]> {
  const able = rows.filter(({ kind }) => kind === 'campaign' || kind === 'test');
  const clicks = await readClicks(
    db,
    able.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, ...(clicks.get(row.id) ?? { clicks: null, firstClickAt: null }) }));
}

/** The texts of these messages as they are stored. */
export async function readMessageTexts(
  db: Executor,
  ids: number[],
): Promise<Map<number, Pick<Message, 'text' | 'subject' | 'segments' | 'cost'>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: messages.id, text: messages.text, subject: messages.subject, segments: messages.segments, cost: messages.cost })
    .from(messages)
    .where(inArray(messages.id, ids));
  return new Map(rows.map(({ id, ...text }) => [id, text]));
}
