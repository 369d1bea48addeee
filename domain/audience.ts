import type { IsoDate } from './instants.ts';
import type { AccessStatus, ChargeType, CustomerStatus } from './states.ts';

/** What the owner of a phone agreed to. */
export const phonePermissions = ['billing', 'marketing'] as const;
export type PhonePermission = (typeof phonePermissions)[number];

/** Of a charge as people speak of it: `open` is open and not yet overdue. */
export const chargeSituations = ['open', 'overdue', 'paid', 'removed'] as const;
export type ChargeSituation = (typeof chargeSituations)[number];

/** Weeks go from Monday to Sunday; `after` and `before` leave the date itself out. */
export const dateMatches = ['month', 'week', 'day', 'after', 'before'] as const;
export type DateMatch = (typeof dateMatches)[number];

/** How many charges of a customer are texted about, the oldest due first; `all` is the old system's "–". */
export const chargesPerCustomer = [1, 2, 3, 'all'] as const;
export type ChargesPerCustomer = (typeof chargesPerCustomer)[number];

/** Both ends count; an absent end is open. */
export type Span = { min?: number | undefined; max?: number | undefined };

export type ChargeFilter = {
  type: ChargeType[];
  status: ChargeSituation[];
  /** By the printed due date, or by the day of a payment that was not taken back. */
  date: { field: 'due' | 'paid'; match: DateMatch; value: IsoDate } | null;
  /** Days past the effective due date; only overdue charges have any. */
  daysOverdue: Span | null;
  amountCents: Span | null;
  perCustomer: ChargesPerCustomer;
};

/**
 * One selection of recipients. Its parts AND together, inside a list OR; an empty list asks nothing. Several selections of a campaign
 * add up.
 */
export type AudienceFilter = {
  /** Which phones of a customer are texted; nobody is texted on a phone that was not given for it. */
  permission: PhonePermission;
  /** Id of an uploaded list: its phones instead of customers', and nothing else is asked. */
  list: string | null;
  customerStatus: CustomerStatus[];
  accessStatus: AccessStatus[];
  units: string[];
  panels: string[];
  plans: string[];
  /** Accents and capitals do not matter. */
  cities: string[];
  birthday: { match: 'month' | 'week' | 'day'; value: IsoDate } | null;
  /** By the customer's last text that left: at most so many days ago, or longer ago or never. */
  lastMessage: { withinDays: number } | { olderThanDays: number } | null;
  /** Ids of saved segments: sets of customers. */
  segments: string[];
  /** Restricts to these customers. */
  customerIds: string[];
  /** Null: one text a customer, about no charge. */
  charge: ChargeFilter | null;
  /** These customers are in, whoever they are; `charge` still chooses what they are texted about. */
  include: { customerIds: string[] };
  /** These are out, whatever else is asked. */
  exclude: { customerIds: string[] };
};

/** The lists among some selections, each with its place among them. */
export function listsIn(filters: readonly AudienceFilter[]): { audience: number; listId: string }[] {
  return filters.flatMap(({ list }, audience) => (list === null ? [] : [{ audience, listId: list }]));
}

export const campaignClasses = ['marketing', 'informative', 'collection'] as const;
export type CampaignClass = (typeof campaignClasses)[number];

/** Why somebody who was selected is not texted; the first that applies, in this order. */
export const exclusionReasons = [
  'deceased',
  'test',
  'minor',
  'no-permission',
  'bad-number',
  'landline',
  'opted-out',
  'cap',
  'missing-value',
  'too-long',
  'duplicate',
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];
