import { expect, test } from 'vitest';
import { answer, connected, scriptedServer, sent, settingsFor, sms } from '../fixtures/scripted-server.ts';
import { webhookCall } from '../fixtures/webhook-calls.ts';
import { generic } from '../generic.ts';
import { phoneTag } from '../own-id.ts';

const states = { delivered: ['ENTREGUE', '3'], undelivered: ['FALHOU'] };
const receipts = { id: 'id', state: 'status', at: 'quando', states };
const reading = (mapping: object) => settingsFor(80, { receipts: { ...receipts, ...mapping } });

const delivered = { ourId: null, phoneTag: null, providerId: 'a1', part: null, state: 'delivered', at: '2026-12-05T12:00:00.000Z' };

test.each([
  ['a query', { query: 'id=a1&status=entregue+&quando=2026-12-05+09%3A00%3A00' }],
  ['a form', { form: 'id=a1&status=ENTREGUE&quando=05/12/2026 09:00' }],
  ['JSON with numbers', { json: { id: 'a1', status: 3, quando: 1_796_472_000 } }],
  ['the query beside a body', { query: 'id=a1', json: { status: 'Entregue', quando: '2026-12-05T09:00:00-03:00' } }],
])('a receipt is read from %s', (_, call) => {
  const { items, problems } = generic.receipts?.read(webhookCall(call), reading({})) ?? {};
  expect(problems).toEqual([]);
  expect(items).toMatchObject([delivered]);
});

test('a list of receipts is read one by one; words of no interest are passed over', () => {
  const json = {
    dados: [
      { m: { id: 'a1' }, s: 'ENTREGUE' },
      { m: { id: 'a2' }, s: 'NA FILA' },
      { m: { id: 7 }, s: 'falhou' },
    ],
  };
  const settings = reading({ list: 'dados', id: 'm.id', state: 's', at: null });
  expect(generic.receipts?.read(webhookCall({ json }), settings)).toMatchObject({
    items: [
      { providerId: 'a1', state: 'delivered', at: null },
      { providerId: '7', state: 'undelivered' },
    ],
    problems: [],
  });
});

test('a receipt with our id brings the message and the tag of its number', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  await sent(connected(port, { path: '/send?to={d}&m={m}&ref={id}' }), { ...sms, id: '1234567' });
  const reference = /ref=(\S+)/.exec(requests[0] ?? '')?.[1] ?? '';
  expect(reference).toBe(`1234567-${phoneTag(sms.to)}`);
  const settings = { ...reading({ idOf: 'ours' }), path: '/send?to={d}&m={m}&ref={id}' };
  expect(generic.receipts?.read(webhookCall({ query: `id=${reference}&status=3` }), settings).items).toMatchObject([
    { ourId: '1234567', phoneTag: phoneTag(sms.to), providerId: null },
  ]);
});

test('a call that holds no id or no state is a problem that repeats nothing of it', () => {
  const read = (query: string) => generic.receipts?.read(webhookCall({ query }), reading({}));
  expect(read('status=3&nome=Joana')).toEqual({ items: [], problems: ['a chamada não traz id'] });
  expect(read('id=9')).toEqual({ items: [], problems: ['a chamada não traz status'] });
  expect(read('')).toEqual({ items: [], problems: ['a chamada não traz id'] });
});

test('a reply is read whatever its bytes: UTF-8, Latin-1, or no escape at all', () => {
  const settings = settingsFor(80, { replies: { from: 'de', text: 'txt', to: 'para', id: 'n', answer: 'OK' } });
  const read = (query: string) => generic.replies?.read(webhookCall({ query }), settings).items[0];
  expect(read('de=67999991234&txt=n%C3%A3o&para=27900&n=5')).toEqual({
    id: '5',
    from: '+5567999991234',
    to: '27900',
    text: 'não',
    at: null,
    inReplyTo: null,
  });
  expect(read('de=%2B5567999991234&txt=n%E3o')).toMatchObject({ from: '+5567999991234', text: 'não' });
  expect(read('de=27900&txt=100%+de+desconto%3F')).toMatchObject({ from: '27900', text: '100% de desconto?' });
  expect(generic.replies?.answer(settings)).toMatchObject({ status: 200, body: 'OK' });
});

test('what a service can do follows from its settings', () => {
  const plain = settingsFor(80);
  expect(generic.abilities(plain)).toMatchObject({ receiptWebhook: false, replyWebhook: false, ownIdLimit: null, lookUp: null });
  expect(generic.abilities({ ...plain, receipts })).toMatchObject({ receiptWebhook: true });
  expect(generic.abilities({ ...plain, path: '/s?to={d}&m={m}&i={id}' }).ownIdLimit).toBe(40);
});

test.each([
  ['a mapping without words', { states: {} }, 'receipts.states'],
  ['a word in two states', { states: { delivered: ['ok'], refused: ['OK '] } }, 'receipts.states.refused'],
  ['our id where none is sent', { idOf: 'ours' }, 'receipts.idOf'],
  ['a place that is no name', { id: 'id da mensagem' }, 'receipts.id'],
])('%s is refused with its field', (_, mapping, field) => {
  const parsed = generic.settings.safeParse(reading(mapping));
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});
