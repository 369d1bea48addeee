import { type AppliesTo, appliesTo, type RuleSetCustomer, ruleSetFor } from './applies-to.ts';
import { effectiveDueDate } from './business-day.ts';
import { calendarOfCustomer } from './catalogue-calendar.ts';
import type { HolidayEntry } from './holiday-entries.ts';
import type { Caps } from './house-rules.ts';
import { epochMs, type Instant, type IsoDate } from './instants.ts';
import { zoneOf } from './local-time.ts';
import type { Calendar, HousePolicy, PlanExemption, PlanFacts, PlanHold, StepRecord } from './plan.ts';
import type { MissingRule } from './render.ts';
import type { Rule } from './rules.ts';
import type { Windows, WindowsByState } from './send-window.ts';
import type {
  AccentMode,
  Channel,
  ChargeStatus,
  ContactPolicy,
  CustomerKind,
  CustomerStatus,
  MessageState,
  ServiceState,
} from './states.ts';
import type { TemplateCharge, TemplateFacts, TemplateUnit } from './template-facts.ts';

/** What changes seldom and every plan needs: settings, holidays, units, templates in force, published ladders, gateways. */
export type Catalogue = {
  revision: number;
  service: ServiceState;
  serviceOnSince: Instant | null;
  windows: Windows;
  windowsByState: WindowsByState;
  holidays: HolidayEntry[];
  defaultGateways: { notices: string | null; campaigns: string | null; manual: string | null; email: string | null };
  billingPhonesMost: number;
  preparationLeadSeconds: number;
  policy: HousePolicy;
  caps: Caps;
  /** Holds and exemptions for everybody whom a filter names. */
  holds: (PlanHold & { filter: AppliesTo })[];
  exemptions: (PlanExemption & { filter: AppliesTo })[];
  /** By unit, through which date payments are known. */
  settlements: Record<string, IsoDate>;
  units: Record<string, CatalogueUnit>;
  templates: Record<string, CatalogueTemplate>;
  ruleSets: CatalogueRuleSet[];
  gateways: Record<string, CatalogueGateway>;
};

export type CatalogueUnit = TemplateUnit & { id: string; timeZone: string };
export type CatalogueTemplate = {
  id: string;
  version: number;
  enabled: boolean;
  channel: Channel;
  subject: string | null;
  text: string;
  missing: Record<string, MissingRule>;
};
export type CatalogueRuleSet = {
  id: string;
  version: number;
  appliesTo: AppliesTo;
  rules: Rule[];
  /** A newer version that is in force in these units only. */
  staged: { version: number; rules: Rule[]; units: string[] } | null;
};
export type CatalogueGateway = {
  id: string;
  channel: Channel;
  enabled: boolean;
  paused: boolean;
  stoppedReason: string | null;
  accents: AccentMode;
  /** Null: no limit of rate. */
  quantity: number | null;
  intervalSeconds: number;
  maxConnections: number;
  warnLength: number;
  maxLength: number;
  maxSegments: number;
  price: string;
};

/** One charge with its customer, payments and past steps, as the database has them at one moment. */
export type ChargeFacts = {
  /** The catalogue's revision at that moment. */
  catalogueRevision: number;
  charge: TemplateCharge & {
    id: string;
    status: ChargeStatus;
    revision: number;
    firstSeenAt: Instant;
    announceCreated: boolean;
    noticeProvenAt: Instant | null;
    resumedAt: Instant | null;
  };
  customer: {
    id: string;
    name: string;
    kind: CustomerKind;
    tradeName: string | null;
    login: string | null;
    status: CustomerStatus;
    contact: ContactPolicy;
    unitId: string;
    panelId: string | null;
    plan: string | null;
    city: string | null;
    state: string | null;
    timeZone: string | null;
    email: string | null;
    test: boolean;
    /** Phones that may be texted about bills, in order. */
    billingPhones: string[];
  };
  payments: { id: string; paidOn: IsoDate; amountCents: number; learnedAt: Instant; announce: boolean; reversed: boolean }[];
  steps: StepFacts[];
};

export type StepFacts = StepRecord & {
  id: number;
  revision: number;
  lookAt: Instant | null;
  sendsAt: Instant;
  messages: StepMessage[];
};

export type StepMessage = {
  id: number;
  state: MessageState;
  reason: string | null;
  address: string;
  channel: Channel;
  gatewayId: string;
  generation: number;
  notBefore: Instant;
  acceptedAt: Instant | null;
};

/** The ladder that a charge of this customer climbs; null when none is meant for them. */
export function ladderOf(facts: ChargeFacts, catalogue: Catalogue): Pick<CatalogueRuleSet, 'id' | 'version' | 'rules'> | null {
  const set = ruleSetFor(ruleSetCustomerOf(facts), catalogue.ruleSets);
  return set?.staged?.units.includes(facts.customer.unitId) ? { ...set.staged, id: set.id } : set;
}

/** The catalogue as it would be with this ladder in force: everywhere, or in some units first. */
export function withLadder(
  catalogue: Catalogue,
  { id, version, appliesTo: asked, rules }: Pick<CatalogueRuleSet, 'id' | 'version' | 'appliesTo' | 'rules'>,
  units: string[] = [],
): Catalogue {
  const known = catalogue.ruleSets.find((set) => set.id === id);
  const next: CatalogueRuleSet =
    units.length > 0 && known !== undefined
      ? { ...known, staged: { version, rules, units } }
      : { id, version, appliesTo: asked, rules, staged: null };
  return { ...catalogue, ruleSets: [...catalogue.ruleSets.filter((set) => set.id !== id), next] };
}

function ruleSetCustomerOf({ customer }: ChargeFacts): RuleSetCustomer {
  const { id, unitId: unit, panelId: panel, plan, city, status } = customer;
  return { id, unit, panel, plan, city, status };
}

/** Holds that ended longer ago have no charge left to give back. */
const rememberedMs = 60 * 86_400_000;

/** Puts one charge's facts into the planner's form. A deceased customer gets no automatic text, whatever the ladder. */
export function toPlanFacts(facts: ChargeFacts, catalogue: Catalogue, now: Instant): PlanFacts {
  const { charge, customer, payments, steps } = facts;
  const rules = customer.contact === 'deceased' ? [] : (ladderOf(facts, catalogue)?.rules ?? []);
  const since = epochMs(now) - rememberedMs;
  const named = ({ filter, until }: { filter: AppliesTo; until: Instant | null }) =>
    (until === null || epochMs(until) > since) && appliesTo(ruleSetCustomerOf(facts), filter);
  return {
    charge: { ...charge, accessIds: null, replaced: false },
    history: steps,
    holds: catalogue.holds.filter(named),
    exemptions: catalogue.exemptions.filter(named),
    proofs: [],
    milestones: [],
    overrides: [],
    carried: null,
    payments,
    timeZone: timeZoneOf(facts, catalogue),
    rules,
    calendar: calendarOf(facts, catalogue),
    policy: catalogue.policy,
    serviceOnSince: catalogue.serviceOnSince,
    settledThrough: catalogue.settlements[customer.unitId] ?? null,
    lines: [],
    others: [],
    now,
  };
}

/** The customer's own time zone, else the unit's. */
export function timeZoneOf({ customer }: ChargeFacts, catalogue: Catalogue): string {
  return customer.timeZone ?? catalogue.units[customer.unitId]?.timeZone ?? 'America/Sao_Paulo';
}

function calendarOf({ customer }: ChargeFacts, catalogue: Catalogue): Calendar {
  return calendarOfCustomer(customer, catalogue);
}

/** The due date that counts: the printed one, or the next business day where the unit is. */
export function effectiveDueDateOf(facts: ChargeFacts, catalogue: Catalogue): IsoDate {
  return effectiveDueDate(facts.charge.dueDate, calendarOf(facts, catalogue));
}

/** What a text about this charge may say, as of `at` at the customer's place. */
export function toTemplateFacts(
  facts: ChargeFacts,
  catalogue: Catalogue,
  { paymentId, at }: { paymentId: string | null; at: Instant },
): TemplateFacts {
  const payment = facts.payments.find(({ id }) => id === paymentId);
  return {
    customer: { ...facts.customer, password: null },
    unit: catalogue.units[facts.customer.unitId] ?? null,
    charge: facts.charge,
    payment: payment ? { paidOn: payment.paidOn, amountCents: payment.amountCents } : null,
    today: zoneOf(timeZoneOf(facts, catalogue)).toLocal(epochMs(at)).date,
    effectiveDueDate: effectiveDueDateOf(facts, catalogue),
  };
}
