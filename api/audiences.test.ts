import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createTestApp, type TestApp } from './fixtures/app.ts';
import { gateway } from './fixtures/provider.ts';

/** Noon of Tuesday 1 December 2026 in Brasília; 20 November was a holiday, a Friday. */
let api: TestApp;

beforeAll(async () => {
  api = await createTestApp();
  await putPeople();
});
afterAll(() => api.close());

const unit = { name: 'Matriz', city: 'Campo Grande', state: 'MS', areaCode: '67', timeZone: 'America/Campo_Grande' };
const both = { billing: true, marketing: true };

/** Eight customers, each told apart by one thing; charges are named by what they are. */
async function putPeople() {
  await api.put('/v1/units/matriz', unit);
  await api.put('/v1/units/filial', { ...unit, name: 'Filial', city: 'Manaus', state: 'AM', areaCode: '92', timeZone: 'America/Manaus' });
  await api.put('/v1/panels/centro', { name: 'Centro' });
  const customer = async (id: string, more: object = {}) => {
    const number = `(67) 99999-00${id.slice(2).padStart(2, '0')}`;
    const body = {
      name: 'Marcos Valas',
      unit: 'matriz',
      phones: [{ number, ...both }],
      accesses: [{ id: 'cpe', status: 'enabled' }],
      ...more,
    };
    expect((await api.put(`/v1/customers/${id}`, body)).status, id).toBe(201);
  };
  await customer('C-1', { panel: 'centro', plan: 'fibra-300', city: 'Bonito', birthDate: '1990-12-05' });
  await customer('C-2', { status: 'disabled', accesses: [{ id: 'cpe', status: 'blocked' }] });
  await customer('C-3', { status: 'lead', accesses: [] });
  await customer('C-4', { status: 'removed', accesses: [{ id: 'cpe', status: 'disabled' }] });
  await customer('C-5', { unit: 'filial', accesses: [{ id: 'cpe', status: 'pending' }] });
  await customer('C-6', { phones: [{ number: '(67) 99999-0006', billing: true, marketing: false }] });
  await customer('C-7', { phones: [{ number: '(67) 99999-0007', billing: false, marketing: true }] });
  await customer('C-8', { phones: [{ number: '(67) 3333-4444', ...both }] });

  const charge = async (id: string, customerId: string, dueDate: string, more: object = {}) => {
    expect((await api.put(`/v1/charges/${id}`, { customerId, amountCents: 14_637, dueDate, code: id, ...more })).status, id).toBe(201);
  };
  const paid = async (id: string, paidAt: string) =>
    expect((await api.post(`/v1/charges/${id}/payment`, { paidAt, paidAmountCents: 14_637 })).status, id).toBe(200);
  // Due on the holiday, so overdue from Tuesday 24 November on; due yesterday: overdue; due today and later: open.
  await charge('holiday', 'C-1', '2026-11-20');
  await charge('yesterday', 'C-1', '2026-11-30');
  await charge('today', 'C-1', '2026-12-01');
  await charge('october', 'C-2', '2026-10-05', { type: 'one_off', amountCents: 9_900 });
  await charge('paid-november', 'C-2', '2026-11-10', { type: 'support' });
  await paid('paid-november', '2026-11-09');
  await charge('paid-today', 'C-5', '2026-12-10');
  await paid('paid-today', '2026-12-01');
  await charge('gone', 'C-5', '2026-11-25');
  expect((await api.post('/v1/charges/gone/removal')).status).toBe(200);
  await charge('december', 'C-6', '2026-12-06', { type: 'one_off' });
}

type Charge = Record<string, unknown>;
type Filter = Record<string, unknown> & { charge?: Charge };

async function preview(filters: Filter[], more: object = { text: 'Oi' }) {
  return api.post('/v1/audiences/preview', { audiences: filters, limit: 500, ...more });
}

/** Who is texted, as `C-1` or `charge` where one is asked for, with how often. */
async function reached(...filters: Filter[]): Promise<string[]> {
  const text = filters.some(({ charge }) => charge) ? 'Fatura {COB_CODE}' : 'Oi';
  const { status, body } = await preview(
    filters.map((filter) => ({ permission: 'billing', ...filter })),
    { text: `${text}`, templateId: undefined },
  );
  expect([status, body.detail]).toEqual([200, undefined]);
  expect(body.count + Object.values<number>(body.excluded).reduce((sum, left) => sum + left, 0)).toBeGreaterThanOrEqual(
    body.people.items.length,
  );
  expect(body.count).toBe(body.people.items.length);
  return body.people.items.map(({ customerId, chargeId }: { customerId: string; chargeId: string | null }) => chargeId ?? customerId);
}

describe('each filter of the old manual, against people counted by hand', () => {
  const everyBilling = ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6'];
  const cases: [name: string, filter: Filter, reached: string[]][] = [
    ['nothing asked: all customers with a phone for billing', {}, everyBilling],
    ['customer enabled', { customerStatus: ['enabled'] }, ['C-1', 'C-5', 'C-6']],
    ['customer disabled', { customerStatus: ['disabled'] }, ['C-2']],
    ['customer lead', { customerStatus: ['lead'] }, ['C-3']],
    ['customer removed or lead', { customerStatus: ['removed', 'lead'] }, ['C-3', 'C-4']],
    ['access enabled', { accessStatus: ['enabled'] }, ['C-1', 'C-6']],
    ['access blocked', { accessStatus: ['blocked'] }, ['C-2']],
    ['access disabled or pending', { accessStatus: ['disabled', 'pending'] }, ['C-4', 'C-5']],
    ['unit', { units: ['filial'] }, ['C-5']],
    ['panel', { panels: ['centro'] }, ['C-1']],
    ['customers one by one', { customerIds: ['C-3', 'C-5'] }, ['C-3', 'C-5']],
    ['phones for marketing', { permission: 'marketing' }, ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-7']],
    ['plan', { plans: ['fibra-300'] }, ['C-1']],
    ['city, whatever its accents', { cities: ['BONITO'] }, ['C-1']],
    ['birthday in the month', { birthday: { match: 'month', value: '2026-12-31' } }, ['C-1']],
    ['birthday on another day', { birthday: { match: 'day', value: '2026-12-06' } }, []],
    ['never texted', { lastMessage: { olderThanDays: 30 } }, everyBilling],
    ['texted lately', { lastMessage: { withinDays: 30 } }, []],
    ['one left out', { units: ['filial'], exclude: { customerIds: ['C-5'] } }, []],
    ['one taken in', { units: ['filial'], include: { customerIds: ['C-3'] } }, ['C-3', 'C-5']],
  ];
  it.each(cases)('%s', async (_, filter, expected) => {
    expect(await reached(filter)).toEqual(expected);
  });

  const charges: [name: string, charge: Charge, reached: string[]][] = [
    ['any charge, one a customer: the oldest due', {}, ['holiday', 'october', 'gone', 'december']],
    ['two a customer', { perCustomer: 2 }, ['holiday', 'yesterday', 'october', 'paid-november', 'gone', 'paid-today', 'december']],
    ['three a customer', { perCustomer: 3, status: ['open', 'overdue'] }, ['holiday', 'yesterday', 'today', 'october', 'december']],
    ['all of a customer', { perCustomer: 'all', type: ['internet'], status: ['open', 'overdue'] }, ['holiday', 'yesterday', 'today']],
    ['type internet', { type: ['internet'], perCustomer: 'all' }, ['holiday', 'yesterday', 'today', 'gone', 'paid-today']],
    ['type one-off', { type: ['one_off'] }, ['october', 'december']],
    ['type support', { type: ['support'] }, ['paid-november']],
    ['paid', { status: ['paid'], perCustomer: 'all' }, ['paid-november', 'paid-today']],
    ['open and not yet overdue', { status: ['open'], perCustomer: 'all' }, ['today', 'december']],
    ['overdue', { status: ['overdue'], perCustomer: 'all' }, ['holiday', 'yesterday', 'october']],
    ['removed', { status: ['removed'] }, ['gone']],
    [
      'due in the month',
      { date: { field: 'due', match: 'month', value: '2026-11-15' }, perCustomer: 'all' },
      ['holiday', 'yesterday', 'paid-november', 'gone'],
    ],
    [
      'due in the week, Monday to Sunday',
      { date: { field: 'due', match: 'week', value: '2026-12-02' }, perCustomer: 'all' },
      ['yesterday', 'today', 'december'],
    ],
    ['due in the week before', { date: { field: 'due', match: 'week', value: '2026-11-29' }, perCustomer: 'all' }, ['gone']],
    ['due on the day', { date: { field: 'due', match: 'day', value: '2026-12-01' } }, ['today']],
    [
      'due after, the day itself left out',
      { date: { field: 'due', match: 'after', value: '2026-12-01' }, perCustomer: 'all' },
      ['paid-today', 'december'],
    ],
    [
      'due before, the day itself left out',
      { date: { field: 'due', match: 'before', value: '2026-11-10' }, perCustomer: 'all' },
      ['october'],
    ],
    ['paid in the month', { date: { field: 'paid', match: 'month', value: '2026-11-30' } }, ['paid-november']],
    ['paid in the week', { date: { field: 'paid', match: 'week', value: '2026-12-06' } }, ['paid-today']],
    ['paid on the day', { date: { field: 'paid', match: 'day', value: '2026-11-09' } }, ['paid-november']],
    ['paid after', { date: { field: 'paid', match: 'after', value: '2026-11-09' } }, ['paid-today']],
    ['paid before', { date: { field: 'paid', match: 'before', value: '2026-12-01' } }, ['paid-november']],
    ['days overdue by the business day', { daysOverdue: { min: 8, max: 8 } }, ['holiday']],
    ['one day overdue', { daysOverdue: { max: 1 } }, ['yesterday']],
    ['amount', { amountCents: { max: 10_000 } }, ['october']],
  ];
  it.each(charges)('charge: %s', async (_, charge, expected) => {
    expect(await reached({ charge })).toEqual(expected);
  });
});

describe('pairs of filters', () => {
  const cases: [name: string, filters: Filter[], reached: string[]][] = [
    ['customer and access', [{ customerStatus: ['enabled'], accessStatus: ['pending'] }], ['C-5']],
    ['customer and access that no one is', [{ customerStatus: ['disabled'], accessStatus: ['enabled'] }], []],
    ['access and charge status', [{ accessStatus: ['blocked'], charge: { status: ['overdue'] } }], ['october']],
    ['unit and charge type', [{ units: ['matriz'], charge: { type: ['one_off'] } }], ['october', 'december']],
    ['panel and date', [{ panels: ['centro'], charge: { date: { field: 'due', match: 'day', value: '2026-11-30' } } }], ['yesterday']],
    ['type and status', [{ charge: { type: ['internet'], status: ['overdue'] } }], ['holiday']],
    [
      'status and date',
      [{ charge: { status: ['overdue'], date: { field: 'due', match: 'month', value: '2026-11-01' }, perCustomer: 'all' } }],
      ['holiday', 'yesterday'],
    ],
    ['status and limit', [{ charge: { status: ['overdue'], perCustomer: 2 } }], ['holiday', 'yesterday', 'october']],
    ['customers one by one and charge', [{ customerIds: ['C-1', 'C-6'], charge: { status: ['open'] } }], ['today', 'december']],
    ['marketing and charge', [{ permission: 'marketing', charge: { type: ['one_off'] } }], ['october']],
    ['two selections add up', [{ units: ['filial'] }, { accessStatus: ['blocked'] }], ['C-2', 'C-5']],
    ['the same selection twice sends once', [{ units: ['filial'] }, { units: ['filial'] }], ['C-5']],
    [
      'billing and marketing phones add up',
      [{ customerIds: ['C-6', 'C-7'] }, { permission: 'marketing', customerIds: ['C-6', 'C-7'] }],
      ['C-6', 'C-7'],
    ],
  ];
  it.each(cases)('%s', async (_, filters, expected) => {
    expect(await reached(...filters)).toEqual(expected);
  });
});

describe('a preview', () => {
  it('counts everyone left out by reason, and shows who they are', async () => {
    const { body } = await preview([{ permission: 'billing' }]);
    expect(body).toMatchObject({ count: 6, excluded: { landline: 1, 'no-permission': 1 } });
    const { body: left } = await preview([{ permission: 'billing' }], { text: 'Oi', show: 'no-permission' });
    expect(left.people.items).toMatchObject([{ customerId: 'C-7', phone: null, text: null, reason: 'no-permission' }]);
  });

  it('leaves out a recipient without a value that the text needs, and names the variable', async () => {
    const { body } = await preview([{ permission: 'billing', charge: {} }], { text: 'Pago em {COB_DATE_PAG}', show: 'missing-value' });
    expect(body).toMatchObject({ count: 0, excluded: { 'missing-value': 4 } });
    expect(body.people.items[0]).toMatchObject({ customerId: 'C-1', chargeId: 'holiday', detail: 'COB_DATE_PAG' });
  });

  it('sends the same text to one phone once', async () => {
    const { body } = await preview([{ permission: 'billing', customerIds: ['C-1'], charge: { perCustomer: 'all' } }]);
    expect(body).toMatchObject({ count: 1, excluded: { duplicate: 2 } });
  });

  it('sends the same text once to a phone that two selections reach by both its permissions', async () => {
    const asked = { customerIds: ['C-1', 'C-6', 'C-7'] };
    const { body } = await preview([
      { permission: 'billing', ...asked },
      { permission: 'marketing', ...asked },
    ]);
    expect(body).toMatchObject({ count: 3, excluded: { duplicate: 1, 'no-permission': 2 } });
  });

  it('pages through the people', async () => {
    const first = await preview([{ permission: 'billing' }], { text: 'Oi', limit: 4 });
    expect(first.body.people).toMatchObject({ items: [{}, {}, {}, {}], nextCursor: 'C-4' });
    const { body } = await preview([{ permission: 'billing' }], { text: 'Oi', limit: 4, cursor: first.body.people.nextCursor });
    expect(body.people.items.map(({ customerId }: { customerId: string }) => customerId)).toEqual(['C-5', 'C-6']);
    expect(body.people.nextCursor).toBeNull();
  });

  it('reckons cost, duration and the hour of the end by the gateway and the window', async () => {
    const { id: gatewayId } = (await api.post('/v1/gateways', { ...gateway, name: 'Lento', quantity: 1, intervalSeconds: 3_600 })).body;
    const { body } = await preview([{ permission: 'billing' }], { text: 'Oi {CLI_NAME}', class: 'collection', gatewayId });
    expect(body).toMatchObject({ segments: 6, cost: '0.3900', gatewayId });
    // 8:00 in Campo Grande: one text an hour from nine on.
    expect(body.duration).toEqual({ seconds: 21_600, startsAt: '2026-12-01T13:00:00.000Z', endsAt: '2026-12-01T19:00:00.000Z' });
    expect(body.longest).toMatchObject({ text: 'Oi Marcos', characters: 9, segments: 1, encoding: 'GSM-7' });
  });

  it('tells the hour by which the last zone has its texts', async () => {
    await api.patch('/v1/customers/C-2', { timeZone: 'America/Rio_Branco' });
    const { id: gatewayId } = (await api.post('/v1/gateways', { ...gateway, name: 'Outro lento', quantity: 1, intervalSeconds: 3_600 }))
      .body;
    const asked = { text: 'Oi', class: 'collection', gatewayId };
    const { body } = await preview([{ permission: 'billing', customerIds: ['C-1', 'C-2'] }], asked);
    // Nine in Campo Grande, and nine an hour later in Rio Branco.
    expect(body.duration).toMatchObject({ startsAt: '2026-12-01T13:00:00.000Z', endsAt: '2026-12-01T16:00:00.000Z' });
    await api.patch('/v1/customers/C-2', { timeZone: null });
  });

  it('leaves a phone that said no out of advertising, and of everything when it asked so', async () => {
    await api.put('/v1/opt-outs/(67) 99999-0001', { scope: 'marketing' });
    await api.put('/v1/opt-outs/(67) 99999-0002', { scope: 'all' });
    const asked = { customerIds: ['C-1', 'C-2'] };
    expect((await preview([{ permission: 'marketing', ...asked }])).body).toMatchObject({ count: 0, excluded: { 'opted-out': 2 } });
    expect((await preview([{ permission: 'billing', ...asked }])).body).toMatchObject({ count: 1, excluded: { 'opted-out': 1 } });
    for (const phone of ['(67) 99999-0001', '(67) 99999-0002']) await api.delete(`/v1/opt-outs/${phone}`);
  });

  it('leaves out of advertising who has had as much as the cap allows, and nobody of other texts', async () => {
    const { id: gatewayId } = (await api.post('/v1/gateways', { ...gateway, name: 'Frequência' })).body;
    const texted = (address: string, customerId: string, daysAgo: number) =>
      api.deps.db.sql`
        insert into messages (kind, channel, state, priority, customer_id, address, gateway_id, text, segments, encoding, cost, marketing, planned_for,
          not_before, send_until, created_at, updated_at)
        select 'campaign', 'sms', 'delivered', 5, ${customerId}, ${address}, ${gatewayId}, 'Oferta', 1, 'GSM-7', 0, true, at, at, at, at, at
        from (select '2026-12-01T12:00:00Z'::timestamptz - make_interval(days => ${daysAgo})) as t (at)`;
    await texted('+5567999990001', 'C-1', 2);
    await texted('+5567999990002', 'C-2', 40);
    await api.patch('/v1/settings', { campaignCap: { days: 30, perCustomer: 1, perPhone: 1 } });
    const asked = { customerIds: ['C-1', 'C-2'] };
    expect((await preview([{ permission: 'marketing', ...asked }])).body).toMatchObject({ count: 1, excluded: { cap: 1 } });
    const shown = await preview([{ permission: 'marketing', ...asked }], { text: 'Oi', show: 'cap' });
    expect(shown.body.people.items).toMatchObject([{ customerId: 'C-1', phone: '+5567999990001', reason: 'cap' }]);
    expect((await preview([{ permission: 'billing', ...asked }])).body).toMatchObject({ count: 2, excluded: {} });
    await api.patch('/v1/settings', { campaignCap: null });
    expect((await preview([{ permission: 'marketing', ...asked }])).body).toMatchObject({ count: 2, excluded: {} });
  });

  it('takes a segment as a set of customers', async () => {
    const segment = { name: 'Bloqueados', audiences: [{ permission: 'billing', accessStatus: ['blocked'] }] };
    const { id } = (await api.post('/v1/segments', segment)).body;
    expect(await reached({ segments: [id], charge: { status: ['paid'] } })).toEqual(['paid-november']);
  });
});

describe('what cannot be asked', () => {
  const refusals: [name: string, body: object, path: string][] = [
    ['no selection', { audiences: [], text: 'Oi' }, 'audiences'],
    ['a selection without a permission', { audiences: [{}], text: 'Oi' }, 'audiences.0.permission'],
    [
      'advertising on phones for billing',
      { audiences: [{ permission: 'billing' }], class: 'marketing', text: 'Oi' },
      'audiences.0.permission',
    ],
    ['an unknown field', { audiences: [{ permission: 'billing', cpe: [] }], text: 'Oi' }, 'audiences.0.cpe'],
    [
      'an unknown status',
      { audiences: [{ permission: 'billing', customerStatus: ['ativo'] }], text: 'Oi' },
      'audiences.0.customerStatus.0',
    ],
    [
      'four charges a customer',
      { audiences: [{ permission: 'billing', charge: { perCustomer: 4 } }], text: 'Oi' },
      'audiences.0.charge.perCustomer',
    ],
    [
      'a date that does not exist',
      { audiences: [{ permission: 'billing', charge: { date: { field: 'due', match: 'day', value: '2026-02-30' } } }], text: 'Oi' },
      'audiences.0.charge.date.value',
    ],
    [
      'a span upside down',
      { audiences: [{ permission: 'billing', charge: { amountCents: { min: 2, max: 1 } } }], text: 'Oi' },
      'audiences.0.charge.amountCents',
    ],
    ['an unknown segment', { audiences: [{ permission: 'billing', segments: ['x'] }], text: 'Oi' }, 'audiences.0.segments'],
    ['neither text nor template', { audiences: [{ permission: 'billing' }] }, 'text'],
    ['an unknown variable', { audiences: [{ permission: 'billing' }], text: '{NOME}' }, 'text'],
    ['an unknown template', { audiences: [{ permission: 'billing' }], templateId: 'x' }, 'templateId'],
    ['an unknown gateway', { audiences: [{ permission: 'billing' }], text: 'Oi', gatewayId: 'x' }, 'gatewayId'],
  ];
  test.each(refusals)('%s is refused at its field', async (_, body, path) => {
    const answer = await api.post('/v1/audiences/preview', body);
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, path]);
  });

  test('a segment that names a segment is refused', async () => {
    const answer = await api.post('/v1/segments', { name: 'Voltas', audiences: [{ permission: 'billing', segments: ['x'] }] });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'audiences.0.segments']);
  });
});

test('a house without units yet has nobody to text, and says so', async () => {
  const empty = await createTestApp();
  const answer = await empty.post('/v1/audiences/preview', { audiences: [{ permission: 'billing' }], text: 'Oi {CLI_NAME}' });
  expect([answer.status, answer.body.count]).toEqual([200, 0]);
  await empty.close();
});
