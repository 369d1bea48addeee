import type { AudienceFilter, CampaignClass, ChargeFilter, PhonePermission } from '../../../../domain/audience.ts';

/** What a selection may ask, in the order of its sentence; the permission is always asked. */
export const filterFields = [
  'customerStatus',
  'charge',
  'chargeDate',
  'daysOverdue',
  'amount',
  'accessStatus',
  'units',
  'panels',
  'plans',
  'cities',
  'birthday',
  'lastMessage',
  'segments',
  'customerIds',
  'include',
  'exclude',
] as const;
export type FilterField = (typeof filterFields)[number];

/** How the words call a limit of charges per customer. */
export const limitNames = { 1: 'one', 2: 'two', 3: 'three', all: 'all' } as const;

const anyCharge: ChargeFilter = { type: [], status: [], date: null, daysOverdue: null, amountCents: null, perCustomer: 1 };

/** A selection that asks nothing but the permission. */
export function everybody(permission: PhonePermission): AudienceFilter {
  return {
    permission,
    list: null,
    ...{ customerStatus: [], accessStatus: [], units: [], panels: [], plans: [], cities: [], segments: [], customerIds: [] },
    ...{ birthday: null, lastMessage: null, charge: null, include: { customerIds: [] }, exclude: { customerIds: [] } },
  };
}

/** Where most campaigns of a class begin: overdue charges of enabled customers, or all enabled customers. */
export function usualSelection(campaignClass: CampaignClass): AudienceFilter {
  const selection = everybody(campaignClass === 'marketing' ? 'marketing' : 'billing');
  const charge: ChargeFilter | null = campaignClass === 'collection' ? { ...anyCharge, status: ['overdue'] } : null;
  return { ...selection, customerStatus: ['enabled'], charge };
}

/** Whether a selection asks this. */
export function asks(filter: AudienceFilter, field: FilterField): boolean {
  switch (field) {
    case 'charge':
      return filter.charge !== null;
    case 'chargeDate':
      return filter.charge?.date != null;
    case 'daysOverdue':
      return filter.charge?.daysOverdue != null;
    case 'amount':
      return filter.charge?.amountCents != null;
    case 'birthday':
    case 'lastMessage':
      return filter[field] !== null;
    case 'include':
    case 'exclude':
      return filter[field].customerIds.length > 0;
    default:
      return filter[field].length > 0;
  }
}

/** The selection without this question. */
export function without(filter: AudienceFilter, field: FilterField): AudienceFilter {
  switch (field) {
    case 'charge':
      return { ...filter, charge: null };
    case 'chargeDate':
      return withCharge(filter, { date: null });
    case 'daysOverdue':
      return withCharge(filter, { daysOverdue: null });
    case 'amount':
      return withCharge(filter, { amountCents: null });
    case 'birthday':
    case 'lastMessage':
      return { ...filter, [field]: null };
    case 'include':
    case 'exclude':
      return { ...filter, [field]: { customerIds: [] } };
    default:
      return { ...filter, [field]: [] };
  }
}

/** The selection with this question asked as it mostly is; a list starts empty and asks nothing until somebody chooses. */
export function begun(filter: AudienceFilter, field: FilterField, today: string): AudienceFilter {
  switch (field) {
    case 'charge':
      return withCharge(filter, {});
    case 'chargeDate':
      return withCharge(filter, { date: { field: 'due', match: 'month', value: today } });
    case 'daysOverdue':
      return withCharge(filter, { daysOverdue: { min: 1 } });
    case 'amount':
      return withCharge(filter, { amountCents: { min: 1_000 } });
    case 'birthday':
      return { ...filter, birthday: { match: 'month', value: today } };
    case 'lastMessage':
      return { ...filter, lastMessage: { olderThanDays: 7 } };
    default:
      return filter;
  }
}

/** The selection with its charges asked for otherwise; where none were asked for, now they are. */
export function withCharge(filter: AudienceFilter, change: Partial<ChargeFilter>): AudienceFilter {
  return { ...filter, charge: { ...(filter.charge ?? anyCharge), ...change } };
}

/** Whether somebody may get more than one text: then texts are counted, not people. */
export function countsTexts(audiences: readonly AudienceFilter[]): boolean {
  return audiences.some(({ charge }) => charge !== null && charge.perCustomer !== 1);
}
