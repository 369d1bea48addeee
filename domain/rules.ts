import type { Words } from './fields.ts';
import type { Channel, LatePolicy, RuleEvent, RuleTrigger, StepEvent, WindowClass } from './states.ts';

/** One unit only; negative counts before the anchor. An empty offset is the anchor itself. */
export type RuleOffset = { days: number } | { hours: number } | { minutes: number } | Record<string, never>;

/**
 * What a rule counts from. `null` is the event's own anchor (2 first sight, 3 and 4 the printed due date, 5 the moment the payment
 * was learned, 10 the effective due date, 11 the proven notice of 10, 12 the moment of 11, 13 the moment of 12).
 */
export const ruleAnchors = ['due', 'created'] as const;
export type RuleAnchor = (typeof ruleAnchors)[number] | null;

/** "At this moment around a charge, send this template." */
export type Rule = {
  number: number;
  event: RuleEvent;
  offset: RuleOffset;
  anchor: RuleAnchor;
  /** Local time of day `HH:MM`; null keeps the anchor's own time. */
  time: string | null;
  /** Tried in this order: the first with a usable address is taken. */
  channels: Channel[];
  templateId: string;
  /** The texts of channels that the template is not for. */
  templates?: Partial<Record<Channel, string>>;
  gatewayId: string | null;
  enabled: boolean;
  window: WindowClass;
  late: LatePolicy;
  trigger: RuleTrigger;
  /** How long after its moment the text is still useful; without it as long as the late policy says. */
  validityHours?: number | null;
  /** False: never in one text with other charges of the customer. */
  grouping?: boolean;
  /** After so long without a receipt the text goes once more, by the next gateway, and may arrive twice. Null: never. */
  resendAfterMinutes?: number | null;
};

/** A rule as it is kept, with nothing left to be understood. */
export type SavedRule = Required<Rule>;

/** The text of a rule for a channel: one of its own, else the rule's template, which its own channel decides. */
export function templateIdFor({ templates, templateId }: Pick<Rule, 'templates' | 'templateId'>, channel: Channel): string {
  return templates?.[channel] ?? templateId;
}

/** All texts that a rule names. */
export function templateIdsOf({ templates, templateId }: Pick<Rule, 'templates' | 'templateId'>): string[] {
  return [templateId, ...Object.values(templates ?? {})];
}

/** What plans a step: a rule of a ladder, or the reminder of a promise. */
export type StepRule = Omit<Rule, 'event'> & { event: StepEvent };

/** The seed's nine numbers keep their event; own rules start at 20. */
export const fixedRuleEvents: Readonly<Record<number, RuleEvent>> = {
  1: 'birthday',
  2: 'created',
  3: 'due',
  4: 'due',
  5: 'paid',
  10: 'block_warning',
  11: 'speed_reduction',
  12: 'total_block',
  13: 'cancellation',
};

/** The set for everybody whom no other set names. */
export const defaultRuleSetId = 'default';

export const firstOwnRuleNumber = 20;

export const birthdayRuleNumber = 1;

/** The reminder of a promise; no ladder has it. */
export const promiseRuleNumber = 6;

/** What keeps a ladder from being saved. `path` is inside the rule set: `rules.2.time`. */
export type RuleProblem = { path: string; given: string; message: Words; expected: Words };

/** Receipts need some minutes on a good day; after a day nobody waits for the text any more. */
export const leastResendMinutes = 5;
export const mostResendMinutes = 1_440;
