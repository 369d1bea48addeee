import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway, putProvider, reminder, startService, template, unit } from './fixtures/provider.ts';

let api: TestApp;
let gatewayId: string;
let templateId: string;
/** Another administrator than the key that the tests call with. */
let ana: string;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  ({ gatewayId, templateId } = await startService(api));
  ana = await api.as({ name: 'Ana', role: 'administrator', grants: ['publish-rules'] });
});
afterAll(() => api.close());

type Thing = { method: 'PUT' | 'PATCH'; path: string; hers: object; mine: object };

const campaign = { name: 'Natal', class: 'marketing', text: 'Boas festas', audiences: [{ permission: 'marketing' }] };
const webhook = { url: 'https://example.com/a', events: ['message.*'] };
const now = () => new Date(api.clock.nowMs()).toISOString();
const later = () => {
  api.clock.advanceBy(60_000);
  return now();
};
const made = async (path: string, body: object) => `${path}/${(await api.post(path, body)).body.id}`;

const things: Record<string, () => Promise<Thing> | Thing> = {
  'rule set': () => ({
    method: 'PUT',
    path: '/v1/rule-sets/default',
    hers: { name: 'Padrão', rules: [{ ...reminder(templateId), time: '10:00' }] },
    mine: { name: 'Padrão', rules: [{ ...reminder(templateId), time: '11:00' }] },
  }),
  template: () => ({
    method: 'PUT',
    path: `/v1/templates/${templateId}`,
    hers: { ...template, text: 'Dela' },
    mine: { ...template, text: 'Minha' },
  }),
  gateway: () => ({ method: 'PATCH', path: `/v1/gateways/${gatewayId}`, hers: { quantity: 7 }, mine: { quantity: 9 } }),
  'whole gateway': () => ({
    method: 'PUT',
    path: `/v1/gateways/${gatewayId}`,
    hers: { ...gateway, quantity: 5 },
    mine: { ...gateway, name: 'Outro' },
  }),
  unit: () => ({ method: 'PUT', path: '/v1/units/matriz', hers: { ...unit, phone: '1052' }, mine: { ...unit, name: 'Sede' } }),
  setting: () => ({ method: 'PATCH', path: '/v1/settings', hers: { actionHours: 30 }, mine: { actionHours: 40 } }),
  segment: async () => ({
    method: 'PUT',
    path: await made('/v1/segments', { name: 'Todos', audiences: campaign.audiences }),
    hers: { name: 'Dela', audiences: campaign.audiences },
    mine: { name: 'Meu', audiences: campaign.audiences },
  }),
  list: async () => ({
    method: 'PUT',
    path: await made('/v1/lists', { name: 'Feira' }),
    hers: { name: 'Feira', consent: { at: '2026-11-01T10:00:00Z', source: 'ficha' } },
    mine: { name: 'Feira de novembro' },
  }),
  campaign: async () => ({
    method: 'PUT',
    path: await made('/v1/campaigns', campaign),
    hers: { ...campaign, text: 'Dela' },
    mine: { ...campaign, text: 'Minha' },
  }),
  holiday: async () => {
    const day = { date: '2026-12-08', yearly: true, name: 'Padroeira', scope: 'country', business: true, sending: true };
    await api.put('/v1/holidays/h1', day);
    return { method: 'PUT', path: '/v1/holidays/h1', hers: { ...day, name: 'Dela' }, mine: { ...day, name: 'Meu' } };
  },
  webhook: async () => ({
    method: 'PUT',
    path: await made('/v1/webhooks', webhook),
    hers: { ...webhook, enabled: false },
    mine: { ...webhook, detail: 'full' },
  }),
  person: async () => ({
    method: 'PATCH',
    path: `/v1/users/${(await api.addPerson({})).id}`,
    hers: { name: 'Dela' },
    mine: { name: 'Minha' },
  }),
};

test.each(Object.keys(things))(
  'an edit of a %s that somebody else changed meanwhile is refused, says who, and undoes nothing',
  async (name) => {
    const thing = await things[name]?.();
    if (thing === undefined) throw new Error(`no thing ${name}`);
    const { method, path, hers, mine } = thing;
    const since = now();
    const at = later();
    expect((await api.call(method, path, { body: hers, cookie: ana })).status).toBe(200);
    later();

    const refused = await api.call(method, `${path}?unchangedSince=${since}`, { body: mine });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'changed-meanwhile',
        detail: expect.stringContaining('Ana'),
        errors: [{ path: 'unchangedSince', given: since, message: 'mudado por Ana', expected: at }],
      },
    });
    const knowing = await api.call(method, `${path}?unchangedSince=${at}`, { body: mine });
    expect(knowing).toMatchObject({ status: 200 });
    expect(knowing.headers.get('Regua-Unchanged')).toBeNull();
  },
);

test('what the caller changed by itself, and what another changed in other fields, is in nobody’s way', async () => {
  const { updatedAt } = (await api.get(`/v1/gateways/${gatewayId}`)).body;
  later();
  await api.patch(`/v1/gateways/${gatewayId}`, { quantity: 3 });
  await api.patch(`/v1/gateways/${gatewayId}`, { paused: true }, { cookie: ana });
  const saved = await api.patch(`/v1/gateways/${gatewayId}?unchangedSince=${updatedAt}`, { quantity: 4 });
  expect(saved).toMatchObject({ status: 200, body: { quantity: 4, paused: true } });
});

test('a draft that somebody else changed after it was looked at is not published', async () => {
  const rules = [{ ...reminder(templateId), time: '14:00' }];
  const { savedAt } = (await api.put('/v1/rule-sets/default', { name: 'Padrão', rules })).body;
  later();
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [] }, { cookie: ana });
  const publish = (since: string) => api.post(`/v1/rule-sets/default/publish?unchangedSince=${since}`);
  expect(await publish(savedAt)).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
  expect(await publish(now())).toMatchObject({ status: 200, body: { rules: [] } });
});

test('a unit that is new to its writer is not put over one that is there', async () => {
  await api.put('/v1/units/filial', unit, { cookie: ana });
  const refused = await api.put('/v1/units/filial?unchangedSince=1970-01-01T00:00:00.000Z', { ...unit, name: 'Outra' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
  expect((await api.get('/v1/units/filial')).body.name).toBe('Matriz');
});
