import { expect, test } from 'vitest';
import { answer, connected, scriptedServer, sent, settingsFor, sms } from './fixtures/scripted-server.ts';
import { generic } from './generic.ts';

const hard = 'a%b&c+d=e?#\n"\'{}[]€^~|\\ áç {d} {p} 😀';

test('the text arrives byte for byte in a query, whatever it holds', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  await sent(connected(port), { ...sms, text: hard });
  const [, query = ''] = /^GET \/send\?(\S*) HTTP\/1\.1/.exec(requests[0] ?? '') ?? [];
  const given = new URLSearchParams(query);
  expect(Object.fromEntries(given)).toEqual({ u: 'joana', p: 'se gr&do', to: '67999991234', text: hard });
  expect(query).toMatch(/^[\x21-\x7e]+$/);
});

test('Latin-1 servers get Latin-1 bytes, and a character they cannot hold refuses the text before it leaves', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  const connection = connected(port, { charset: 'latin1' });
  await sent(connection, { ...sms, text: 'não é' });
  expect(requests[0]).toContain('text=n%E3o%20%E9 ');
  const { result, wires } = await sent(connection, { ...sms, text: 'custa 5 €' });
  expect([result.outcome, wires, requests.length]).toEqual(['refused', 0, 1]);
});

test.each([
  ['a form', 'application/x-www-form-urlencoded', 'to={d}&m={m}', (body: string) => new URLSearchParams(body).get('m')],
  ['JSON', 'application/json', '{"to":"{d}","m":"{m}"}', (body: string) => JSON.parse(body).m],
  ['plain text', 'text/plain', '{d}: {m}', (body: string) => body.slice('67999991234: '.length)],
])('the text arrives byte for byte in the body of %s', async (_, type, body, read) => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  await sent(connected(port, { method: 'POST', path: '/send', body, headers: { 'Content-Type': type } }), { ...sms, text: hard });
  const [head = '', received = ''] = (requests[0] ?? '').split('\r\n\r\n');
  expect(read(Buffer.from(received, 'latin1').toString('utf8'))).toBe(hard);
  expect(head.match(/content-type/gi)).toHaveLength(1);
});

test('XML bodies carry the text as text, and JSON for Latin-1 servers is pure ASCII', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  await sent(connected(port, { method: 'POST', path: '/s', body: '<m to="{d}">{m}</m>', headers: { 'content-type': 'text/xml' } }), {
    ...sms,
    text: 'a<b&"c"',
  });
  expect(requests[0]).toContain('<m to="67999991234">a&#60;b&#38;&#34;c&#34;</m>');
  const json = {
    method: 'POST',
    path: '/s',
    body: '{"d":"{d}","m":"{m}"}',
    headers: { 'content-type': 'application/json' },
    charset: 'latin1',
  };
  await sent(connected(port, json), { ...sms, text: 'é €' });
  expect(requests[1]).toContain('"m":"\\u00e9 \\u20ac"');
});

test.each([
  ['area', '67999991234'],
  ['55', '5567999991234'],
  ['+55', '%2B5567999991234'],
])('number format %s is %s', async (numberFormat, written) => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  await sent(connected(port, { numberFormat }));
  expect(requests[0]).toContain(`to=${written}&`);
});

test('a foreign number is refused where only area and number can be said', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  const { result } = await sent(connected(port), { ...sms, to: '+14155550100' });
  expect([result.outcome, requests.length]).toEqual(['refused', 0]);
});

test('a text with a line feed cannot add a header', async () => {
  const { port, requests } = await scriptedServer(answer(200, 'OK 1'));
  const { result } = await sent(connected(port, { headers: { 'X-Text': '{m}' } }), { ...sms, text: 'a\r\nX-Evil: 1' });
  expect([result.outcome, requests.length]).toEqual(['refused', 0]);
});

test.each([
  ['no {d}', { path: '/send?m={m}' }, 'path'],
  ['no {m}', { path: '/send?d={d}' }, 'path'],
  ['a port out of range', { port: 70_000 }, 'port'],
  ['an unknown variable', { path: '/send?d={d}&m={m}&x={x}' }, 'path'],
  ['a path without /', { path: 'send?d={d}&m={m}' }, 'path'],
  ['a space in the path', { path: '/send ?d={d}&m={m}' }, 'path'],
  ['a URL as host', { host: 'http://example.com' }, 'host'],
  ['a line feed in a header', { headers: { 'X-A': 'b\r\nX-C: d' } }, 'headers.X-A'],
  ['a header of the connection', { headers: { Host: 'other' } }, 'headers.Host'],
  ['a line feed in a password that goes into a header', { password: 'a\nb', headers: { 'X-A': '{p}' } }, 'password'],
  ['a body with GET', { body: 'x' }, 'body'],
  ['a JSON body that is none', { method: 'POST', body: '{"m":{m}}', headers: { 'content-type': 'application/json' } }, 'body'],
  ['an invalid regular expression', { rules: [{ body: '(', outcome: 'accepted' }] }, 'rules.0.body'],
  ['a rule that can never match', { rules: [{ outcome: 'unknown' }, { status: 200, outcome: 'accepted' }] }, 'rules.1'],
  [
    'a rule whose JSON an earlier one always has',
    {
      rules: [
        { json: { status: 'error' }, outcome: 'refused' },
        { json: { status: 'error', cause: 'Without Credit' }, outcome: 'misconfigured' },
      ],
    },
    'rules.1',
  ],
  ['an outcome that does not exist', { rules: [{ outcome: 'delivered' }] }, 'rules.0.outcome'],
  ['a wish for flash, which this service cannot say', { flash: true }, ''],
])('%s is refused, with the field', (_, changes, field) => {
  const parsed = generic.settings.safeParse(settingsFor(80, changes));
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(field);
});

test('settings that will not do what was meant are pointed out', () => {
  const silent = generic.warnings(settingsFor(80, { rules: [], password: null, path: '/x?p={p}&t=SEU_TOKEM&d={d}&m={m}' }));
  expect(silent).toHaveLength(4);
});
