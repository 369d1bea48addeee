import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClaimedMessage, claimMessages } from '../db/queries/claim-messages.ts';
import { removeCharge, restoreCharge, reversePayment } from '../db/queries/save-charge-status.ts';
import { patchCharge } from '../db/queries/save-charges.ts';
import { closeOverdue, settleMessages } from '../db/queries/settle-messages.ts';
import { nowOf } from '../domain/clock.ts';
import { addMs, epochMs } from '../domain/instants.ts';
import { addDays } from '../domain/local-time.ts';
import type { ChargeStatus } from '../domain/states.ts';
import type { SendResult } from '../gateways/define.ts';
import { type VirtualClock, virtualClock } from '../test/clock.ts';
import { openTestProvider, type TestProvider } from '../test/provider.ts';
import { createPlanningActivities, type PlanningActivities } from './planning.ts';
import { settlementOf } from './sender/settlement.ts';

const outcomes: Record<string, SendResult> = {
  accepted: { outcome: 'accepted', providerId: null, answer: 'OK' },
  refused: { outcome: 'refused', reason: 'invalid number', answer: 'NO' },
  temporary: { outcome: 'temporary', reason: 'busy', retryAfterMs: null, answer: '' },
  unknown: { outcome: 'unknown', reason: 'no answer', answer: '' },
};

type Act =
  | { kind: 'timer' | 'claim' | 'pay' | 'reverse' | 'remove' | 'restore' }
  | { kind: 'answer'; outcome: keyof typeof outcomes }
  | { kind: 'amount'; amountCents: number }
  | { kind: 'due'; days: number };

const only = <K extends string>(kind: K) => fc.constant({ kind });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: only('timer') },
  { weight: 6, arbitrary: only('claim') },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('answer'), outcome: fc.constantFrom('accepted', ...Object.keys(outcomes)) }) },
  { weight: 2, arbitrary: only('pay') },
  { weight: 1, arbitrary: only('reverse') },
  { weight: 1, arbitrary: only('remove') },
  { weight: 1, arbitrary: only('restore') },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('amount'), amountCents: fc.integer({ min: 1_000, max: 99_999 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('due'), days: fc.integer({ min: 0, max: 12 }) }) },
);
/** The clock moves; then these run at once, each on a connection of its own. */
const round = fc.record({ hours: fc.constantFrom(0, 0, 0, 1, 6, 24, 24, 72), acts: fc.array(act, { minLength: 1, maxLength: 4 }) });

let clock: VirtualClock;
let provider: TestProvider;
let planning: PlanningActivities;
beforeAll(async () => {
  clock = virtualClock('2026-12-01T13:00:00.000Z');
  provider = await openTestProvider({ clock });
  planning = createPlanningActivities({ db: provider.db, clock, catalogue: provider.catalogue, ring: () => {} });
});
afterAll(() => provider.close());

/** `hand`: what was taken for the wire and is not answered yet. */
type House = { charge: string; hand: ClaimedMessage[]; taken: ClaimedMessage[]; payments: number };

test('whatever meets, in whatever order: nothing is taken for the wire that the payment, the removal or the edit before it forbids', async () => {
  let runs = 0;
  const taken: ClaimedMessage[] = [];
  const property = fc.asyncProperty(fc.array(round, { minLength: 5, maxLength: 25 }), async (rounds) => {
    runs += 1;
    const house = await openHouse(`c${runs}`);
    for (const { hours, acts } of rounds) {
      clock.advanceBy(hours * 3_600_000);
      const before = await stateOf(house);
      const first = house.taken.length;
      await Promise.all(acts.map((one) => happen(house, one)));
      const allowed = allowedBy(before, acts);
      for (const message of house.taken.slice(first)) expect(allowed, message.text).toContain(kindOf(message));
    }
    taken.push(...house.taken);
    await closeHouse(house);
  });
  await fc.assert(property, { numRuns: 60 });
  expect(new Set(taken.map((message) => kindOf(message).split(' ')[0]))).toEqual(new Set(['ladder', 'confirmation']));
}, 120_000);

type State = { status: ChargeStatus; amountCents: number };

async function stateOf({ charge }: House): Promise<State> {
  const [row] = await provider.sql<State[]>`select status, amount_cents::float8 as "amountCents" from charges where id = ${charge}`;
  if (row === undefined) throw new Error(`no charge ${charge}`);
  return row;
}

/** `ladder 146,37`, or `confirmation`; a text without an amount is `ladder`. */
function kindOf({ text }: ClaimedMessage): string {
  if (text.includes('recebemos')) return 'confirmation';
  const amount = /R\$\s?([\d.]*\d,\d\d)/.exec(text)?.[1];
  return amount === undefined ? 'ladder' : `ladder ${amount}`;
}

/** What may leave in a round: by the state before it, or by what happens in it. */
function allowedBy({ status, amountCents }: State, acts: Act[]): string[] {
  const happens = (...kinds: Act['kind'][]) => acts.some(({ kind }) => kinds.includes(kind));
  const amounts = [amountCents, ...acts.flatMap((one) => (one.kind === 'amount' ? [one.amountCents] : []))];
  const ladder = status === 'open' || happens('reverse', 'restore');
  const confirmation = status === 'paid' || happens('pay', 'restore');
  return [
    ...(ladder ? ['ladder', ...amounts.map((cents) => `ladder ${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`)] : []),
    ...(confirmation ? ['confirmation'] : []),
  ];
}

async function openHouse(charge: string): Promise<House> {
  await provider.customer(`C-${charge}`);
  const dueDate = addDays(nowOf(clock).slice(0, 10), 4);
  await provider.charge({ id: charge, customerId: `C-${charge}`, amountCents: 14_637, dueDate });
  return { charge, hand: [], taken: [], payments: 0 };
}

/** Nothing went twice; and what is left does not meet the next charge. */
async function closeHouse({ charge }: House): Promise<void> {
  const twice = await provider.sql`
    select step_id from messages where charge_id = ${charge} and state = 'accepted' group by step_id, address having count(*) > 1`;
  expect(twice).toEqual([]);
  await provider.sql`update messages set state = 'cancelled', claimed_by = null, lease_until = null
    where charge_id = ${charge} and state in ('queued', 'sending')`;
}

async function happen(house: House, one: Act): Promise<unknown> {
  const { db, context } = provider;
  const { charge } = house;
  switch (one.kind) {
    case 'timer':
      return wake(house);
    case 'claim':
      return claim(house);
    case 'answer':
      return answer(house, outcomes[one.outcome]);
    case 'pay':
      house.payments += 1;
      return provider.pay(charge, 5_000, `p${house.payments}`);
    case 'reverse':
      return db.transaction((tx) => reversePayment(tx, { chargeId: charge, paymentId: `p${house.payments}` }, context()));
    case 'remove':
      return db.transaction((tx) => removeCharge(tx, charge, context()));
    case 'restore':
      return db.transaction((tx) => restoreCharge(tx, charge, context()));
    case 'amount':
      return db.transaction((tx) => patchCharge(tx, { id: charge, amountCents: one.amountCents }, context()));
    case 'due':
      return db.transaction((tx) => patchCharge(tx, { id: charge, dueDate: addDays(nowOf(clock).slice(0, 10), one.days) }, context()));
  }
}

/** What the charge's workflow does when it wakes. */
async function wake({ charge }: House): Promise<void> {
  const next = await planning.nextStep({ chargeId: charge });
  if (next.kind === 'decide' && epochMs(next.at) <= clock.nowMs()) await planning.decideStep({ chargeId: charge, key: next.key });
}

async function claim(house: House): Promise<void> {
  const now = nowOf(clock);
  await closeOverdue(provider.sql, { gatewayId: 'sms', now });
  const input = { gatewayId: 'sms', gatewayRevision: 1, processId: 'test', limit: 10, now, leaseUntil: addMs(now, 30_000), pace: null };
  const { claimed } = await claimMessages(provider.sql, input);
  house.hand.push(...claimed);
  house.taken.push(...claimed);
}

async function answer(house: House, result: SendResult | undefined): Promise<void> {
  const message = house.hand.shift();
  if (message === undefined || result === undefined) return;
  const now = nowOf(clock);
  await settleMessages(provider.sql, { processId: 'test', settlements: [settlementOf(message, result, { sentAt: now, now })], now });
}
