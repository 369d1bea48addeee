import { cancelUnsent, queueMessages } from '../../db/queries/messages.ts';
import { pushOutbox } from '../../db/queries/outbox.ts';
import { type StepRow, saveStep } from '../../db/queries/steps.ts';
import { composeNotice, type Notice } from '../../domain/compose-notice.ts';
import { addMs, epochMs, type Instant, latest } from '../../domain/instants.ts';
import { messagePriorities } from '../../domain/states.ts';
import { paymentIdOf } from '../../domain/step-key.ts';
import { isUnsent } from '../../domain/step-outcome.ts';
import { withinCaps } from './daily-caps.ts';
import type { Ground, Part, Text } from './decision.ts';
import { clearHeld, raiseHeld, raiseUnwarned } from './held-alert.ts';
import { leaveOut, type Together } from './shared-text.ts';
import { stepRowOf } from './step-row.ts';
import { cancelOwn } from './without-text.ts';

type Ready = Extract<Notice, { kind: 'ready' }>;

/** A gateway looks for work at least this often; what is due sooner has to call it. */
const gatewayLookMs = 35_000;
/** The sender records what became of the step; this look is for one that could not. */
const lookAfterSendMs = 300_000;
/** How long a held step waits before it is tried again. */
const heldLookMs = 300_000;

/** Queues the text of a step, or writes down why there is none. Gives the gateways that have it to send at once, and the row of the leading step. */
export async function queueNotice(
  ground: Ground,
  text: Text,
  before: Together,
): Promise<{ dueOn: string[]; queued: (StepRow & { id: number }) | null }> {
  const { tx, now } = ground;
  const [{ planned }] = text;
  const leavesAt = latest(planned.sendsAt, now);
  const kept = new Set(text.map(({ facts }) => facts.charge.id));
  const notice = await noticeOf(ground, text, leavesAt);
  if (notice.kind !== 'ready') {
    for (const part of text) await withoutNotice(ground, part, notice);
    await leaveOut(ground, before, (chargeId) => kept.has(chargeId));
    return { dueOn: [], queued: null };
  }
  const { lead, messageIds } = await write(ground, text, { notice, leavesAt });
  await leaveOut(ground, before, (chargeId) => kept.has(chargeId));
  const atOnce = leavesAt === now;
  const gatewayIds = [...new Set(notice.texts.map(({ gatewayId }) => gatewayId))];
  if (!atOnce && epochMs(leavesAt) - epochMs(now) < gatewayLookMs) await pushOutbox(tx, 'gateway', gatewayIds, now);
  return { dueOn: atOnce && messageIds.length > 0 ? gatewayIds : [], queued: lead };
}

type NotReady = Exclude<Notice, Ready> | { kind: 'held'; reason: string; detail: null; lookAt: Instant };

async function noticeOf(ground: Ground, text: Text, at: Instant): Promise<Ready | NotReady> {
  const { catalogue } = ground;
  if (catalogue.service !== 'on') return { kind: 'skipped', reason: `service-${catalogue.service}` };
  const [{ facts, planned }, ...mates] = text;
  const notice = composeNotice(planned, facts, catalogue, { at, mates: mates.map((part) => part.facts) });
  return notice.kind === 'ready' ? withinCaps(ground, text, notice) : notice;
}

/** There is no text: the reason is written down, and tried again where it may pass. */
async function withoutNotice(ground: Ground, { facts, planned, known }: Part, notice: NotReady): Promise<void> {
  const reason = notice.kind === 'unreachable' ? 'no-address' : notice.reason;
  if (known?.leadStepId === null) await cancelOwn(ground, known, reason);
  const lookAt = notice.kind !== 'held' ? null : 'lookAt' in notice ? notice.lookAt : addMs(ground.now, heldLookMs);
  const row = stepRowOf(planned, facts, ground.catalogue);
  await saveStep(ground.tx, { ...row, state: notice.kind, reason, lookAt, leadStepId: null }, ground.now);
  if (notice.kind === 'held' && notice.detail !== null) {
    await raiseHeld(ground, { facts, step: planned }, { reason, plan: [], detail: notice.detail });
  } else if (known?.state === 'held') {
    await clearHeld(ground, { facts, step: planned });
  }
}

/** One step leads and has the messages; the others are served by them. */
async function write(
  ground: Ground,
  text: Text,
  { notice, leavesAt }: { notice: Ready; leavesAt: Instant },
): Promise<{ lead: StepRow & { id: number }; messageIds: number[] }> {
  const { tx, catalogue, now } = ground;
  const [first, ...mates] = text;
  const waiting = { state: 'waiting' as const, reason: null, lookAt: addMs(leavesAt, lookAfterSendMs) };
  const row = { ...stepRowOf(first.planned, first.facts, catalogue), ...waiting };
  const id = await saveStep(tx, { ...row, leadStepId: null }, now);
  for (const { facts, planned, known } of mates) {
    if (known?.leadStepId === null && !(await cancelOwn(ground, known, 'joined'))) {
      throw new Error(`The text of ${planned.key} of charge ${facts.charge.id} left while it was joined: decided again.`);
    }
    await saveStep(tx, { ...stepRowOf(planned, facts, catalogue), ...waiting, leadStepId: id }, now);
  }
  for (const { facts, planned, known } of text) {
    if (known?.state === 'held') await clearHeld(ground, { facts, step: planned });
    if (planned.unwarned) await raiseUnwarned(ground, { facts, step: planned });
  }
  const { known } = first;
  const own = known?.leadStepId === null ? known.messages : [];
  const gone = own.filter((message) => isUnsent(message) && !notice.texts.some(({ address }) => address === message.address));
  await cancelUnsent(
    tx,
    gone.map((message) => message.id),
    'address-changed',
    now,
  );
  return { lead: { ...row, id }, messageIds: await queueMessages(tx, messagesOf(id, first, notice), now) };
}

function messagesOf(stepId: number, { planned, facts: { charge, customer } }: Part, notice: Ready) {
  return notice.texts.map((text) => ({
    kind: 'notice' as const,
    channel: notice.template.channel,
    priority: messagePriorities.notice,
    stepId,
    customerId: customer.id,
    chargeId: charge.id,
    chargeRevision: charge.revision,
    paymentId: paymentIdOf(planned),
    rule: planned.rule,
    ...text,
    templateId: notice.template.id,
    templateVersion: notice.template.version,
    subject: notice.subject,
    resendAfterMinutes: notice.rule.resendAfterMinutes ?? null,
    test: customer.test,
    plannedFor: planned.plannedFor,
    notBefore: planned.sendsAt,
    sendUntil: planned.sendUntil,
  }));
}
