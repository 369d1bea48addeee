import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { charge, customer, reminder, template, unit } from './fixtures/provider.ts';

let api: TestApp;
beforeAll(async () => {
  api = await createTestApp();
  for (const id of ['matriz', 'filial']) await api.put(`/v1/units/${id}`, { ...unit, name: id });
  await api.put('/v1/customers/C-1', customer);
  await api.put('/v1/customers/C-2', { ...customer, unit: 'filial' });
  await api.put('/v1/customers/C-gone', { ...customer, status: 'removed' });
  for (const [id, customerId] of Object.entries({ 'B-1': 'C-1', 'B-2': 'C-1', 'B-3': 'C-2', 'B-4': 'C-gone', 'B-5': 'C-1' }))
    await api.put(`/v1/charges/${id}`, { ...charge, customerId });
  await api.post('/v1/charges/B-5/removal');
  const { id: templateId } = (await api.post('/v1/templates', template)).body;
  const rules = [reminder(templateId)];
  await api.put('/v1/rule-sets/default', { name: 'Padrão', rules });
  await api.put('/v1/rule-sets/filial', { name: 'Filial', appliesTo: { units: ['filial'] }, rules });
});
afterAll(() => api.close());

test('a ladder reaches the open charges of the customers that it is for', async () => {
  expect((await api.get('/v1/rule-sets/default/reach')).body).toEqual({
    openCharges: 3,
    byUnit: [
      { unit: 'matriz', openCharges: 2 },
      { unit: 'filial', openCharges: 1 },
    ],
  });
  const ofFilial = { openCharges: 1, byUnit: [{ unit: 'filial', openCharges: 1 }] };
  expect((await api.get('/v1/rule-sets/filial/reach')).body).toEqual(ofFilial);
  const cookie = await api.as({ units: ['filial'] });
  expect((await api.get('/v1/rule-sets/default/reach', { cookie })).body).toEqual(ofFilial);
});
