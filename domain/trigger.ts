import { isConsequence } from './chasing.ts';
import { epochMs } from './instants.ts';
import type { StepRecord } from './plan.ts';
import type { StepRule } from './rules.ts';

/** What a step of the block may do, by who makes it happen. Instants in milliseconds since 1970. */
export type Turn =
  /** Its text goes at its own moment. */
  | { kind: 'text' }
  /** It has happened: its text tells of it. */
  | { kind: 'happened'; at: number }
  /** The network system is asked at the step's moment. */
  | { kind: 'ask' }
  | { kind: 'asked'; until: number }
  | { kind: 'held'; reason: string };

export type TurnInput = {
  rule: StepRule;
  record: StepRecord | undefined;
  /** When the network system reported it by itself. */
  reportedAt: number | null;
  now: number;
  /** How long the network system may take to answer. */
  answerMs: number;
};

/** `clock`: a text at its hour. `action`: asked first, and said only once it is true. `reported`: when the network system tells us. */
export function turnOf({ rule, record, reportedAt, now, answerMs }: TurnInput): Turn {
  if (rule.trigger === 'clock' || !isConsequence(rule)) return { kind: 'text' };
  const action = record?.action ?? null;
  const doneAt = action?.state === 'done' ? epochMs(action.answeredAt ?? action.requestedAt) : null;
  const at = doneAt === null || (reportedAt !== null && reportedAt < doneAt) ? reportedAt : doneAt;
  if (at !== null) return { kind: 'happened', at };
  if (rule.trigger === 'reported') return { kind: 'held', reason: 'awaiting-report' };
  if (action === null) return { kind: 'ask' };
  if (action.state !== 'requested') return { kind: 'held', reason: `action-${action.state}` };
  const until = epochMs(action.requestedAt) + answerMs;
  return now < until ? { kind: 'asked', until } : { kind: 'held', reason: 'action-expired' };
}
