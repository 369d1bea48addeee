import { ruleSetFor } from './applies-to.ts';
import type { AudienceFilter, CampaignClass } from './audience.ts';
import type { Birthday } from './campaign.ts';
import { addMs, earliest, type Instant, type IsoDate, instantOf } from './instants.ts';
import { addDays, zoneOf } from './local-time.ts';
import type { Catalogue } from './plan-facts.ts';
import type { RecipientFacts } from './recipients.ts';
import type { Rule } from './rules.ts';

/** A wish that missed its day still goes within so many, where the rule says so: a long weekend. */
const lateDays = 3;

/** Each ladder greets its own customers, each time zone at its own hour. */
export function isGreeted(
  { customer }: RecipientFacts,
  { ruleSetId, timeZone, onlyUnits, exceptUnits }: Birthday,
  { units, ruleSets }: Catalogue,
): boolean {
  if (customer === null) return false;
  const { id, status, unitId: unit, panelId: panel, plan, city } = customer;
  if ((customer.timeZone ?? units[unit]?.timeZone) !== timeZone) return false;
  if (exceptUnits.includes(unit) || onlyUnits?.includes(unit) === false) return false;
  return ruleSetFor({ id, status, unit, panel, plan, city }, ruleSets)?.id === ruleSetId;
}

/** Until when a birthday text is still a kindness: the day's end, unless the rule lets it be late. */
export function birthdayUntil(
  { late, validityHours }: Pick<Rule, 'late' | 'validityHours'>,
  { date, timeZone, at }: { date: IsoDate; timeZone: string; at: Instant },
): Instant {
  const end = instantOf(zoneOf(timeZone).toInstant(addDays(date, late === 'skip' ? 1 : 1 + lateDays), 0));
  return validityHours == null ? end : earliest(end, addMs(at, validityHours * 3_600_000));
}

/** Everybody who has a birthday on a date. Which phone is theirs, the class decides. */
export function birthdayAudience(date: IsoDate, campaignClass: CampaignClass): AudienceFilter {
  return {
    permission: campaignClass === 'marketing' ? 'marketing' : 'billing',
    list: null,
    customerStatus: [],
    accessStatus: [],
    units: [],
    panels: [],
    plans: [],
    cities: [],
    birthday: { match: 'day', value: date },
    lastMessage: null,
    segments: [],
    customerIds: [],
    charge: null,
    include: { customerIds: [] },
    exclude: { customerIds: [] },
  };
}
