import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { saveCustomers } from '../db/queries/save-customers.ts';
import type { Clock } from '../domain/clock.ts';
import { nowOf } from '../domain/clock.ts';

type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

const allDay = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'].map((day) => [day, ['00:00-24:00']]));
const unit = { name: 'Matriz', city: 'Campo Grande', state: 'MS', areaCode: '67', timeZone: 'America/Campo_Grande' };

/** Opens a provider for campaigns at any hour, with so many customers of one phone each: for bills, and for advertising too where asked. */
export async function putCampaignHouse(
  { call, db, clock }: { call: Call; db: Db; clock: Clock },
  people: number,
  { marketing = false }: { marketing?: boolean } = {},
): Promise<void> {
  await call('PATCH', '/v1/settings', { service: 'on', windows: { informative: allDay, marketing: allDay } });
  await call('PUT', '/v1/units/matriz', unit);
  const customers = Array.from({ length: people }, (_, index) => ({
    id: `C-${index}`,
    name: 'Marcos Valas',
    unit: 'matriz',
    phones: [{ number: `+55679${90_000_000 + index}`, billing: true, marketing, consent: null }],
  }));
  const context = { now: nowOf(clock), actor: 'test', source: 'integration' as const, sealer: null, unusablePhones: 'refuse' as const };
  for (let from = 0; from < people; from += 500) {
    await db.transaction((tx) => saveCustomers(tx, customers.slice(from, from + 500), context));
  }
}

/** Starts a campaign to every customer; gives its id. */
export async function startCampaign(call: Call, fields: object, request: object = { countdownSeconds: 0 }): Promise<string> {
  const body = { name: 'Novembro', class: 'informative', text: 'Oi {CLI_NAME}', audiences: [{ permission: 'billing' }] };
  const { id } = await call('POST', '/v1/campaigns', { ...body, ...fields });
  await call('POST', `/v1/campaigns/${id}/start`, request);
  return String(id);
}

const standing = z.object({ state: z.string(), counts: z.record(z.string(), z.number()), pausedReason: z.string().nullable() });

export async function readCampaign(call: Call, id: string): Promise<z.infer<typeof standing>> {
  return standing.parse(await call('GET', `/v1/campaigns/${id}`));
}
