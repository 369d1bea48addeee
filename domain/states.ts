/** Closed lists of the glossary, shared by the database, the API and the workflows. Pulls no library: workflows import it. */

export const customerStatuses = ['enabled', 'disabled', 'lead', 'removed'] as const;
export type CustomerStatus = (typeof customerStatuses)[number];

export const customerKinds = ['person', 'company'] as const;
export type CustomerKind = (typeof customerKinds)[number];

export const contactPolicies = ['normal', 'no-marketing', 'deceased'] as const;
export type ContactPolicy = (typeof contactPolicies)[number];

export const accessStatuses = ['enabled', 'disabled', 'blocked', 'pending'] as const;
export type AccessStatus = (typeof accessStatuses)[number];

export const chargeTypes = ['internet', 'one_off', 'support'] as const;
export type ChargeType = (typeof chargeTypes)[number];

/** Overdue is not a status: it is open and past the effective due date. */
export const chargeStatuses = ['open', 'paid', 'removed'] as const;
export type ChargeStatus = (typeof chargeStatuses)[number];

export const replaceKinds = ['reissue', 'agreement'] as const;
export type ReplaceKind = (typeof replaceKinds)[number];

export const ruleEvents = [
  'birthday',
  'created',
  'due',
  'paid',
  'discount_end',
  'block_warning',
  'speed_reduction',
  'total_block',
  'cancellation',
] as const;
export type RuleEvent = (typeof ruleEvents)[number];

/** `promise`: the reminder on the eve of a promise to pay, which no ladder names. */
export const stepEvents = [...ruleEvents, 'promise'] as const;
export type StepEvent = (typeof stepEvents)[number];

/** `always` is for demonstrations and tests: no hour is closed. */
export const windowClasses = ['collection', 'informative', 'marketing', 'always'] as const;
export type WindowClass = (typeof windowClasses)[number];

/** `merge`: of several late texts only the newest goes. */
export const latePolicies = ['send', 'skip', 'merge'] as const;
export type LatePolicy = (typeof latePolicies)[number];

/** Who makes an event of the block happen: its hour, the network system when asked, or the network system by itself. */
export const ruleTriggers = ['clock', 'action', 'reported'] as const;
export type RuleTrigger = (typeof ruleTriggers)[number];

export const holdKinds = ['promise', 'outage', 'contested', 'other'] as const;
export type HoldKind = (typeof holdKinds)[number];

export const exemptionKinds = ['chasing', 'blocking'] as const;
export type ExemptionKind = (typeof exemptionKinds)[number];

/** How a debtor was told of the debt other than by our text. */
export const proofChannels = ['letter', 'call', 'email', 'sms', 'erp'] as const;
export type ProofChannel = (typeof proofChannels)[number];

/** What the network system made of a request; `expired`: it never said. */
export const actionStates = ['requested', 'done', 'refused', 'failed', 'expired'] as const;
export type ActionState = (typeof actionStates)[number];

export const channels = ['sms', 'email'] as const;
export type Channel = (typeof channels)[number];

export const stepStates = [
  'planned',
  'waiting',
  'sent',
  'unknown',
  'skipped',
  'suppressed',
  'held',
  'before-our-time',
  'unreachable',
] as const;
export type StepState = (typeof stepStates)[number];

/** Why a step does not go at its planned moment. */
export const moveCauses = [
  'business-day',
  'window',
  'holiday',
  'late',
  'hold',
  'exemption',
  'settlement',
  'cap',
  'person',
  'action',
  'line',
] as const;
export type MoveCause = (typeof moveCauses)[number];

export const messageKinds = ['notice', 'campaign', 'birthday', 'manual', 'test'] as const;
export type MessageKind = (typeof messageKinds)[number];

export const messageStates = [
  'queued',
  'sending',
  'accepted',
  'delivered',
  'undelivered',
  'refused',
  'unknown',
  'suppressed',
  'cancelled',
  'expired',
] as const;
export type MessageState = (typeof messageStates)[number];

/** Best first. Temporal and the claim use the same numbers. */
export const messagePriorities = { test: 1, notice: 1, manual: 3, birthday: 4, campaign: 5 } as const satisfies Record<MessageKind, number>;

/** What a provider's answer means for one message. */
export const outcomes = ['accepted', 'refused', 'misconfigured', 'temporary', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];

export const accentModes = ['keep', 'smart', 'ascii'] as const;
export type AccentMode = (typeof accentModes)[number];

/** What a gateway is paid for: each part of a text, or each text, as a voice call or a WhatsApp text is. */
export const unitCountings = ['segments', 'one'] as const;
export type UnitCounting = (typeof unitCountings)[number];

export const textEncodings = ['GSM-7', 'UCS-2'] as const;
export type TextEncoding = (typeof textEncodings)[number];

export const serviceStates = ['on', 'off', 'shadow'] as const;
export type ServiceState = (typeof serviceStates)[number];
