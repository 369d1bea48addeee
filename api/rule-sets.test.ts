import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type Json, type TestApp } from './fixtures/app.ts';
import { charge, customer, gateway, putProvider, reminder, template } from './fixtures/provider.ts';

let api: TestApp;
let sms: string;
let mail: string;
let off: string;
let smsGateway: string;
beforeAll(async () => {
  api = await createTestApp();
  await putProvider(api);
  await api.put('/v1/panels/centro', { name: 'Centro' });
  const idOf = async (body: object) => (await api.post('/v1/templates', { ...template, ...body })).body.id;
  sms = await idOf({});
  mail = await idOf({ name: 'Carta', channel: 'email', subject: 'Aviso', text: 'Carta para {CLI_NAME}.' });
  off = await idOf({ name: 'Desligado', enabled: false });
  smsGateway = (await api.post('/v1/gateways', gateway)).body.id;
});
beforeEach(async () => {
  await api.deps.db.sql`truncate rule_sets, audit cascade`;
});
afterAll(() => api.close());

const put = (rules: object[], more: object = {}, id = 'default') => api.put(`/v1/rule-sets/${id}`, { name: 'Padrão', rules, ...more });
const warning = (more: object = {}) => ({
  number: 10,
  event: 'block_warning',
  offset: { days: 2 },
  channels: ['sms'],
  templateId: sms,
  ...more,
});
const days = (ruleSet: Json) => ruleSet.rules[0].offset.days;

describe('a rule', () => {
  test('keeps its channels in order, texts, gateway, window, late policy, trigger, validity, grouping and what follows without a receipt', async () => {
    const rule = {
      ...reminder(sms),
      channels: ['email', 'sms'],
      templates: { email: mail },
      gatewayId: smsGateway,
      window: 'collection',
      late: 'merge',
      validityHours: 24,
      grouping: false,
      resendAfterMinutes: 30,
      anchor: null,
      enabled: true,
      trigger: 'clock',
    };
    expect((await put([rule])).body.rules).toEqual([rule]);
    expect((await api.get('/v1/rule-sets/default')).body.rules).toEqual([rule]);
    const again = await put([rule]);
    expect([again.status, again.headers.get('Regua-Unchanged')]).toEqual([200, '1']);
  });

  test('is of the usual kind where nothing is said', async () => {
    expect((await put([reminder(sms), warning()])).body.rules).toMatchObject([
      {
        templates: {},
        gatewayId: null,
        window: 'informative',
        late: 'skip',
        trigger: 'clock',
        validityHours: null,
        grouping: true,
        resendAfterMinutes: null,
      },
      { window: 'collection' },
    ]);
  });

  test('of the block may wait for the network system, and is kept so when it is published', async () => {
    const block = { number: 12, event: 'total_block', offset: { days: 15 }, channels: ['sms'], templateId: sms };
    await put([warning(), { ...block, trigger: 'action' }]);
    const published = await api.post('/v1/rule-sets/default/publish');
    expect(published.body.rules).toMatchObject([{ trigger: 'clock' }, { trigger: 'action' }]);
  });

  test('there may be any number: reminders in days, hours and minutes, and steps after the due date', async () => {
    const own = (number: number, offset: object) => ({ ...reminder(sms), number, event: 'due', offset });
    const many = Array.from({ length: 40 }, (_, index) => own(20 + index, index % 2 === 0 ? { days: index - 20 } : { hours: index }));
    const saved = await put([...many, own(900, { minutes: 30 })]);
    expect([saved.status, saved.body.rules.length]).toEqual([201, 41]);
  });
});

describe('refused, with what was given and what is expected', () => {
  const containing = (text: string) => expect.stringContaining(text);
  test.each<[string, () => object[], () => object]>([
    [
      'a block before its warning',
      () => [warning({ offset: { days: 10 } }), block(5)],
      () => ({ path: 'rules.1.offset', given: '{"days":5}', expected: containing('aviso, redução') }),
    ],
    [
      'a cancellation that crosses the block',
      () => [warning(), { ...block(20), anchor: null }, cancellation(21)],
      () => ({ path: 'rules.2.offset', given: '{"days":21}' }),
    ],
    [
      'a trigger on a reminder',
      () => [{ ...reminder(sms), trigger: 'action' }],
      () => ({ path: 'rules.0.trigger', given: 'action', expected: 'clock' }),
    ],
    [
      'an unknown trigger',
      () => [{ ...block(5), trigger: 'cron' }],
      () => ({ path: 'rules.0.trigger', given: 'cron', expected: 'clock, action, reported' }),
    ],
    ['a merged block', () => [{ ...block(5), late: 'merge' }], () => ({ path: 'rules.0.late', given: 'merge', expected: 'send ou skip' })],
    [
      'an own number below 20',
      () => [{ ...reminder(sms), number: 15 }],
      () => ({ path: 'rules.0.number', given: '15', expected: containing('a partir de 20') }),
    ],
    [
      'a number twice',
      () => [reminder(sms), reminder(sms)],
      () => ({ path: 'rules.1.number', given: '3', expected: 'cada número uma vez' }),
    ],
    [
      'a birthday with an anchor',
      () => [{ ...reminder(sms), number: 1, event: 'birthday', offset: {}, anchor: 'created' }],
      () => ({ path: 'rules.0.anchor', given: 'created', expected: 'null' }),
    ],
    [
      'a validity of nothing',
      () => [{ ...reminder(sms), validityHours: 0 }],
      () => ({ path: 'rules.0.validityHours', given: '0', expected: 'no mínimo 1' }),
    ],
    [
      'a channel without a text',
      () => [{ ...reminder(sms), channels: ['sms', 'email'] }],
      () => ({ path: 'rules.0.channels', given: 'sms, email', expected: containing('template de email') }),
    ],
    [
      'a text of another channel',
      () => [{ ...reminder(sms), channels: ['sms', 'email'], templates: { email: sms } }],
      () => ({ path: 'rules.0.templates.email', given: sms, expected: 'um template de email' }),
    ],
    [
      'a text of a channel that is not tried',
      () => [{ ...reminder(sms), templates: { email: mail } }],
      () => ({ path: 'rules.0.templates.email', given: mail, expected: 'sms' }),
    ],
    [
      'an unknown text',
      () => [{ ...reminder(sms), channels: ['sms', 'email'], templates: { email: 'nada' } }],
      () => ({ path: 'rules.0.templates.email', given: 'nada' }),
    ],
    ['a disabled text', () => [reminder(off)], () => ({ path: 'rules.0.templateId', given: off, expected: 'um template habilitado' })],
    [
      'a gateway of another channel',
      () => [{ ...reminder(mail), channels: ['email'], gatewayId: smsGateway }],
      () => ({ path: 'rules.0.gatewayId', given: smsGateway, expected: 'um gateway de email' }),
    ],
    ['an unknown field', () => [{ ...reminder(sms), colour: 'red' }], () => ({ path: 'rules.0.colour', given: 'red' })],
  ])('%s', async (_, rules, error) => {
    const answer = await put(rules());
    expect(answer).toMatchObject({ status: 422, body: { errors: [expect.objectContaining(error())] } });
    expect((await api.get('/v1/rule-sets/default')).status).toBe(404);
  });

  test.each([
    ['units', 'lua'],
    ['panels', 'marte'],
    ['customerIds', 'C-9'],
  ])('a class whose %s name nobody', async (list, given) => {
    const answer = await put([reminder(sms)], { appliesTo: { [list]: [given] } }, 'outra');
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: `appliesTo.${list}.0`, given }] } });
  });

  test('in the language of the caller', async () => {
    const body = { name: 'Padrão', rules: [{ ...reminder(sms), number: 15 }] };
    const { body: problem } = await api.put('/v1/rule-sets/default', body, { headers: { 'Accept-Language': 'en' } });
    expect(problem.errors).toMatchObject([{ message: 'no rule number', expected: '1 to 5, 10 to 13, or an own rule from 20' }]);
  });

  const block = (offset: number) => ({ ...warning(), number: 12, event: 'total_block', anchor: 'due', offset: { days: offset } });
  const cancellation = (offset: number) => ({ ...warning(), number: 13, event: 'cancellation', anchor: 'due', offset: { days: offset } });
});

describe('classes of customers', () => {
  test('have each a ladder of their own, by unit, panel, plan, city, status or list', async () => {
    const classes = {
      unidade: { units: ['matriz'] },
      painel: { panels: ['centro'] },
      plano: { plans: ['Fibra 300'] },
      cidade: { cities: ['Campo Grande'] },
      situacao: { statuses: ['lead'] },
      lista: { customerIds: ['C-1'] },
    };
    for (const [id, appliesTo] of Object.entries(classes)) {
      expect((await put([reminder(sms)], { appliesTo }, id)).body).toMatchObject({ id, appliesTo, publishedVersion: null });
    }
    expect((await api.get('/v1/rule-sets')).body.items).toHaveLength(6);
  });
});

describe('versions', () => {
  const draft = (offset: number) => put([warning({ offset: { days: offset } })]);
  const publish = () => api.post('/v1/rule-sets/default/publish');

  test('are listed with the newest first and read one by one; a draft that is saved again stays one version', async () => {
    await draft(2);
    await publish();
    await draft(3);
    await draft(4);
    const { items } = (await api.get('/v1/rule-sets/default/versions')).body;
    expect(items.map((item: Json) => [item.version, item.state, days(item)])).toEqual([
      [2, 'draft', 4],
      [1, 'published', 2],
    ]);
    expect((await api.get('/v1/rule-sets/default/versions/1')).body).toEqual(items[1]);
    expect((await api.get('/v1/rule-sets/default/versions/3')).status).toBe(404);
    expect((await api.get('/v1/rule-sets/outra/versions/1')).status).toBe(404);
  });

  test('an older one becomes the draft, and acts only once it is published', async () => {
    await draft(2);
    await publish();
    await draft(3);
    await publish();
    const reverted = await api.post('/v1/rule-sets/default/revert', { version: 1 });
    expect(reverted).toMatchObject({ status: 200, body: { version: 3, state: 'draft', publishedVersion: 2 } });
    expect(days(reverted.body)).toBe(2);
    expect((await publish()).body).toMatchObject({ version: 3, publishedVersion: 3 });
    const again = await api.post('/v1/rule-sets/default/revert', { version: 1 });
    expect([again.status, again.headers.get('Regua-Unchanged')]).toEqual([200, '1']);
    expect((await api.get('/v1/audit?entity=rule-set')).body.items.map(({ action }: Json) => action)).toEqual([
      'rule-set.published',
      'rule-set.drafted',
      'rule-set.published',
      'rule-set.drafted',
      'rule-set.published',
      'rule-set.created',
    ]);
  });

  test('a draft is thrown away by going back to what is published', async () => {
    await draft(2);
    await publish();
    await draft(9);
    const reverted = await api.post('/v1/rule-sets/default/revert', { version: 1 });
    expect([reverted.body.version, days(reverted.body)]).toEqual([2, 2]);
  });

  test('one that could not run any more is refused, with what it lacks', async () => {
    const { id } = (await api.post('/v1/templates', { ...template, name: 'Passageiro' })).body;
    await put([warning({ templateId: id })]);
    await publish();
    await draft(3);
    await publish();
    await api.put(`/v1/templates/${id}`, { ...template, name: 'Passageiro', enabled: false });
    expect(await api.post('/v1/rule-sets/default/revert', { version: 1 })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'rules.0.templateId', given: id, expected: 'um template habilitado' }] },
    });
  });

  test.each([
    ['no version', {}, 422, { path: 'version' }],
    ['version zero', { version: 0 }, 422, { path: 'version', given: '0', expected: 'no mínimo 1' }],
  ])('%s to go back to is refused', async (_, body, status, error) => {
    await draft(2);
    expect(await api.post('/v1/rule-sets/default/revert', body)).toMatchObject({ status, body: { errors: [error] } });
  });

  test('a version or a set that is not there is not found', async () => {
    await draft(2);
    expect((await api.post('/v1/rule-sets/default/revert', { version: 9 })).status).toBe(404);
    expect((await api.post('/v1/rule-sets/outra/revert', { version: 1 })).status).toBe(404);
  });
});

test('channels are tried in order: who cannot be texted gets the mail, and who can be both the first', async () => {
  await put([{ ...reminder(sms), channels: ['sms', 'email'], templates: { email: mail } }]);
  await api.post('/v1/rule-sets/default/publish');
  await api.put('/v1/customers/C-mail', { ...customer, phones: [], email: 'ana@example.com' });
  await api.put('/v1/charges/mail', { ...charge, customerId: 'C-mail' });
  await api.put('/v1/customers/C-both', { ...customer, phones: [{ number: '(67) 99999-4321' }], email: 'bia@example.com' });
  await api.put('/v1/charges/both', { ...charge, customerId: 'C-both' });
  const text = async (id: string) => (await api.get(`/v1/charges/${id}/timeline`)).body.steps[0].preview.text;
  expect(await text('mail')).toContain('Carta para Marcos');
  expect(await text('both')).toContain('sua fatura de');
  await put([{ ...reminder(sms), channels: ['email', 'sms'], templates: { email: mail } }]);
  await api.post('/v1/rule-sets/default/publish');
  expect(await text('both')).toContain('Carta para Marcos');
  expect(await text('768412')).toContain('sua fatura de');
});

test('a text that some version names for a further channel is not deleted', async () => {
  const { id } = (await api.post('/v1/templates', { ...template, name: 'Segunda via', channel: 'email', subject: 'x' })).body;
  await put([{ ...reminder(sms), channels: ['sms', 'email'], templates: { email: id } }]);
  expect(await api.delete(`/v1/templates/${id}`)).toMatchObject({ status: 409, body: { code: 'in-use' } });
  await api.deps.db.sql`truncate rule_sets cascade`;
  expect((await api.delete(`/v1/templates/${id}`)).status).toBe(204);
});

test('the regulations are presets that a draft takes once its texts are chosen', async () => {
  const { items } = (await api.get('/v1/rule-set-presets')).body;
  expect(items.map(({ name }: Json) => name)).toEqual(['765/2023: 15/60', '632/2014: 15/30/30']);
  for (const { rules } of items) {
    const filled = rules.map((rule: Json) => ({ ...rule, templateId: rule.number === 13 ? mail : sms }));
    expect((await put(filled)).body.rules).toMatchObject(filled);
  }
});
