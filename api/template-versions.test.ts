import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway, putProvider, reminder } from './fixtures/provider.ts';

let api: TestApp;
let id: string;
let number = 0;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  number += 1;
  id = (await api.post('/v1/templates', { name: `Modelo ${number}`, text: 'Primeira' })).body.id;
});

const path = (rest: string) => `/v1/templates/${id}${rest}`;
const text = async () => (await api.get(path(''))).body.text;

describe('a draft of a template', () => {
  it('is kept beside the text in force, which it does not touch', async () => {
    expect((await api.get(path('/draft'))).status).toBe(404);
    const { body } = await api.put(path('/draft'), { text: 'Segunda', missing: { CLI_NAME: 'skip' } });
    expect(body).toMatchObject({ templateId: id, text: 'Segunda', missing: { CLI_NAME: 'skip' }, subject: null });
    expect((await api.put(path('/draft'), { text: 'Segunda', missing: { CLI_NAME: 'skip' } })).headers.get('Regua-Unchanged')).toBe('1');
    expect([await text(), (await api.get(path('/draft'))).body.text]).toEqual(['Primeira', 'Segunda']);
  });

  it('is told of with the template, and not saved over one that somebody else saved meanwhile', async () => {
    expect((await api.get(path(''))).body.draftedAt).toBeNull();
    const { updatedAt } = (await api.get(path(''))).body;
    api.clock.advanceBy(1_000);
    await api.put(path('/draft'), { text: 'Segunda' });
    expect((await api.get(path(''))).body.draftedAt).not.toBeNull();
    const manager = await api.as({ role: 'manager' });
    const other = await api.put(path(`/draft?unchangedSince=${updatedAt}`), { text: 'Outra' }, { cookie: manager });
    expect([other.status, other.body.code, (await api.get(path('/draft'))).body.text]).toEqual([409, 'changed-meanwhile', 'Segunda']);
  });

  it('comes into force when it is published, as the next version, and is gone', async () => {
    await api.put(path('/draft'), { text: 'Segunda' });
    expect((await api.post(path('/publish'))).body).toMatchObject({ id, text: 'Segunda', version: 2 });
    expect((await api.get(path('/draft'))).status).toBe(404);
    expect((await api.post(path('/publish'))).body.code).toBe('nothing-to-publish');
  });

  it('is dropped without a trace in the text', async () => {
    await api.put(path('/draft'), { text: 'Segunda' });
    expect((await api.delete(path('/draft'))).status).toBe(204);
    expect([(await api.delete(path('/draft'))).status, await text()]).toEqual([404, 'Primeira']);
  });

  it('with an unknown variable is refused at its field', async () => {
    const { status, body } = await api.put(path('/draft'), { text: 'Oi {CLI_NOME}' });
    expect([status, body.errors[0].path]).toEqual([422, 'text']);
  });
});

test('an older version comes back as a draft, and with its publication into force', async () => {
  await api.put(path(''), { name: `Modelo ${number}`, text: 'Segunda' });
  await api.put(path(''), { name: `Modelo ${number}`, text: 'Terceira' });
  const { items } = (await api.get(path('/versions'))).body;
  expect(items.map((version: { version: number; text: string }) => [version.version, version.text])).toEqual([
    [3, 'Terceira'],
    [2, 'Segunda'],
    [1, 'Primeira'],
  ]);
  const { nextCursor } = (await api.get(path('/versions?limit=2'))).body;
  expect((await api.get(path(`/versions?limit=2&cursor=${nextCursor}`))).body.items).toMatchObject([{ version: 1 }]);
  expect((await api.post(path('/revert'), { version: 1 })).body.text).toBe('Primeira');
  expect(await text()).toBe('Terceira');
  expect((await api.post(path('/publish'))).body).toMatchObject({ text: 'Primeira', version: 4 });
  expect((await api.post(path('/revert'), { version: 9 })).status).toBe(404);
});

describe('who speaks with a template', () => {
  const reach = async (options = {}) => (await api.get(path('/reach'), options)).body;

  it('is nobody while no ladder in force, campaign draft or setting names it', async () => {
    expect(await reach()).toEqual({ rules: [], openCharges: 0, campaigns: [], remindsOfPromises: false });
    expect((await api.get('/v1/templates/nada/reach')).status).toBe(404);
  });

  it('are the rules in force with the open charges that they are for, drafts of campaigns and the reminder of promises', async () => {
    await api.put('/v1/rule-sets/default', { name: 'Padrão', rules: [reminder(id)] });
    expect(await reach()).toMatchObject({ rules: [], openCharges: 0 });
    await api.post('/v1/rule-sets/default/publish');
    const draft = { name: `Feira ${number}`, class: 'informative', templateId: id, audiences: [{ permission: 'billing' }] };
    const campaign = (await api.post('/v1/campaigns', draft)).body;
    await api.patch('/v1/settings', { promises: { reminderTemplateId: id } });
    const { number: rule } = reminder(id);
    expect(await reach()).toEqual({
      rules: [{ ruleSetId: 'default', ruleSetName: 'Padrão', number: rule, enabled: true }],
      openCharges: 1,
      campaigns: [{ id: campaign.id, name: draft.name }],
      remindsOfPromises: true,
    });
    expect(await reach({ cookie: await api.as({ units: ['filial'] }) })).toMatchObject({ openCharges: 0 });
  });
});

describe('a text that is looked at while it is written', () => {
  const lint = async (given: object, language = 'pt-BR') =>
    (await api.post('/v1/templates/lint', given, { headers: { 'Accept-Language': language } })).body;

  it('is told its errors with place and nearest name, and its warnings with another word', async () => {
    expect(await lint({ text: 'Oi {CLI_NOME}\nPromoção: {COB_LINK}.' })).toEqual({
      errors: [
        {
          code: 'unknown-variable',
          index: 3,
          line: 1,
          column: 4,
          given: 'CLI_NOME',
          instead: '{CLI_NAME}',
          message: 'variável desconhecida',
        },
      ],
      warnings: [
        expect.objectContaining({ code: 'blocked-word', line: 2, column: 1, given: 'Promoção', instead: 'benefício' }),
        expect.objectContaining({ code: 'glued-code', line: 2, given: '{COB_LINK}' }),
      ],
    });
    expect((await lint({ text: '{CLI_PASS}' }, 'en')).errors[0]).toMatchObject({
      code: 'secret-not-allowed',
      message: expect.stringContaining('password'),
    });
  });

  it('is measured by the gateway that will carry it', async () => {
    const { id: gatewayId } = (await api.post('/v1/gateways', { ...gateway, name: 'Com acentos', accents: 'keep' })).body;
    expect((await lint({ text: 'Não perca' })).warnings).toEqual([]);
    expect((await lint({ text: 'Não perca', gatewayId })).warnings).toMatchObject([{ code: 'costly-character', given: 'ã', instead: 'a' }]);
    const { status, body } = await api.post('/v1/templates/lint', { text: 'Oi', gatewayId: 'x' });
    expect([status, body.errors[0].path]).toEqual([422, 'gatewayId']);
  });
});
