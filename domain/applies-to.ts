import { foldedWord } from './import-values.ts';
import { defaultRuleSetId } from './rules.ts';
import type { CustomerStatus } from './states.ts';

/** Whom a rule set is for: AND between the lists, OR inside one; an absent or empty list asks nothing. */
export type AppliesTo = {
  units?: string[];
  panels?: string[];
  plans?: string[];
  cities?: string[];
  statuses?: CustomerStatus[];
  customerIds?: string[];
};

/** What a rule set is chosen by. */
export type RuleSetCustomer = {
  id: string;
  status: CustomerStatus;
  unit: string;
  panel: string | null;
  plan: string | null;
  city: string | null;
};

type PublishedSet = { id: string; appliesTo: AppliesTo };

/**
 * The published ladder of a customer: the most specific that matches (one that names the customer, else the one that asks most; ties by
 * id), else `default`. Only `default` may ask nothing. Leads and removed customers get none, unless a set names their status.
 */
export function ruleSetFor<S extends PublishedSet>(customer: RuleSetCustomer, sets: readonly S[]): S | null {
  const matching = sets
    .filter((set) => set.id !== defaultRuleSetId && specificity(set.appliesTo) > 0 && appliesTo(customer, set.appliesTo))
    .sort((a, b) => specificity(b.appliesTo) - specificity(a.appliesTo) || (a.id < b.id ? -1 : 1));
  const fallback = sets.find(({ id }) => id === defaultRuleSetId);
  return matching[0] ?? (fallback && runsForStatus(customer.status, fallback.appliesTo.statuses) ? fallback : null);
}

/**
 * Whether a ladder, or the filter of a hold or an exemption, names this customer. Leads and removed customers only where it asks for their
 * status.
 */
export function appliesTo(customer: RuleSetCustomer, { units, panels, plans, cities, customerIds, statuses }: AppliesTo): boolean {
  return (
    runsForStatus(customer.status, statuses) &&
    asks(statuses, customer.status) &&
    asks(units, customer.unit) &&
    asks(panels, customer.panel) &&
    asks(plans, customer.plan) &&
    asks(cities?.map(foldedWord), customer.city === null ? null : foldedWord(customer.city)) &&
    asks(customerIds, customer.id)
  );
}

function asks(list: readonly string[] | undefined, value: string | null): boolean {
  return list === undefined || list.length === 0 || (value !== null && list.includes(value));
}

function runsForStatus(status: CustomerStatus, statuses: readonly CustomerStatus[] | undefined): boolean {
  return status === 'enabled' || status === 'disabled' || (statuses?.includes(status) ?? false);
}

function specificity({ customerIds, ...lists }: AppliesTo): number {
  const asked = Object.values(lists).filter((list) => list !== undefined && list.length > 0).length;
  return asked + (customerIds !== undefined && customerIds.length > 0 ? 10 : 0);
}
