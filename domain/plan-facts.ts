import { type AppliesTo, appliesTo, type RuleSetCustomer, ruleSetFor } from './applies-to.ts';
import { effectiveDueDate } from './business-day.ts';
import { calendarOfCustomer } from './catalogue-calendar.ts';
import type { GatewayRoute } from './gateway-routes.ts';
import type { HolidayEntry } from './holiday-entries.ts';
import type { Caps } from './house-rules.ts';
import { earliest, epochMs, type Instant, type IsoDate } from './instants.ts';
import { zoneOf } from './local-time.ts';
import type { Calendar, ChargeLadder, HousePolicy, PlanExemption, PlanFacts, PlanHold, StepAction, StepRecord } from './plan.ts';
import type { MissingRule } from './render.ts';
import type { Rule } from './rules.ts';
import type { Windows, WindowsByState } from './send-window.ts';
import type {
  AccentMode,
  Channel,
  ContactPolicy,
  CustomerKind,
  CustomerStatus,
  MessageState,
  ServiceState,
  UnitCounting,
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
  gatewayRoutes: GatewayRoute[];
  /** All that test customers get goes there, and nothing else. */
  testGateways: Record<Channel, string | null>;
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
  unitCounting: UnitCounting;
  price: string;
};

/** One charge with its customer, payments and past steps, as the database has them at one moment. */
export type ChargeFacts = Omit<ChargeLadder, 'charge' | 'history'> & {
  /** The catalogue's revision at that moment. */
  catalogueRevision: number;
  charge: TemplateCharge & ChargeLadder['charge'] & { revision: number };
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
    erased: boolean;
    /** Phones that may be texted about bills, in order. */
    billingPhones: string[];
    /** Ids of the lines. */
    lines: string[];
  };
  payments: { id: string; paidOn: IsoDate; amountCents: number; learnedAt: Instant; announce: boolean; reversed: boolean }[];
  steps: StepFacts[];
  /** The customer's other open charges, where they matter to this one. */
  others: ChargeLadder[];
  /** What would have left while the service only watched; empty while it does not. */
  shadow: { key: string; rule: number; sendsAt: Instant }[];
};

export type StepFacts = StepRecord & {
  id: number;
  revision: number;
  lookAt: Instant | null;
  sendsAt: Instant;
  action: StepAction | null;
  /** The step of another charge whose text serves this one too. */
  leadStepId: number | null;
  /** Its own, or those of the step that leads. */
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
  deliveredAt: Instant | null;
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

/** Puts one charge's facts into the planner's form. Who is deceased or erased gets no automatic text, whatever the ladder. */
export function toPlanFacts(facts: ChargeFacts, catalogue: Catalogue, now: Instant): PlanFacts {
  const { charge, customer, payments } = facts;
  const rules = customer.contact === 'deceased' || customer.erased ? [] : (ladderOf(facts, catalogue)?.rules ?? []);
  const since = epochMs(now) - rememberedMs;
  const named = ({ filter, until }: { filter: AppliesTo; until: Instant | null }) =>
    (until === null || epochMs(until) > since) && appliesTo(ruleSetCustomerOf(facts), filter);
  const holds = catalogue.holds.filter(named);
  const exemptions = catalogue.exemptions.filter(named);
  const withFilters = <L extends Pick<ChargeLadder, 'holds' | 'exemptions'>>(own: L): L =>
    holds.length + exemptions.length === 0
      ? own
      : { ...own, holds: [...own.holds, ...holds], exemptions: [...own.exemptions, ...exemptions] };
  const { proofs, milestones, overrides, carried } = facts;
  return {
    ...withFilters({ charge, history: historyOf(facts), holds: facts.holds, exemptions: facts.exemptions }),
    proofs,
    milestones,
    overrides,
    carried,
    payments,
    timeZone: timeZoneOf(facts, catalogue),
    rules,
    calendar: calendarOf(facts, catalogue),
    policy: catalogue.policy,
    serviceOnSince: catalogue.serviceOnSince,
    settledThrough: catalogue.settlements[customer.unitId] ?? null,
    lines: customer.lines,
    others: facts.others.map(withFilters),
    now,
  };
}

/** What has become of the steps. While the service only watches, what would have left counts as sent, so that the ladder moves on. */
function historyOf({ steps, shadow }: ChargeFacts): StepRecord[] {
  const recorded = steps.map((step) => ({ ...step, deliveredAt: firstDelivery(step) }));
  const watched = shadow.filter(({ key }) => !steps.some((step) => step.key === key));
  return [
    ...recorded,
    ...watched.map(({ sendsAt, ...step }) => ({
      ...step,
      state: 'sent' as const,
      reason: 'shadow',
      plannedFor: sendsAt,
      doneAt: sendsAt,
      deliveredAt: sendsAt,
    })),
  ];
}

function firstDelivery({ messages }: StepFacts): Instant | null {
  const [first, ...others] = messages.flatMap(({ deliveredAt }) => deliveredAt ?? []);
  return first === undefined ? null : earliest(first, ...others);
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
