import { expect, it } from 'vitest';
import { failOver } from '../activities/failover.ts';
import { changeSettings } from '../db/queries/settings.ts';
import { nowOf } from '../domain/clock.ts';
import type { GatewayRoute } from '../domain/gateway-routes.ts';
import { openLadderHouse } from '../test/ladder-house.ts';

const charge = { id: 'B-1', customerId: 'C-2', amountCents: 14637, dueDate: '2026-12-10' };
const south: GatewayRoute = { purposes: ['notices'], prefixes: ['51'], gatewayIds: ['sul', 'reserva'] };

/** A customer with a phone in Campo Grande and one in Porto Alegre, and gateways of which some are for the south. */
async function house(routes: GatewayRoute[] = [south]) {
  const parts = await openLadderHouse();
  const { provider } = parts;
  await provider.gateway('sul', { accents: 'keep', price: '0.0900' });
  await provider.gateway('geral-2');
  await provider.gateway('reserva');
  await provider.db.transaction((tx) => changeSettings(tx, { gatewayRoutes: routes }, provider.context()));
  await provider.customer('C-2', ['(67) 99999-1234', '(51) 98888-7777']);
  await provider.charge(charge);
  const texts = async () =>
    (await provider.sql`select address, gateway_id, cost, state from messages order by address`).map(
      ({ address, gateway_id, cost, state }) => `${address} ${gateway_id} ${cost} ${state}`,
    );
  return { ...parts, texts };
}

it('each phone of a customer gets the notice by the gateway of its route, priced as that one is', async () => {
  const { run, clock, texts } = await house();
  await run.until(nowOf(clock));
  expect(await texts()).toEqual(['+5551988887777 sul 0.0900 accepted', '+5567999991234 sms 0.0650 accepted']);
  expect(run.sent).toHaveLength(2);
});

it('without routes both go by the default', async () => {
  const { run, clock, texts } = await house([]);
  await run.until(nowOf(clock));
  expect(await texts()).toEqual(['+5551988887777 sms 0.0650 accepted', '+5567999991234 sms 0.0650 accepted']);
});

it('the gateway that a rule names goes before any route', async () => {
  const { run, provider, clock, texts } = await house();
  await provider.sql`update rules set gateway_id = 'reserva'`;
  await provider.sql`update settings set catalogue_revision = catalogue_revision + 1`;
  await run.until(nowOf(clock));
  expect((await texts()).map((line) => line.split(' ')[1])).toEqual(['reserva', 'reserva']);
});

it('what waits on a gateway at fault goes to the next of its phone’s route, not to the first in the general order', async () => {
  const { provider, clock, planning, texts } = await house();
  await planning.decideStep({ chargeId: 'B-1', key: '2' });
  for (const gatewayId of ['sul', 'sms']) await failOver(provider.sql, { gatewayId, stoppedReason: 'login', now: nowOf(clock) });
  expect(await texts()).toEqual(['+5551988887777 reserva 0.0650 queued', '+5567999991234 geral-2 0.0650 queued']);
});
