import { isWrittenDown } from './held-reasons.ts';
import { addMs, epochMs, type Instant, latest } from './instants.ts';
import type { PlannedStep, StepRecord } from './plan.ts';

/** What a charge's workflow does next: sleep until a step, or nothing any more. */
export type NextWake = { kind: 'finished' } | { kind: 'wake'; at: Instant; step: PlannedStep };

/** How many charges share an instant decides how far they are spread. */
export type Spread = { chargeId: string; sharing: number };

/** Fewer charges than this at one instant need no preparation. */
const sharedFrom = 20;
const defaultLeadMs = 600_000;
const mostLeadMs = 3_600_000;
const preparedPerSecond = 25;

/** The earliest planned step and its instant, `now` when it is due already. The lead of preparation is the caller's. */
export function nextWake(steps: readonly PlannedStep[], now: Instant): NextWake {
  const [first, ...rest] = steps.filter(({ state }) => state === 'planned');
  if (!first) return { kind: 'finished' };
  const step = rest.reduce((a, b) => (b.sendsAt < a.sendsAt || (b.sendsAt === a.sendsAt && b.rule < a.rule) ? b : a), first);
  return { kind: 'wake', at: latest(step.sendsAt, now), step };
}

/** A step as it was decided last; `lookAt`: when it is to be tried again. */
export type DecidedStep = Pick<StepRecord, 'key' | 'state' | 'reason'> & { lookAt: Instant | null };

/** How long until a step is looked at again that only another's can bring on, or a person. */
const lookAheadMs = 300_000;
const lookPausedMs = 6 * 3_600_000;

/** The step to decide next and when; null when nothing is to come by itself. */
export function nextDecision(
  steps: readonly PlannedStep[],
  decided: readonly DecidedStep[],
  now: Instant,
): { at: Instant; step: PlannedStep } | null {
  const known = new Map(decided.map((record) => [record.key, record]));
  let next: { at: Instant; step: PlannedStep } | null = null;
  for (const step of steps) {
    const at = decisionAt(step, known.get(step.key), now);
    if (at === null) continue;
    if (next === null || at < next.at || (at === next.at && step.rule < next.step.rule)) next = { at, step };
  }
  return next;
}

/** When a step is to be decided: to send it, to write down that it is held or has happened without a text, or to see what has changed. */
function decisionAt(step: PlannedStep, record: DecidedStep | undefined, now: Instant): Instant | null {
  const { state, reason, sendsAt, recheckAt } = step;
  const isFuture = epochMs(sendsAt) > epochMs(now);
  if (state === 'planned') return latest(now, sendsAt, record?.state === 'held' ? record.lookAt : null);
  if (state === 'held') {
    if (reason === 'paused') return addMs(now, lookPausedMs);
    if (!isWrittenDown(reason)) return null;
    const isKnown = record?.state === 'held' && record.reason === reason;
    return isKnown ? recheckAt && latest(now, recheckAt) : latest(now, sendsAt);
  }
  if (reason === 'line-ahead') return isFuture ? sendsAt : addMs(now, lookAheadMs);
  if (reason === 'line-already' && record?.reason !== 'line-already') return isFuture || record !== undefined ? latest(now, sendsAt) : null;
  return recheckAt === null ? null : latest(now, recheckAt);
}

/**
 * When to wake to prepare a step for an instant that `sharing` charges share: at the instant while they are few, else before it, spread
 * over the lead by the charge's id. The lead grows when it would hold more than 25 charges a second, to an hour at most; without a lead
 * nothing is prepared.
 */
export function prepareAt(
  { sendsAt }: Pick<PlannedStep, 'sendsAt'>,
  { chargeId, sharing, leadMs = defaultLeadMs }: Spread & { leadMs?: number },
): Instant {
  if (sharing <= sharedFrom || leadMs === 0) return sendsAt;
  const lead = Math.max(leadMs, Math.min(mostLeadMs, (sharing / preparedPerSecond) * 1000));
  return addMs(sendsAt, -Math.ceil(shareOf(chargeId) * lead));
}

/** The same share in (0, 1] for the same id, evenly spread over ids: FNV-1a, mixed because ids often differ in the last digit alone. */
export function shareOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 1) / 2 ** 32;
}
