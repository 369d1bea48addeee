import { describe, expect, test } from 'vitest';
import { withAccentMode } from '../domain/accents.ts';
import { countSegments } from '../domain/segments.ts';
import { accentModes } from '../domain/states.ts';
import { gatewayServices } from './catalogue.ts';
import { type Answered, aviso } from './fixtures/dialogues/dialogue.ts';
import { kannelDialogue } from './fixtures/dialogues/kannel.ts';
import { khalDialogue, playsmsDialogue, tokenTipoDialogue } from './fixtures/dialogues/khal.ts';
import { allcanceDialogue, facilitaDialogue, hotMobileDialogue, kingDialogue } from './fixtures/dialogues/presets.ts';
import { smsgatewayMeDialogue } from './fixtures/dialogues/smsgateway-me.ts';
import { at, connectedTo, firstAccepted, hardTexts, spoken } from './fixtures/dialogues/speaking.ts';
import { voiprDialogue } from './fixtures/dialogues/voipr.ts';
import { zenviaDialogue } from './fixtures/dialogues/zenvia.ts';
import { zenviaV2Dialogue } from './fixtures/dialogues/zenvia-v2.ts';
import { answer, scriptedServer, sent } from './fixtures/scripted-server.ts';
import { webhookCall } from './fixtures/webhook-calls.ts';
import { phoneTag } from './own-id.ts';

const dialogues = [
  ...[voiprDialogue, smsgatewayMeDialogue, khalDialogue, tokenTipoDialogue, playsmsDialogue, zenviaDialogue, zenviaV2Dialogue],
  ...[kannelDialogue, facilitaDialogue, kingDialogue, allcanceDialogue, hotMobileDialogue],
];

test('every SMS service and preset of Outros has its recorded dialogue', () => {
  const services = new Set(dialogues.map(({ service }) => service.id));
  expect(services).toEqual(new Set(gatewayServices.filter(({ channel }) => channel === 'sms').map(({ id }) => id)));
  const outros = gatewayServices.find(({ id }) => id === 'generic')?.presets.map(({ label }) => label) ?? [];
  expect(dialogues.map(({ name }) => name)).toEqual(expect.arrayContaining(outros));
  expect(phoneTag(aviso.to)).toBe('ppsi');
});

describe.each(dialogues)('$name', (dialogue) => {
  const { service, credentials } = dialogue;

  test('the request is the recorded one, byte for byte', async () => {
    const { requests } = await spoken(dialogue, firstAccepted(dialogue));
    expect(requests).toEqual([dialogue.request]);
  });

  test.each(hardTexts)('%s arrives whole, in one request', async (_, text) => {
    for (const mode of accentModes) {
      const written = withAccentMode(text, mode, []);
      const { requests } = await spoken(dialogue, firstAccepted(dialogue), { message: { ...aviso, text: written } });
      const read = requests.map((request) => ({ ...dialogue.read(request), unicode: dialogue.unicode?.(request) ?? null }));
      const unicode = dialogue.unicode ? countSegments(written).encoding === 'UCS-2' : null;
      expect(read).toMatchObject([{ to: expect.stringMatching(/67999991234$/), text: written, unicode }]);
    }
  });

  const { flash } = dialogue;
  if (flash)
    test('flash is asked for where it is wanted, and only there', async () => {
      const plain = await spoken(dialogue, firstAccepted(dialogue));
      const popup = await spoken(dialogue, firstAccepted(dialogue), { settings: flash.settings });
      expect([plain, popup].map(({ requests }) => requests.map(flash.asked))).toEqual([[false], [true]]);
      expect(service.abilities({ ...dialogue.settings, ...at(1) }).flash).toBe(true);
    });

  test.each(dialogue.accepted)('%j is accepted', async (answered, providerId) => {
    const { result, wires } = await spoken(dialogue, answered);
    expect(result).toMatchObject({ outcome: 'accepted', providerId });
    expect(wires).toBe(1);
  });

  const verdicts = (['refused', 'misconfigured', 'temporary', 'unknown'] as const).flatMap((outcome) =>
    dialogue[outcome].map((answered): [string, Answered] => [outcome, answered]),
  );
  test.each(verdicts)('%s: %j, with a reason to read', async (outcome, answered) => {
    const { result } = await spoken(dialogue, answered);
    expect(result).toMatchObject({ outcome, reason: expect.stringMatching(/\S/) });
  });

  test('429 waits as long as the provider asks', async () => {
    const { result } = await spoken(dialogue, { status: 429, body: 'devagar', headers: { 'retry-after': '7' } });
    expect(result).toMatchObject({ outcome: 'temporary', retryAfterMs: 7_000 });
  });

  test('an empty answer is never accepted', async () => {
    expect((await spoken(dialogue, { status: 200, body: '' })).result.outcome).toBe('unknown');
  });

  test('an answer of 10 MB is cut off and unknown', async () => {
    const body = `${firstAccepted(dialogue).body}${' '.repeat(10 * 1024 * 1024)}`;
    expect((await spoken(dialogue, { ...firstAccepted(dialogue), body })).result).toMatchObject({
      outcome: 'unknown',
      reason: 'resposta maior que 256 kB',
    });
  });

  test('an answer whose bytes are not in its charset is still read', async () => {
    const latin1 = {
      status: 599,
      body: Buffer.from('número inválido', 'latin1'),
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    };
    expect((await spoken(dialogue, latin1)).result.answer).toBe('número inválido');
  });

  test('no answer in time is unknown; a server that is not there is temporary and nothing left', async () => {
    const { port, requests } = await scriptedServer(() => {});
    const late = await sent(connectedTo(dialogue, port, { timeoutMs: 120 }), aviso);
    expect([late.result.outcome, late.wires, requests.length]).toEqual(['unknown', 1, 1]);
    const nobody = await sent(connectedTo(dialogue, 1), aviso);
    expect([nobody.result.outcome, nobody.wires]).toEqual(['temporary', 0]);
  });

  test('a connection cut after the request left is unknown', async () => {
    const { port } = await scriptedServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{'));
    const { result, wires } = await sent(connectedTo(dialogue, port), aviso);
    expect([result.outcome, wires]).toEqual(['unknown', 1]);
  });

  test('credentials that the provider echoes are masked', async () => {
    const { result } = await spoken(dialogue, { status: 599, body: `<p>${credentials.join(' ')}</p>` });
    expect(result.answer).toBe(`<p>${credentials.map(() => '***').join(' ')}</p>`);
  });

  test('what it can do is there to be used, and nothing else is', () => {
    const connection = connectedTo(dialogue, 1);
    const abilities = service.abilities({ ...dialogue.settings, ...at(1) });
    expect({
      lookUp: connection.lookUp !== undefined,
      replyPolling: connection.fetchReplies !== undefined,
      balance: connection.balance !== undefined,
      receiptWebhook: (dialogue.receipts ?? []).length > 0,
    }).toEqual({
      lookUp: abilities.lookUp !== null,
      replyPolling: abilities.replyPolling !== null,
      balance: abilities.balance,
      receiptWebhook: abilities.receiptWebhook,
    });
  });
});

const withReceipts = dialogues.flatMap((dialogue) => (dialogue.receipts ?? []).map((entry) => [dialogue, ...entry] as const));
test.each(withReceipts)('$name: a receipt is read, the same each time it comes', ({ service, settings }, call, expected) => {
  const stored = { ...settings, ...at(80) };
  const once = service.receipts?.read(call, stored);
  expect(once).toMatchObject({ items: [expected], problems: [] });
  expect(service.receipts?.read(call, stored)).toEqual(once);
  expect(service.receipts?.answer(stored)).toMatchObject({ status: 200, body: '' });
});

const silent = dialogues.flatMap((dialogue) => (dialogue.ignoredReceipts ?? []).map((call) => [dialogue, call] as const));
test.each(silent)('$name: news of no interest says nothing and is no problem', ({ service, settings }, call) => {
  expect(service.receipts?.read(call, { ...settings, ...at(80) })).toEqual({ items: [], problems: [] });
});

test.each(dialogues.filter(({ receipts }) => receipts))(
  '$name: a call that is no receipt is a problem, and repeats nothing',
  ({ service, settings }) => {
    for (const call of [{ query: 'nome=Joana' }, { form: 'nome=Joana' }, { json: ['Joana'] }]) {
      const { items = [], problems = [] } = service.receipts?.read(webhookCall(call), { ...settings, ...at(80) }) ?? {};
      expect([items.length, problems.length]).toEqual([0, 1]);
      expect(problems.join()).not.toContain('Joana');
    }
  },
);

const withReplies = dialogues.flatMap((dialogue) => (dialogue.replies ?? []).map((entry) => [dialogue, ...entry] as const));
test.each(withReplies)('$name: a reply is read', ({ service, settings }, call, expected) => {
  expect(service.replies?.read(call, { ...settings, ...at(80) })).toMatchObject({ items: [expected], problems: [] });
});

const asked = { id: aviso.id, to: aviso.to, sentAt: '2026-12-05T12:00:00.000Z' };
const withLookUps = dialogues.flatMap((dialogue) => (dialogue.lookUps ?? []).map((entry) => [dialogue, ...entry] as const));
test.each(withLookUps)('$name: asked what became of a message, %j', async (dialogue, answered, { state }) => {
  const { port, requests } = await scriptedServer(answer(answered.status, answered.body, answered.headers));
  const providerId = dialogue.accepted[0]?.[1] ?? null;
  const sentAt = new Date().toISOString();
  const result = await connectedTo(dialogue, port).lookUp?.([{ ...asked, providerId, sentAt }]);
  expect(result).toMatchObject({
    kind: 'answered',
    receipts: ['not-found', 'no-news'].includes(state) ? [] : [{ state }],
    notFound: state === 'not-found' ? [aviso.id] : [],
  });
  expect(requests).toHaveLength(1);
});

const withBalance = dialogues.flatMap((dialogue) => (dialogue.balances ?? []).map((entry) => [dialogue, ...entry] as const));
test.each(withBalance)('$name: the balance in %j is %s', async (dialogue, answered, amount) => {
  const { port } = await scriptedServer(answer(answered.status, answered.body, answered.headers));
  const result = await connectedTo(dialogue, port).balance?.();
  expect(result).toMatchObject(amount === null ? { kind: 'failed', reason: expect.any(String) } : { kind: 'balance', amount });
});

const withPolling = dialogues.flatMap((dialogue) => (dialogue.polledReplies ?? []).map((entry) => [dialogue, ...entry] as const));
test.each(withPolling)('$name: replies are fetched', async (dialogue, answered, expected) => {
  const { port } = await scriptedServer(answer(answered.status, answered.body, answered.headers));
  const window = { since: '2026-12-05T12:00:00.000Z', until: '2026-12-05T13:00:00.000Z' };
  expect(await connectedTo(dialogue, port).fetchReplies?.(window)).toMatchObject({ kind: 'answered', replies: expected });
});

test.each(dialogues.filter(({ lookUps, balances }) => lookUps ?? balances))(
  '$name: a question without an answer fails softly',
  async (dialogue) => {
    const { port } = await scriptedServer((socket) => socket.destroy());
    const connection = connectedTo(dialogue, port);
    const sentAt = new Date().toISOString();
    for (const result of [await connection.lookUp?.([{ ...asked, providerId: '30', sentAt }]), await connection.balance?.()])
      if (result !== undefined) expect(result).toMatchObject({ kind: 'failed', misconfigured: false });
  },
);
