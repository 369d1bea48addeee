import { afterAll, beforeAll, expect, test } from 'vitest';
import { listFailoverCandidates } from '../db/queries/failover.ts';
import { retireGateway } from '../db/queries/gateway-uses.ts';
import { insertGateway, readGateway } from '../db/queries/gateways.ts';
import { changeSettings } from '../db/queries/settings.ts';
import { nowOf } from '../domain/clock.ts';
import { withRule } from '../domain/fixtures/ladder.ts';
import { addMs } from '../domain/instants.ts';
import { type VirtualClock, virtualClock } from '../test/clock.ts';
import { openTestProvider, type TestProvider } from '../test/provider.ts';
import { failOver } from './failover.ts';
import { createPlanningActivities, type PlanningActivities } from './planning.ts';

let clock: VirtualClock;
let provider: TestProvider;
let planning: PlanningActivities;

/** The rule of a new charge names a gateway of its own: of a test customer not even that counts. */
beforeAll(async () => {
  clock = virtualClock('2026-12-01T13:00:00.000Z');
  provider = await openTestProvider({ clock, rules: withRule(2, { gatewayId: 'sms' }) });
  planning = createPlanningActivities({ db: provider.db, clock, catalogue: provider.catalogue, ring: () => {} });
  await copyGateway('sandbox');
  await copyGateway('second');
  for (const id of ['C-1', 'C-test']) await provider.customer(id);
  await provider.sql`update customers set test = true where id = 'C-test'`;
});
afterAll(() => provider.close());

async function copyGateway(id: string): Promise<void> {
  const known = await readGateway(provider.db, 'sms');
  if (known === null) throw new Error('no gateway');
  await provider.db.transaction((tx) => insertGateway(tx, { ...known, id, name: id, position: 1 }, nowOf(clock)));
}
const chooseForTests = (sms: string | null) =>
  provider.db.transaction((tx) => changeSettings(tx, { testGateways: { sms } }, provider.context()));

/** Puts a charge of today and decides what is due at once. */
async function announce(id: string, customerId: string) {
  await provider.charge({ id, customerId, amountCents: 14_637, dueDate: '2026-12-20' });
  await decide(id);
  return provider.sql`select gateway_id, test, state from messages where charge_id = ${id}`;
}
async function decide(chargeId: string): Promise<void> {
  const next = await planning.nextStep({ chargeId });
  if (next.kind === 'decide') await planning.decideStep({ chargeId, key: next.key });
}

test('a test customer without a carrier for tests is texted by no gateway, and somebody is told', async () => {
  expect(await announce('B-held', 'C-test')).toEqual([]);
  expect(await provider.sql`select state, reason from steps where charge_id = 'B-held'`).toEqual([
    { state: 'held', reason: 'no-test-gateway' },
  ]);
  expect(await provider.sql`select kind from alerts where cleared_at is null`).toEqual([{ kind: 'step-held' }]);
});

test('what a test customer gets goes to the carrier of the tests, whatever rule and house say; others never do', async () => {
  await chooseForTests('sandbox');
  expect(await announce('B-test', 'C-test')).toEqual([{ gateway_id: 'sandbox', test: true, state: 'queued' }]);
  expect(await announce('B-1', 'C-1')).toEqual([{ gateway_id: 'sms', test: false, state: 'queued' }]);
});

test('a held text of a test customer goes once the carrier is chosen', async () => {
  clock.advanceBy(301_000);
  await decide('B-held');
  expect(await provider.sql`select gateway_id from messages where charge_id = 'B-held'`).toEqual([{ gateway_id: 'sandbox' }]);
});

test('no gateway takes over from the carrier of the tests, and it takes over from none', async () => {
  const now = nowOf(clock);
  expect((await listFailoverCandidates(provider.sql, { gatewayId: 'sms', now })).map(({ id }) => id)).toEqual(['second']);
  expect(await failOver(provider.sql, { gatewayId: 'sandbox', stoppedReason: 'login', now })).toBe(0);
  expect(await failOver(provider.sql, { gatewayId: 'sms', stoppedReason: 'login', now })).toBe(1);
});

test('what waits on a gateway that was given up goes by the next one when it is due, and a paused one keeps its own', async () => {
  await provider.sql`update messages set gateway_id = 'sms' where charge_id = 'B-1'`;
  const due = addMs(nowOf(clock), 60_000);
  await provider.sql`update gateways set paused = true where id = 'sms'`;
  expect(await failOver(provider.sql, { gatewayId: 'sms', stoppedReason: null, now: due })).toBe(0);
  await provider.db.transaction((tx) => retireGateway(tx, 'sms', nowOf(clock)));
  expect(await failOver(provider.sql, { gatewayId: 'sms', retired: true, stoppedReason: null, now: due })).toBe(1);
  expect(await provider.sql`select gateway_id, state from messages where charge_id = 'B-1'`).toEqual([
    { gateway_id: 'second', state: 'queued' },
  ]);
});
