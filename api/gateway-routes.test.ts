import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createTestApp, type Json, type TestApp } from './fixtures/app.ts';
import { gateway, putProvider } from './fixtures/provider.ts';

let api: TestApp;
const ids: Record<string, string> = {};

beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  for (const name of ['geral', 'sul', 'reserva']) ids[name] = (await api.post('/v1/gateways', { ...gateway, name })).body.id;
  const mail = { name: 'correio', service: 'smtp', settings: { host: '127.0.0.1', from: 'a@isp.example' } };
  ids.correio = (await api.post('/v1/gateways', mail)).body.id;
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { notices: ids.geral, manual: ids.geral } });
});
afterAll(() => api.close());

const route = (prefixes: string[], gateways: string[], purposes = ['manual']): Json => ({
  purposes,
  prefixes,
  gatewayIds: gateways.map((name) => ids[name] ?? name),
});
const save = (...gatewayRoutes: Json[]) => api.patch('/v1/settings', { gatewayRoutes });
const sentBy = async (phone: string, more: object = {}) => (await api.post('/v1/messages', { phone, text: 'Oi', ...more })).body.gatewayId;

test('phones of an area code go by the gateways of their route, in order; the others by the default', async () => {
  const { status, body } = await save(route(['(67) 9', '51'], ['sul', 'reserva']));
  expect([status, body.gatewayRoutes[0].prefixes]).toEqual([200, ['679', '51']]);
  expect(await sentBy('(67) 99999-1234')).toBe(ids.sul);
  expect(await sentBy('(11) 99999-1234')).toBe(ids.geral);
  await api.patch(`/v1/gateways/${ids.sul}`, { enabled: false });
  expect(await sentBy('(67) 99999-1234')).toBe(ids.reserva);
  await api.patch(`/v1/gateways/${ids.sul}`, { enabled: true });
});

test('a gateway that is asked for by name is taken, whatever the routes', async () => {
  await save(route(['67'], ['sul']));
  expect(await sentBy('(67) 99999-1234', { gatewayId: ids.reserva })).toBe(ids.reserva);
});

test('the same routes again change nothing, an empty list takes them away', async () => {
  await save(route(['67'], ['sul']));
  expect((await save(route(['67'], ['sul']))).headers.get('Regua-Unchanged')).toBe('1');
  expect((await save()).body.gatewayRoutes).toEqual([]);
  expect(await sentBy('(67) 99999-1234')).toBe(ids.geral);
});

test('a gateway of a route is in use', async () => {
  await save(route(['67'], ['reserva']));
  const refused = await api.delete(`/v1/gateways/${ids.reserva}`);
  expect([refused.status, refused.body.code]).toEqual([409, 'in-use']);
});

test.each<[string, () => Json[], object]>([
  [
    'routes that claim the same phones',
    () => [route(['67'], ['sul']), route(['11', '679'], ['reserva'])],
    { path: 'gatewayRoutes.1.prefixes.1', given: '679', expected: expect.stringContaining('tire 679 daqui ou 67 de lá') },
  ],
  ['an area code that nobody has', () => [route(['20'], ['sul'])], { path: 'gatewayRoutes.0.prefixes.0', given: '20' }],
  ['an unknown gateway', () => [route(['67'], ['ninguém'])], { path: 'gatewayRoutes.0.gatewayIds.0' }],
  [
    'a gateway of e-mail',
    () => [route(['67'], ['sul', 'correio'])],
    { path: 'gatewayRoutes.0.gatewayIds.1', expected: 'o id de um gateway de SMS' },
  ],
  ['a route without a gateway', () => [route(['67'], [])], { path: 'gatewayRoutes.0.gatewayIds' }],
  ['an unknown purpose', () => [route(['67'], ['sul'], ['tests'])], { path: 'gatewayRoutes.0.purposes.0', given: 'tests' }],
])('%s are refused, told with what to change, and nothing is saved', async (_, routes, problem) => {
  const before = (await api.get('/v1/settings')).body.gatewayRoutes;
  const { status, body } = await save(...routes());
  expect([status, body.errors]).toMatchObject([422, [problem]]);
  expect((await api.get('/v1/settings')).body.gatewayRoutes).toEqual(before);
});

describe('a gateway that is given up', () => {
  const fallow = async (name: string) => (await api.post('/v1/gateways', { ...gateway, name })).body.id as string;
  const retire = (id: string | undefined) => api.post(`/v1/gateways/${id}/retirement`);

  it('is deleted where nothing tells of it, and retired where something does', async () => {
    const id = await fallow('nunca usado');
    expect((await api.get(`/v1/gateways/${id}/uses`)).body).toMatchObject({ deletable: true, retirable: true, past: [], waiting: 0 });
    expect((await api.delete(`/v1/gateways/${id}`)).status).toBe(204);
    const used = await fallow('usado');
    await api.post('/v1/messages', { phone: '(67) 99999-1234', text: 'Oi', gatewayId: used });
    expect((await api.get(`/v1/gateways/${used}/uses`)).body).toMatchObject({
      deletable: false,
      retirable: true,
      past: ['messages'],
      waiting: 1,
    });
    expect((await api.delete(`/v1/gateways/${used}`)).body).toMatchObject({
      code: 'in-use',
      detail: expect.stringContaining('Aposente-o'),
    });
    expect((await retire(used)).body).toMatchObject({ id: used, enabled: false, retiredAt: '2026-12-01T12:00:00.000Z' });
    expect((await retire(used)).headers.get('Regua-Unchanged')).toBe('1');
    const [entry] = (await api.get(`/v1/audit?entity=gateway&entityId=${used}`)).body.items;
    expect(entry).toMatchObject({ action: 'gateway.retired', after: { waiting: 1 } });
  });

  it('is named by nothing that acts: settings, ladders and campaigns choose another first, and cannot choose it again', async () => {
    const id = await fallow('padrão');
    await api.patch('/v1/settings', { defaultGateways: { campaigns: id } });
    expect((await api.get(`/v1/gateways/${id}/uses`)).body).toMatchObject({ retirable: false, defaults: ['campaigns'] });
    expect((await retire(id)).body).toMatchObject({ code: 'in-use', detail: expect.stringContaining('a configuração') });
    await api.patch('/v1/settings', { defaultGateways: { campaigns: null } });
    const draft = { name: 'Feira', class: 'informative', text: 'Oi', gatewayId: id, audiences: [{ permission: 'billing' }] };
    const campaign = (await api.post('/v1/campaigns', draft)).body;
    expect((await api.get(`/v1/gateways/${id}/uses`)).body).toMatchObject({
      campaigns: [{ id: campaign.id, name: 'Feira', state: 'draft' }],
    });
    expect((await retire(id)).body.detail).toContain('campanhas');
    await api.delete(`/v1/campaigns/${campaign.id}`);
    expect((await retire(id)).status).toBe(200);
    const again = await api.patch('/v1/settings', { defaultGateways: { campaigns: id } });
    expect(again.body.errors).toMatchObject([{ path: 'defaultGateways.campaigns', given: id }]);
    expect((await api.post('/v1/campaigns', draft)).body.errors).toMatchObject([{ path: 'gatewayId', given: id }]);
  });

  it('is enabled by nobody before it was brought back', async () => {
    const id = await fallow('de volta');
    await retire(id);
    expect((await api.patch(`/v1/gateways/${id}`, { enabled: true })).body).toMatchObject({ code: 'in-use' });
    expect((await api.patch(`/v1/gateways/${id}`, { name: 'de volta um dia' })).status).toBe(200);
    expect((await api.delete(`/v1/gateways/${id}/retirement`)).body).toMatchObject({ retiredAt: null, enabled: false });
    expect((await api.delete(`/v1/gateways/${id}/retirement`)).headers.get('Regua-Unchanged')).toBe('1');
    expect((await api.patch(`/v1/gateways/${id}`, { enabled: true })).status).toBe(200);
  });
});
