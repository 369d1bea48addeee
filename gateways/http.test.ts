import { expect, test } from 'vitest';
import { answer, connected, scriptedServer, sent, settingsFor, sms } from './fixtures/scripted-server.ts';
import { generic } from './generic.ts';
import { outboundPolicy } from './outbound-policy.ts';

test('an accepted text brings the provider’s id, and onWire came once, before the server saw the request', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK abc1'));
  const seenAtWire: number[] = [];
  const result = await connected(port).send(sms, { onWire: () => void seenAtWire.push(requests.length) });
  expect(result).toEqual({ outcome: 'accepted', providerId: 'abc1', answer: 'OK abc1' });
  expect(seenAtWire).toEqual([0]);
});

test.each([
  ['a page nobody wrote a rule for', 200, 'Bem-vindo', 'unknown'],
  ['an empty body', 200, '', 'unknown'],
  ['an error page with the success text', 500, 'OK abc1', 'unknown'],
  ['a redirect, which is not followed', 302, '', 'unknown'],
  ['429 without Retry-After', 429, 'devagar', 'temporary'],
  ['503 without Retry-After', 503, 'x', 'unknown'],
])('%s is never accepted', async (_, status, body, outcome) => {
  const { port, requests } = await scriptedServer(answer(status, body, { location: '/other' }));
  const { result } = await sent(connected(port));
  expect(result.outcome).toBe(outcome);
  expect(requests).toHaveLength(1);
});

test.each([429, 503])('%i with Retry-After waits as long as the provider asks', async (status) => {
  const { port } = await scriptedServer(answer(status, 'x', { 'retry-after': '7' }));
  expect((await sent(connected(port))).result).toMatchObject({ outcome: 'temporary', retryAfterMs: 7_000 });
});

test('Retry-After as a date counts from the answer’s own Date, and a rule that matches wins over the built-in meaning', async () => {
  const headers = { date: 'Sun, 22 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 10:01:00 GMT' };
  const { port } = await scriptedServer(answer(429, 'x', headers));
  expect((await sent(connected(port))).result).toMatchObject({ outcome: 'temporary', retryAfterMs: 60_000 });
  const strict = connected(port, { rules: [{ status: 429, outcome: 'misconfigured', reason: 'conta bloqueada' }] });
  expect((await sent(strict)).result).toMatchObject({ outcome: 'misconfigured', reason: 'conta bloqueada' });
});

test('a text that left and was not answered in time is unknown, never sent again by itself', async () => {
  const { port, requests } = await scriptedServer(() => {});
  const { result, wires } = await sent(connected(port, { timeoutMs: 150 }));
  expect(result).toMatchObject({ outcome: 'unknown', reason: 'sem resposta em 150 ms' });
  expect([wires, requests.length]).toEqual([1, 1]);
});

test('an answer that trickles for ever ends at the time-out', async () => {
  const { port } = await scriptedServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n');
    const drip = setInterval(() => socket.write('.'), 20);
    socket.on('close', () => clearInterval(drip));
  });
  expect((await sent(connected(port, { timeoutMs: 200 }))).result.outcome).toBe('unknown');
});

test.each([
  ['at once', ''],
  ['in the middle of the answer', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nOK ab'],
  ['after something that is no HTTP', 'hello\r\n\r\n'],
])('a connection cut %s is unknown', async (_, part) => {
  const { port, requests } = await scriptedServer((socket) => socket.end(part));
  const { result, wires } = await sent(connected(port));
  expect(result.outcome).toBe('unknown');
  expect([wires, requests.length]).toEqual([1, 1]);
});

test('an answer over 256 kB is unknown', async () => {
  const { port } = await scriptedServer(answer(200, `OK abc1${' '.repeat(300 * 1024)}`));
  expect((await sent(connected(port))).result).toMatchObject({ outcome: 'unknown', reason: 'resposta maior que 256 kB' });
});

test('a server that is not there, or has no name, is temporary: nothing left', async () => {
  const { result, wires } = await sent(connected(1));
  expect([result.outcome, wires]).toEqual(['temporary', 0]);
  const nameless = generic.connect(settingsFor(80, { host: 'nowhere.invalid' }), { maxConnections: 1, outbound: outboundPolicy([]) });
  const lost = await sent(nameless);
  expect([lost.result.outcome, lost.wires]).toEqual(['temporary', 0]);
});

test('a TLS handshake that fails is temporary', async () => {
  const { port } = await scriptedServer(() => {});
  const { result, wires } = await sent(connected(port, { ssl: true, timeoutMs: 300 }));
  expect([result.outcome, wires]).toEqual(['temporary', 0]);
});

test('messages that waited for a connection until their time-out are temporary and never leave', async () => {
  const { port, requests } = await scriptedServer(() => {});
  const connection = generic.connect(settingsFor(port, { timeoutMs: 150 }), { maxConnections: 1, outbound: outboundPolicy(['127.0.0.1']) });
  const [first, second] = await Promise.all([sent(connection), sent(connection)]);
  expect([first.result.outcome, first.wires, second.result.outcome, second.wires]).toEqual(['unknown', 1, 'temporary', 0]);
  expect(requests).toHaveLength(1);
});

test('onWire may withhold a request that became too late: nothing leaves', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK abc1'));
  const late = () => {
    throw new Error('too late');
  };
  expect(await connected(port).send(sms, { onWire: late })).toMatchObject({ outcome: 'temporary' });
  expect((await sent(connected(port))).result.outcome).toBe('accepted');
  expect(requests).toHaveLength(1);
});

test.each(['127.0.0.1', 'localhost', '10.0.0.1', '169.254.169.254', '::1', '[::ffff:127.0.0.1]', '0.0.0.0'])(
  'the inner address %s is refused',
  async (host) => {
    const connection = generic.connect(settingsFor(80, { host }), { maxConnections: 1, outbound: outboundPolicy([]) });
    const { result, wires } = await sent(connection);
    expect([result.outcome, wires]).toEqual(['misconfigured', 0]);
  },
);

test('credentials never come back, however the provider echoes them', async () => {
  const echoes = [
    'se gr&do',
    'se%20gr%26do',
    'se+gr%26do',
    'se gr&amp;do',
    Buffer.from('se gr&do').toString('base64'),
    'tok-é-9',
    'tok-%C3%A9-9',
    'tok-%e9-9',
  ];
  const { port } = await scriptedServer(answer(200, `erro em ${echoes.join(' | ')} fim`));
  const { result } = await sent(connected(port, { token: 'tok-é-9' }));
  expect(result.answer).toBe(`erro em ${echoes.map(() => '***').join(' | ')} fim`);
  const refused = connected(port, { token: 'tok-é-9', rules: [{ status: 200, outcome: 'refused' }] });
  expect(JSON.stringify((await sent(refused)).result)).not.toMatch(/gr&|gr%26|tok-/);
});

test('an answer in the wrong charset is still read', async () => {
  const rules = [{ body: 'não é celular', outcome: 'refused' }];
  const latin1 = await scriptedServer(
    answer(200, Buffer.from('número não é celular', 'latin1'), { 'content-type': 'text/plain; charset=utf-8' }),
  );
  expect((await sent(connected(latin1.port, { rules }))).result).toMatchObject({ outcome: 'refused', reason: 'número não é celular' });
});

test('wrong JSON matches no JSON rule', async () => {
  const { port } = await scriptedServer(answer(200, '{"status": "ok"'));
  expect((await sent(connected(port, { rules: [{ json: { status: 'ok' }, outcome: 'accepted' }] }))).result.outcome).toBe('unknown');
});
