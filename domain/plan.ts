import type { Instant, IsoDate } from './instants.ts';
import type { Rule } from './rules.ts';
import type { ChargeStatus, RuleEvent, StepState } from './states.ts';

/** Everything the planner looks at; loaded by one query, plain data but for the calendar. */
export type PlanFacts = {
  charge: {
    id: string;
    status: ChargeStatus;
    /** The printed one. */
    dueDate: IsoDate;
    /** Last day of the discount; without it a `discount_end` rule plans nothing. */
    discountUntil?: IsoDate | null;
    /** When Régua first saw the charge. Steps planned before it are before our time. */
    firstSeenAt: Instant;
    /** False for a charge taken over from another system: no text says that it was created. */
    announceCreated: boolean;
    /** A notice of the debt proven elsewhere, before or instead of rule 10. */
    noticeProvenAt: Instant | null;
    /** When a payment was reversed or a removal undone: what was planned before is passed over. */
    resumedAt: Instant | null;
  };
  payments: PlanPayment[];
  /** The customer's own IANA time zone, else the unit's. */
  timeZone: string;
  rules: Rule[];
  calendar: Calendar;
  /** When the service was last switched on; null while it is off. It is a new first moment for every charge. */
  serviceOnSince: Instant | null;
  history: StepRecord[];
  now: Instant;
};

export type PlanPayment = { id: string; learnedAt: Instant; announce: boolean; reversed: boolean };

/** A step as the database knows it. */
export type StepRecord = {
  key: string;
  rule: number;
  /** Names the step of a rule that the set no longer has; otherwise the rule says it. */
  event?: RuleEvent;
  state: StepState;
  reason: string | null;
  plannedFor: Instant;
  /** First acceptance of one of its messages: for rule 10 the proven notice, for 11 and 12 the moment it happened. */
  doneAt: Instant | null;
};

/** One rule applied to one charge. */
export type PlannedStep = {
  /** Unique per charge: `3:2026-12-05` (tied to the due date), `2` (created), `5:<paymentId>` (paid). */
  key: string;
  rule: number;
  event: RuleEvent;
  /** By the rule and its anchor alone; of a held step the time it would have had. */
  plannedFor: Instant;
  /** After window, calendar and late policy. Of a step that is over: when it was done, else `plannedFor`. */
  sendsAt: Instant;
  /** From here on the text may not leave any more: end of the window it was to leave in. */
  sendUntil: Instant;
  moved: Move[];
  state: StepState;
  reason: string | null;
};

/** Why a step does not go at its planned moment. */
export type Move = { by: 'business-day' | 'window' | 'holiday' | 'late'; from: Instant; to: Instant; detail: string };

/** Opening hours and business days where this customer and unit are. Dates are local. */
export type Calendar = {
  /** Business days of the unit's city: an effective due date falls only on these. */
  isBusinessDay(date: IsoDate): boolean;
  /** Open intervals (`HH:MM`) of a class of window on a date at the customer's place, in order; `24:00` ends a day. */
  openings(window: Rule['window'], date: IsoDate): { from: string; to: string; holiday: string | null }[];
  /** The holiday's name at the customer's place, if the date is one. */
  holidayName(date: IsoDate): string | null;
};
