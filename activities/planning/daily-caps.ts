import { countDailyTexts } from '../../db/queries/daily-texts.ts';
import type { Notice } from '../../domain/compose-notice.ts';
import { epochMs, type Instant, instantOf } from '../../domain/instants.ts';
import { addDays, dayMs, zoneOf } from '../../domain/local-time.ts';
import { ruleOf } from '../../domain/notice-text.ts';
import { firstOpening } from '../../domain/opening.ts';
import { toPlanFacts } from '../../domain/plan-facts.ts';
import type { Ground, Text } from './decision.ts';

type Ready = Extract<Notice, { kind: 'ready' }>;
export type CapReached = { kind: 'held'; reason: 'cap:customer' | 'cap:phone'; detail: null; lookAt: Instant };

/**
 * The notice as far as the customer's and each phone's texts of the local day allow; else when the next day opens. Counted under the
 * customer's lock. Windows without hours are for demonstrations, which show a whole ladder in minutes.
 */
export async function withinCaps({ tx, catalogue, now }: Ground, [lead, ...mates]: Text, notice: Ready): Promise<Ready | CapReached> {
  const { facts, planned } = lead;
  const rule = ruleOf(planned.rule, facts, catalogue);
  if (rule === null || rule.window === 'always') return notice;
  const plan = toPlanFacts(facts, catalogue, now);
  const zone = zoneOf(plan.timeZone);
  const { date } = zone.toLocal(epochMs(planned.sendsAt));
  const midnight = zone.toInstant(date, dayMs);
  const day = { from: instantOf(zone.toInstant(date, 0)), until: instantOf(midnight) };
  const own = [lead, ...mates].flatMap(({ known }) => known?.id ?? []);
  const addresses = notice.texts.map(({ address }) => address);
  const counted = await countDailyTexts(tx, { customerId: facts.customer.id, addresses, ...day, butSteps: own });

  const { perCustomer, perPhone } = catalogue.caps;
  const texts = notice.texts.filter(({ address }) => (counted.byAddress.get(address) ?? 0) < perPhone);
  const isFull = counted.ofCustomer >= perCustomer;
  if (!isFull && texts.length > 0) return { ...notice, texts };
  const next = firstOpening(plan.calendar, zone, rule.window, midnight)?.sendsAt ?? zone.toInstant(addDays(date, 1), 0);
  return { kind: 'held', reason: isFull ? 'cap:customer' : 'cap:phone', detail: null, lookAt: instantOf(next) };
}
