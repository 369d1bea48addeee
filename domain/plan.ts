import type { Instant, IsoDate } from './instants.ts';
import type { Rule } from './rules.ts';
import type { ActionState, ChargeStatus, ExemptionKind, HoldKind, MoveCause, StepEvent, StepState, WindowClass } from './states.ts';

/** Everything the planner looks at; loaded by one query, plain data but for the calendar. */
export type PlanFacts = ChargeLadder & {
  payments: PlanPayment[];
  /** The customer's own IANA time zone, else the unit's. */
  timeZone: string;
  rules: Rule[];
  calendar: Calendar;
  policy: HousePolicy;
  /** When the service was last switched on; null while it is off. It is a new first moment for every charge. */
  serviceOnSince: Instant | null;
  /** Through which date the unit's payments are known; null: nobody waits for a bank file. */
  settledThrough: IsoDate | null;
  /** Ids of the customer's lines. */
  lines: string[];
  /** The customer's other open charges: a line is blocked once, and charges of one day may share a text. */
  others: ChargeLadder[];
  now: Instant;
};

/** A charge and what has become of its steps. */
export type ChargeLadder = {
  charge: {
    id: string;
    status: ChargeStatus;
    /** The printed one. */
    dueDate: IsoDate;
    /** Last day of the discount; without it a `discount_end` rule plans nothing. */
    discountUntil?: IsoDate | null;
    /** Lines it is about; null: all of the customer. */
    accessIds: string[] | null;
    /** Another charge took its place: it says nothing any more. */
    replaced: boolean;
    /** When Régua first saw the charge. Steps planned before it are before our time. */
    firstSeenAt: Instant;
    /** False for a charge taken over from another system: no text says that it was created. */
    announceCreated: boolean;
    /** A notice of the debt proven elsewhere, before or instead of rule 10. */
    noticeProvenAt: Instant | null;
    /** When a payment was reversed or a removal undone: what was planned before is passed over. */
    resumedAt: Instant | null;
  };
  history: StepRecord[];
  /** Of the charge and of its customer, whatever named them. */
  holds: PlanHold[];
  exemptions: PlanExemption[];
  /** Proofs of this due date that the debtor was told by other ways. */
  proofs: { number: number; at: Instant }[];
  /** What the network system reported for this due date. */
  milestones: { number: number; at: Instant }[];
  /** What a person decided about single steps; a null `at` skips. */
  overrides: { key: string; at: Instant | null }[];
  /** For a re-issued charge: what was sent, and proven, for those it replaces. Null for every other charge. */
  carried: { steps: StepRecord[]; proofs: { number: number; at: Instant }[] } | null;
};

export type PlanPayment = { id: string; learnedAt: Instant; announce: boolean; reversed: boolean };

export type PlanHold = {
  id: string;
  kind: HoldKind;
  from: Instant;
  until: Instant | null;
  releaseOverHours: number | null;
  /** Ended by a person before its time. */
  released: boolean;
};

export type PlanExemption = { exemptFrom: ExemptionKind; from: Instant; until: Instant | null };

/** What the house has settled for all charges. */
export type HousePolicy = {
  /** What proves a block warning, and what makes any other step done. */
  noticeProof: 'accepted' | 'delivered';
  stepDone: 'accepted' | 'delivered';
  /** How long the network system may take to answer. */
  actionHours: number;
  /** Business days that chasing waits for a bank file. */
  settlementDays: number;
  /** Automatic collection texts of one charge in a local day; 0: no limit. */
  collectionPerCharge: number;
  /** Several charges of one customer at the same step on the same day share a text. */
  grouping: boolean;
  /** Reminder on the eve of a promise, local time `HH:MM`; null: none. */
  promiseReminder: { time: string; templateId: string } | null;
  /** Since when nothing leaves, by *pausar tudo*. */
  pausedAt: Instant | null;
};

/** A step as the database knows it. */
export type StepRecord = {
  key: string;
  rule: number;
  /** Names the step of a rule that the set no longer has; otherwise the rule says it. */
  event?: StepEvent;
  state: StepState;
  reason: string | null;
  plannedFor: Instant;
  /** When a waiting step leaves. */
  sendsAt?: Instant;
  /** First acceptance of one of its messages: for rule 10 the proven notice, for 11 and 12 the moment it happened. */
  doneAt: Instant | null;
  /** First delivery of one of its messages. */
  deliveredAt?: Instant | null;
  /** What the network system was asked, and said. */
  action?: StepAction | null;
  id?: number;
  /** The step whose text serves this one too. */
  leadStepId?: number | null;
};

export type StepAction = { state: ActionState; requestedAt: Instant; answeredAt: Instant | null; reason?: string | null };

/** One rule applied to one charge. */
export type PlannedStep = {
  /** Unique per charge: `3:2026-12-05` (tied to the due date), `2` (created), `5:<paymentId>` (paid), `6:<holdId>` (promise). */
  key: string;
  rule: number;
  event: StepEvent;
  /** By the rule and its anchor alone; of a held step the time it would have had. */
  plannedFor: Instant;
  /** After window, calendar and late policy. Of a step that is over: when it was done, else `plannedFor`. */
  sendsAt: Instant;
  /** From here on the text may not leave any more: end of the window it was to leave in. */
  sendUntil: Instant;
  moved: Move[];
  state: StepState;
  reason: string | null;
  /** At `sendsAt` the network system is asked; the text follows its answer. */
  asks: boolean;
  /** It asks, or waits for a bank file: decided at its hour, never prepared before. */
  atItsHour: boolean;
  /** When a step that waits or is held turns into something else by itself. */
  recheckAt: Instant | null;
  /** Happened without a proven notice: the text tells the truth, and somebody has to know. */
  unwarned: boolean;
  /** Ids of the charges that share the text, the leading one first; empty for a text of its own. */
  together: string[];
};

/** Why a step does not go at its planned moment. */
export type Move = { by: MoveCause; from: Instant; to: Instant; detail: string };

/** Opening hours and business days where this customer and unit are. Dates are local. */
export type Calendar = {
  /** Business days of the unit's city: an effective due date falls only on these. */
  isBusinessDay(date: IsoDate): boolean;
  /** Open intervals (`HH:MM`) of a class of window on a date at the customer's place, in order; `24:00` ends a day. */
  openings(window: WindowClass, date: IsoDate): { from: string; to: string; holiday: string | null }[];
  /** The holiday's name at the customer's place, if the date is one. */
  holidayName(date: IsoDate): string | null;
};
