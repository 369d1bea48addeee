import type { Executor } from '../../db/client.ts';
import { raiseCatalogueRevision } from '../../db/queries/catalogue.ts';
import { createExemption } from '../../db/queries/exemptions.ts';
import { createHold, releaseHold } from '../../db/queries/holds.ts';
import { pauseEverything, resumeEverything } from '../../db/queries/pause.ts';
import { removeCharge, restoreCharge, reversePayment } from '../../db/queries/save-charge-status.ts';
import { patchCharge } from '../../db/queries/save-charges.ts';
import { patchCustomer, saveCustomers } from '../../db/queries/save-customers.ts';
import { savePayments } from '../../db/queries/save-payments.ts';
import { saveUnits } from '../../db/queries/save-units.ts';
import { ownRule, seedRules } from '../../domain/fixtures/ladder.ts';
import { instantOf } from '../../domain/instants.ts';
import type { Rule } from '../../domain/rules.ts';
import { virtualClock } from '../clock.ts';
import { openLadderRun } from '../ladder-run.ts';
import { openTestProvider, type TestProvider, unitFields } from '../provider.ts';
import { places, type World, type WorldCustomer, type WorldEvent, zones } from './world.ts';

/** The ladder of the month: the seed's, with a block that fits into it, and two reminders of its own. */
const days: Record<number, number> = { 10: 3, 11: 5, 12: 7, 13: 10 };
const rules: Rule[] = [
  ...seedRules.map((rule) => (days[rule.number] === undefined ? rule : { ...rule, offset: { days: days[rule.number] ?? 0 } })),
  ownRule(20, { offset: { days: 2 }, time: '10:00', window: 'collection', late: 'send' }),
  ownRule(21, { offset: { days: -7 }, late: 'skip' }),
];

/** Plays a month with the real workflows, decisions, claims and database. Gives what arrived at the provider, in the words of the reference. */
export async function playMonth(world: World): Promise<string[]> {
  const clock = virtualClock(instantOf(world.startMs));
  const provider = await openTestProvider({ clock, rules });
  await furnish(provider, world.customers);
  const run = await openLadderRun(provider, clock, ({ to }) =>
    to.endsWith('0')
      ? { outcome: 'refused', reason: 'invalid number', answer: 'NO' }
      : { outcome: 'accepted', providerId: null, answer: 'OK' },
  );
  try {
    for (const event of world.events) {
      await run.until(instantOf(event.atMs));
      await happen(provider, event);
      await run.relay();
    }
    await run.until(instantOf(world.endMs - 1));
    return run.sent.map(({ at, to, text }) => `${text} ${at.slice(0, 16)} ${to}`);
  } finally {
    await run.close();
    await provider.close();
  }
}

async function furnish(provider: TestProvider, customers: readonly WorldCustomer[]): Promise<void> {
  const { sql, db, context } = provider;
  await sql`update template_versions set text = '{COB_CODE} #' || substr(template_id, 2), subject = null`;
  await sql`update settings set caps = '{"collectionPerCharge":1,"perCustomer":999,"perPhone":999}', promises = promises || '{"perCustomer":9}'`;
  await db.transaction(async (tx) => {
    const units = places.map((id) => ({ id, ...unitFields, city: zones[id].city, state: zones[id].state, timeZone: zones[id].zone }));
    await saveUnits(tx, units, context());
    await raiseCatalogueRevision(tx);
  });
  for (let from = 0; from < customers.length; from += 200) {
    const records = customers.slice(from, from + 200).map(recordOf);
    await db.transaction((tx) => saveCustomers(tx, records, { ...context(), sealer: null, unusablePhones: 'refuse' }));
  }
}

function recordOf({ id, unit, livesIn, phones, email }: WorldCustomer) {
  const { city, state, zone } = zones[livesIn];
  return { id, name: 'Marcos Valas', unit, city, state, timeZone: livesIn === unit ? null : zone, email, phones: phones.map(billing) };
}

function billing(number: string) {
  return { number, billing: true, marketing: false, consent: null };
}

async function happen(provider: TestProvider, event: WorldEvent): Promise<void> {
  if (event.kind === 'charge') {
    const { chargeId: id, customerId, due: dueDate } = event;
    await provider.charge({ id, customerId, code: id, amountCents: 14_637, dueDate });
    return;
  }
  if (event.kind === 'gateway') {
    await provider.sql`update gateways set paused = ${!event.open} where id = 'sms'`;
    await provider.db.transaction(raiseCatalogueRevision);
    return;
  }
  await provider.db.transaction((tx) => carryOut(tx, event, provider.context()));
}

type Context = ReturnType<TestProvider['context']>;

async function carryOut(tx: Executor, event: Exclude<WorldEvent, { kind: 'charge' | 'gateway' }>, context: Context): Promise<unknown> {
  const customerContext = { ...context, sealer: null, unusablePhones: 'refuse' as const };
  switch (event.kind) {
    case 'pay': {
      const { chargeId, paymentId: id, settles } = event;
      const payment = { chargeId, id, settles, paidOn: context.now.slice(0, 10), paidAt: null, paidAmountCents: 5_000 };
      return savePayments(tx, [payment], { ...context, arrival: 'event' });
    }
    case 'reverse':
      return reversePayment(tx, event, context);
    case 'move-due':
      return patchCharge(tx, { id: event.chargeId, dueDate: event.due }, context);
    case 'remove':
      return removeCharge(tx, event.chargeId, context);
    case 'restore':
      return restoreCharge(tx, event.chargeId, context);
    case 'phones':
      return patchCustomer(tx, { id: event.customerId, phones: event.phones.map(billing) }, customerContext);
    case 'hold':
      return hold(tx, event, context);
    case 'release':
      return releaseHold(tx, event.holdId, context);
    case 'exempt': {
      const { id, chargeId, from: exemptFrom, untilMs } = event;
      const until = untilMs === null ? null : instantOf(untilMs);
      return createExemption(tx, { id, scope: { chargeId }, exemptFrom, until, reason: 'mês' }, context);
    }
    case 'pause':
      return pauseEverything(tx, context);
    case 'resume':
      return resumeEverything(tx, context);
  }
}

/** A charge that is paid cannot be held; everything else that is asked is in order. */
async function hold(tx: Executor, event: Extract<WorldEvent, { kind: 'hold' }>, context: Context): Promise<void> {
  const { holdId: id, chargeId, customerId, untilMs, promise } = event;
  const scope = chargeId === null ? { customerId } : { chargeId };
  const until = untilMs === null ? null : instantOf(untilMs);
  const asked = { id, scope, kind: promise ? ('promise' as const) : ('outage' as const), until, releaseOverHours: null, reason: 'mês' };
  const result = await createHold(tx, asked, context);
  if (result.outcome === 'refused' && result.problem.code !== 'charge-not-open') throw new Error(JSON.stringify(result.problem));
}
