import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openCampaignRun } from '../test/campaign-run.ts';
import { createTestApp, type Json, type TestApp } from './fixtures/app.ts';
import { gateway, unit } from './fixtures/provider.ts';
import { createListReader } from './import/list-reader.ts';

/** 8:00 of Tuesday 1 December 2026 in Campo Grande; C-1 takes advertising, C-2 does not, C-3 is dead. */
let api: TestApp;
let run: Awaited<ReturnType<typeof openCampaignRun>>;
const consent = { at: '2026-11-01T10:00:00Z', source: 'ficha assinada na feira', wording: null };

beforeAll(async () => {
  api = await createTestApp();
  run = await openCampaignRun(api);
  await api.put('/v1/units/matriz', unit);
  const people: [id: string, more: object, marketing: boolean][] = [
    ['C-1', { name: 'Ana Souza' }, true],
    ['C-2', { name: 'Bruno Lima' }, false],
    ['C-3', { name: 'Caio Reis', contact: 'deceased' }, true],
  ];
  for (const [id, more, marketing] of people) {
    const phones = [{ number: `(67) 99999-000${id.slice(2)}`, billing: true, marketing }];
    expect((await api.put(`/v1/customers/${id}`, { unit: 'matriz', phones, ...more })).status).toBe(201);
  }
  const gatewayId = (await api.post('/v1/gateways', gateway)).body.id;
  await api.patch('/v1/settings', { service: 'on', defaultGateways: { campaigns: gatewayId, notices: gatewayId } });
});
afterAll(async () => {
  await run.close();
  await api.close();
});

let made = 0;
async function newList(more: object = {}): Promise<string> {
  made += 1;
  const { status, body: list } = await api.post('/v1/lists', { name: `Lista ${made}`, ...more });
  expect([status, list.detail]).toEqual([201, undefined]);
  return list.id;
}
const csv = { headers: { 'Content-Type': 'text/csv' } };
const upload = (id: string, file: string, query = '') => api.post(`/v1/lists/${id}/rows${query}`, file, csv);
const listed = async (file: string, more: object = { consent }) => {
  const id = await newList(more);
  expect((await upload(id, file)).status).toBe(200);
  return id;
};
const refusal = ({ status, body }: { status: number; body: Json }) => [status, body.code, body.errors?.[0]?.path];

describe('a file of a list', () => {
  const file = 'Nome;Celular;Bairro Novo\nRita;(67) 98888-0001;Centro\nJosé;98888-0002;\n';

  it('gives its phones, completed by the unit’s area code, and its columns as variables', async () => {
    const id = await newList();
    const { body: answer } = await upload(id, file);
    expect(answer).toMatchObject({ kind: 'list', created: 2, rejected: 0, lines: [] });
    expect(answer.columns).toEqual([
      { header: 'Nome', variable: 'LISTA_NOME' },
      { header: 'Bairro Novo', variable: 'LISTA_BAIRRO_NOVO' },
    ]);
    expect((await api.get(`/v1/lists/${id}`)).body).toMatchObject({ phones: 2, columns: answer.columns, unit: 'matriz', consent: null });
    const { items } = (await api.get(`/v1/audit?entity=list&entityId=${id}`)).body;
    expect(items.map(({ action }: Json) => action)).toEqual(['list.uploaded', 'list.created']);
  });

  it('again changes nothing; another value of a phone takes the place of the old one', async () => {
    const id = await listed(file);
    expect((await upload(id, file)).body).toMatchObject({ created: 0, unchanged: 2 });
    const more = 'telefone,idade\n67988880001,30\n67988880003,40\n';
    expect((await upload(id, more)).body).toMatchObject({ created: 1, changed: 1 });
    expect((await api.get(`/v1/lists/${id}`)).body).toMatchObject({ phones: 3, columns: [{}, {}, { variable: 'LISTA_IDADE' }] });
  });

  it('with bad phones keeps the good ones, tells each bad line, and gives the bad ones as a table', async () => {
    const id = await newList();
    const bad = 'Celular;Nome\n(67) 98888-0001;Rita\n123;A\n(67) 3333-4444;B\n;C\n67 98888 0001;D\n67988880005;E\n';
    const { body: answer } = await upload(id, bad);
    expect(answer).toMatchObject({ created: 2, rejected: 4 });
    expect(answer.lines).toMatchObject([
      { line: 3, field: 'Celular', value: '123', code: 'phone-unusable', message: expect.stringContaining('dígitos de menos') },
      { line: 4, field: 'Celular', value: '(67) 3333-4444', code: 'phone-landline' },
      { line: 5, field: 'Celular', value: '', code: 'required' },
      { line: 6, field: 'Celular', code: 'repeated', message: expect.stringContaining('linha 2') },
    ]);
    const { body: table } = await api.get(`/v1/list-uploads/${answer.importId}/lines.csv`);
    expect(table.trim().split('\r\n')).toHaveLength(5);
  });

  it('in a dry run is told the same, and nothing is kept', async () => {
    const id = await newList();
    expect((await upload(id, file, '?dryRun=1')).body).toMatchObject({ dryRun: true, created: 2, columns: [{}, {}] });
    expect((await api.get(`/v1/lists/${id}`)).body).toMatchObject({ phones: 0, columns: [] });
  });

  it('in ISO-8859-1, with the column of the phone named', async () => {
    const id = await newList();
    const bytes = Buffer.from('Contato;Munic\u00edpio\n67988880001;S\u00e3o Gabriel\n', 'latin1');
    const request = { method: 'POST', body: new Uint8Array(bytes), headers: { Authorization: `Bearer ${await api.addKey('*')}` } };
    const response = await api.app.request(`/v1/lists/${id}/rows?phoneColumn=contato`, request);
    expect(await response.json()).toMatchObject({ created: 1, columns: [{ header: 'Município', variable: 'LISTA_MUNICIPIO' }] });
  });

  const refused: [name: string, body: string, query: string, path: string][] = [
    ['without a phone', 'Nome;Bairro\nRita;Centro\n', '', 'body'],
    ['without the column that is named', file, '?phoneColumn=Fone', 'phoneColumn'],
    ['of two phones and none named', 'Celular;Telefone\n1;2\n', '', 'phoneColumn'],
    ['of two columns of one variable', 'Celular;Bairro Novo;bairro-novo\n1;2;3\n', '', 'body'],
    ['of more columns than a list has', `Celular;${Array.from({ length: 31 }, (_, index) => `c${index}`).join(';')}\n`, '', 'body'],
    ['that is empty', '', '', 'body'],
  ];
  it.each(refused)('%s is refused whole', async (_, body, query, path) => {
    expect(refusal(await upload(await newList(), body, query))).toEqual([422, 'invalid-field', path]);
  });

  it('of JSON is refused', async () => {
    expect((await upload(await newList(), '{"celular":"67988880001"}\n')).status).toBe(415);
  });

  it('is read up to 200,000 lines, and no list has more phones', async () => {
    const table = createListReader({ areaCode: '67', phoneColumn: null }).ofTable(['Celular']);
    for (let line = 1; line <= 200_000; line += 1) table.read(['']);
    expect(() => table.read([''])).toThrow('200,000 phones');
    const id = await newList();
    await api.deps.db.sql`update recipient_lists set phones = 199999 where id = ${id}`;
    expect(await upload(id, file)).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });
});

describe('a list', () => {
  it('keeps who declared the consent, when and how', async () => {
    const { body: list } = await api.get(`/v1/lists/${await newList({ consent })}`);
    expect(list.consent).toEqual({ ...consent, at: '2026-11-01T10:00:00.000Z', declaredBy: expect.stringMatching(/^key:/) });
  });

  it('is renamed, and keeps who declared its consent until the consent is another', async () => {
    const id = await newList({ consent });
    const put = (body: object, cookie?: string) => api.put(`/v1/lists/${id}`, body, { ...(cookie && { cookie }) });
    const cookie = await api.as({ role: 'manager' });
    const renamed = await put({ name: 'Bairro novo', consent }, cookie);
    expect(renamed).toMatchObject({
      status: 200,
      body: { name: 'Bairro novo', unit: 'matriz', consent: { declaredBy: expect.stringMatching(/^key:/) } },
    });
    expect((await put({ name: 'Bairro novo', consent })).headers.get('Regua-Unchanged')).toBe('1');
    const declared = await put({ name: 'Bairro novo', consent: { ...consent, source: 'site' } }, cookie);
    expect(declared.body.consent).toMatchObject({ source: 'site', declaredBy: expect.stringMatching(/^user:/) });
    expect((await put({ name: 'Bairro novo' })).body.consent).toBeNull();
    const [last] = (await api.get(`/v1/audit?entity=list&entityId=${id}`)).body.items;
    expect(last).toMatchObject({ action: 'list.changed', before: { consent: { source: 'site' } }, after: { consent: null } });
  });

  it('takes no name of another, no other unit, and is not made by a change', async () => {
    await newList({ name: 'Norte' });
    const path = `/v1/lists/${await newList()}`;
    expect(refusal(await api.put(path, { name: 'Norte' }))).toEqual([409, 'name-taken', undefined]);
    expect(refusal(await api.put(path, { name: 'Sul', unit: 'matriz' }))).toEqual([422, 'invalid-field', 'unit']);
    expect(refusal(await api.put(path, { name: 'Sul', consent: { source: 'site' } }))).toEqual([422, 'invalid-field', 'consent.at']);
    expect(refusal(await api.put('/v1/lists/nada', { name: 'Sul' }))).toEqual([404, 'not-found', undefined]);
  });

  it('of a name that is taken, or of an unknown unit, is refused', async () => {
    await newList({ name: 'Feira' });
    expect(refusal(await api.post('/v1/lists', { name: 'Feira' }))).toEqual([409, 'name-taken', undefined]);
    expect(refusal(await api.post('/v1/lists', { name: 'Outra', unit: 'lua' }))).toEqual([422, 'invalid-field', 'unit']);
  });
});

describe('an audience of a list', () => {
  const preview = async (id: string, more: object = {}, audiences: object[] = []) => {
    const all = [{ permission: 'marketing', list: id }, ...audiences];
    const { status, body } = await api.post('/v1/audiences/preview', { audiences: all, text: 'Oi', ...more });
    expect([status, body.detail]).toEqual([200, undefined]);
    return body;
  };
  const file = 'Celular;Nome\n67999990001;Aninha\n67999990002;B\n67999990003;C\n67988880001;Rita\n67988880002;\n';

  it('is its phones: of customers by their own permissions, of others by the list’s consent', async () => {
    const shown = await preview(await listed(file));
    expect(shown).toMatchObject({ count: 3, excluded: { deceased: 1, 'no-permission': 1 } });
    expect(shown.people.items).toMatchObject([
      { customerId: null, name: null, phone: '+5567988880001' },
      { customerId: null, phone: '+5567988880002' },
      { customerId: 'C-1', name: 'Ana Souza', phone: '+5567999990001' },
    ]);
    const without = await preview(await listed(file, { consent: null }), { show: 'no-permission' });
    expect(without).toMatchObject({ count: 1, excluded: { deceased: 1, 'no-permission': 3 } });
    expect(without.people.items[0]).toMatchObject({ customerId: null, phone: '+5567988880001', reason: 'no-permission' });
    const informative = { class: 'informative', audiences: [{ permission: 'billing', list: await listed(file, { consent: null }) }] };
    expect((await api.post('/v1/audiences/preview', { text: 'Oi', ...informative })).body).toMatchObject({ count: 4 });
  });

  it('says what the list says of each, leaves links as they are, and leaves out who lacks a value', async () => {
    const id = await listed('Celular;Nome;Link\n67999990001;Aninha;https://x.br/ç7\n67988880001;Rita;https://x.br/8\n67988880002;;\n');
    const shown = await preview(id, { text: '{LISTA_NOME}, {ISP_NAME}: {LISTA_LINK}' });
    expect(shown.people.items.map(({ text }: Json) => text)).toEqual(['Rita, Matriz: https://x.br/8', 'Aninha, Matriz: https://x.br/ç7']);
    expect(shown.excluded).toEqual({ 'missing-value': 1 });
    expect(shown.longest).toMatchObject({ text: 'Aninha, Matriz: https://x.br/ç7' });
    const known = await preview(id, { text: 'Oi {CLI_NAME}', show: 'missing-value' });
    expect(known.count).toBe(1);
    expect(known.people.items[0]).toMatchObject({ phone: '+5567988880001', detail: 'CLI_NAME' });
  });

  it('adds up with customers, each phone once, and is paged after them', async () => {
    const id = await listed(file);
    const customers = [{ permission: 'marketing' }];
    const shown = await preview(id, { limit: 1 }, customers);
    expect(shown).toMatchObject({ count: 3, excluded: { duplicate: 1 } });
    const phones: string[] = [];
    for (let cursor = shown.people.nextCursor, page = shown; ; cursor = page.people.nextCursor) {
      phones.push(...page.people.items.map(({ phone }: Json) => phone));
      if (cursor === null) break;
      page = await preview(id, { limit: 1, cursor }, customers);
    }
    expect(phones).toEqual(['+5567999990001', '+5567988880001', '+5567988880002']);
  });

  it('never texts a phone that said no', async () => {
    await api.put('/v1/opt-outs/67988880009', { scope: 'marketing' });
    expect(await preview(await listed('Celular\n67988880009\n67988880010\n'))).toMatchObject({ count: 1, excluded: { 'opted-out': 1 } });
  });

  it('asks nothing else, and of a list that there is', async () => {
    const id = await newList();
    const asked = (filter: object) =>
      api.post('/v1/audiences/preview', { text: 'Oi', audiences: [{ permission: 'marketing', ...filter }] });
    expect(refusal(await asked({ list: id, units: ['matriz'] }))).toEqual([422, 'invalid-field', 'audiences.0.list']);
    expect(refusal(await asked({ list: 'nada' }))).toEqual([422, 'invalid-field', 'audiences.0.list']);
    const segment = { name: 'Da lista', audiences: [{ permission: 'marketing', list: id }] };
    expect(refusal(await api.post('/v1/segments', segment))).toEqual([422, 'invalid-field', 'audiences.0.list']);
  });

  it('knows the columns of its own lists alone: a name that is none of them is refused with the nearest', async () => {
    const audiences = [{ permission: 'marketing', list: await listed(file) }];
    const wrong = await api.post('/v1/audiences/preview', { audiences, text: '{LISTA_NOMES}' });
    expect([refusal(wrong), wrong.body.errors[0].expected]).toEqual([
      [422, 'invalid-field', 'text'],
      '{LISTA_NOME} ou outra variável conhecida',
    ]);
    expect(refusal(await api.post('/v1/templates', { name: 'De lista', text: '{LISTA_NOME}' }))).toEqual([422, 'invalid-field', 'text']);
  });
});

describe('a campaign to a list', () => {
  const file = 'Celular;Nome\n67988881111;Rita\n67999990001;Aninha\n67999990002;Bruno\n67988881113;\n';
  const body = { name: 'Feira', class: 'marketing', text: 'Oi {LISTA_NOME}, hoje!' };
  const act = (id: string, action: string, given: object = {}) => api.post(`/v1/campaigns/${id}/${action}`, given);
  const draft = async (list: string, more: object = {}) => {
    const { status, body: campaign } = await api.post('/v1/campaigns', {
      ...body,
      audiences: [{ permission: 'marketing', list }],
      ...more,
    });
    expect([status, campaign.detail]).toEqual([201, undefined]);
    return campaign.id as string;
  };

  test('reaches each phone once, counts who is left out, and keeps its texts when the list is gone', async () => {
    const list = await listed(file);
    const id = await draft(list);
    await act(id, 'start', { countdownSeconds: 60 });
    expect(refusal(await api.delete(`/v1/lists/${list}`))).toEqual([409, 'in-use', undefined]);
    await run.until('2026-12-01T12:05:00.000Z');
    expect(run.sent.map(({ to, text }) => [to, text])).toEqual([
      ['+5567988881111', 'Oi Rita, hoje!'],
      ['+5567999990001', 'Oi Aninha, hoje!'],
    ]);
    expect((await api.get(`/v1/campaigns/${id}`)).body).toMatchObject({
      state: 'finished',
      counts: { audience: 2, accepted: 2 },
      excluded: { 'no-permission': 1, 'missing-value': 1 },
    });
    const { items: left } = (await api.get(`/v1/campaigns/${id}/left-out`)).body;
    expect(left).toMatchObject([
      { customerId: null, name: null, phone: '+5567988881113', reason: 'missing-value', detail: 'LISTA_NOME' },
      { customerId: 'C-2', phone: '+5567999990002', reason: 'no-permission' },
    ]);
    expect((await api.delete(`/v1/lists/${list}`)).status).toBe(204);
    const { items: texts } = (await api.get(`/v1/campaigns/${id}/messages`)).body;
    expect(texts.map(({ customerId, text }: Json) => [customerId, text])).toEqual([
      ['C-1', 'Oi Aninha, hoje!'],
      [null, 'Oi Rita, hoje!'],
    ]);
    expect((await api.get(`/v1/campaigns/${id}/report`)).body).toMatchObject({ left: 2 });
    const again = { text: body.text, audiences: [{ permission: 'marketing', list: await listed(file) }] };
    const { warnings } = (await api.post('/v1/audiences/preview', again)).body;
    expect(warnings).toMatchObject([{ code: 'sent-lately', message: expect.stringContaining('50% destas pessoas') }]);
  });

  test('written anew before it leaves says what the list said when it was frozen, though the list is gone', async () => {
    const list = await listed('Celular;Nome\n67988882222;Rita\n67988882223;Caio\n');
    const id = await draft(list, { name: 'Amostra' });
    await act(id, 'start', { countdownSeconds: 0, canary: 1 });
    await run.until('2026-12-01T12:06:00.000Z');
    expect((await api.delete(`/v1/lists/${list}`)).status).toBe(204);
    const other = await api.post('/v1/gateways', { ...gateway, name: 'Outro', accents: 'ascii' });
    await api.patch(`/v1/campaigns/${id}`, { gatewayId: other.body.id });
    await act(id, 'approve');
    await run.until('2026-12-01T12:08:00.000Z');
    expect(run.sent.slice(-2).map(({ to, text, gatewayId }) => [to, text, gatewayId === other.body.id])).toEqual([
      ['+5567988882222', 'Oi Rita, hoje!', false],
      ['+5567988882223', 'Oi Caio, hoje!', true],
    ]);
  });

  test('of a list that is gone, or of phones that may get nothing, does not start', async () => {
    const [gone, silent] = [await listed(file), await listed('Celular;Nome\n67988881111;Rita\n', { consent: null })];
    const [first, second] = [await draft(gone), await draft(silent)];
    await api.delete(`/v1/lists/${gone}`);
    expect(refusal(await act(first, 'start'))).toEqual([422, 'invalid-field', 'audiences.0.list']);
    expect(refusal(await act(second, 'start'))).toEqual([409, 'empty-audience', undefined]);
  });

  test('tried out shows the names of the columns, no person’s values', async () => {
    const id = await draft(await listed(file));
    const { body: sent } = await act(id, 'test', { phones: ['(67) 98888-7777'] });
    expect(sent.items[0].text).toBe('Oi Nome, hoje!');
  });
});
