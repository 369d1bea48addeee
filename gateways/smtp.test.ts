import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../dev/sandbox/server.ts';
import type { GatewaySettings } from './define.ts';
import { local, sent } from './fixtures/scripted-server.ts';
import { outboundPolicy } from './outbound-policy.ts';
import { smtp } from './smtp.ts';

const mail = { id: 'msg:7', to: 'cliente@example.com', text: 'Olá,\n.\nseu contrato…', subject: 'Cancelamento à vista' };
const account = { host: '127.0.0.1', from: 'Provedor <contato@isp.example>' };

function connectedTo(port: number, changes: GatewaySettings = {}, outbound = local) {
  const connection = smtp.connect({ ...account, port, ...changes }, { maxConnections: 1, outbound });
  onTestFinished(() => connection.close());
  return connection;
}

/** A mail server that answers each command by the script; undefined hangs up, null says nothing. */
async function scriptedMailServer(script: (line: string) => string | null | undefined): Promise<{ port: number; lines: string[] }> {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const say = (line: string) => {
      const reply = script(line);
      if (reply === undefined) socket.destroy();
      else if (reply !== null) socket.write(`${reply}\r\n`);
    };
    say('');
    let rest = '';
    let inContent = false;
    socket.on('data', (chunk) => {
      const received = (rest + chunk.toString()).split('\r\n');
      rest = received.pop() ?? '';
      for (const line of received) {
        lines.push(line);
        if (line === 'DATA') inContent = true;
        if (!inContent || line === 'DATA' || line === '.') say(line);
        if (line === '.') inContent = false;
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  return { port: typeof bound === 'object' && bound !== null ? bound.port : 0, lines };
}

/** Normal replies, but for commands that begin with a key of `replies`. */
function replying(replies: Record<string, string | null | undefined>) {
  return (line: string) => {
    const special = Object.keys(replies).find((start) => (start === '' ? line === '' : line.startsWith(start)));
    if (special !== undefined) return replies[special];
    if (line === '') return '220 hello';
    if (line === 'DATA') return '354 go';
    return line.startsWith('AUTH') ? '235 ok' : line.startsWith('EHLO') ? '250-me\r\n250 AUTH PLAIN' : '250 fine';
  };
}

test('a mail reaches the mailbox with its text, subject and a Message-ID made of our id', async () => {
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
  onTestFinished(() => sandbox.close());
  const connection = connectedTo(sandbox.smtpPort);
  for (let round = 0; round < 12; round += 1) {
    const { result, wires } = await sent(connection, mail);
    expect([result.outcome, wires]).toEqual(['accepted', 1]);
  }
  const { items } = JSON.parse(await (await fetch(`${sandbox.url}/sandbox/mails`)).text());
  expect(items).toHaveLength(12);
  expect(items[0]).toMatchObject({
    to: [mail.to],
    subject: mail.subject,
    messageId: '<msg-7@isp.example>',
    from: '"Provedor" <contato@isp.example>',
  });
  expect(items[0].text.trim()).toBe(mail.text);
});

test.each<[string, Record<string, string | null | undefined>, string, number]>([
  ['a wrong password', { AUTH: '535 no' }, 'misconfigured', 0],
  ['a login that cannot be checked now', { AUTH: '454 later' }, 'temporary', 0],
  ['a server that turns us away', { '': '554 blocked' }, 'misconfigured', 0],
  ['a server that is busy', { '': '421 busy' }, 'temporary', 0],
  ['a sender that may not send', { 'MAIL FROM': '550 not yours' }, 'misconfigured', 1],
  ['a server that wants a login', { 'MAIL FROM': '530 login first' }, 'misconfigured', 1],
  ['a recipient that does not exist', { 'RCPT TO': '550 unknown' }, 'refused', 1],
  ['a full mailbox', { 'RCPT TO': '452 full' }, 'temporary', 1],
  ['a connection cut before the mail left', { 'RCPT TO': undefined }, 'temporary', 1],
  ['a silent server before the mail left', { 'MAIL FROM': null }, 'temporary', 1],
  ['a mail refused after it was read', { '.': '554 spam' }, 'refused', 1],
  ['a mail put off after it was read', { '.': '451 later' }, 'temporary', 1],
  ['a connection cut after the mail left', { '.': undefined }, 'unknown', 1],
  ['a silent server after the mail left', { '.': null }, 'unknown', 1],
])('%s', async (_, replies, outcome, wires) => {
  const { port } = await scriptedMailServer(replying(replies));
  const connection = connectedTo(port, { user: 'conta@isp.example', password: 'segredo9', timeoutMs: 250 });
  const seen = await sent(connection, mail);
  expect([seen.result.outcome, seen.wires]).toEqual([outcome, wires]);
});

test('onWire comes before MAIL FROM, and withholding there sends nothing', async () => {
  const { port, lines } = await scriptedMailServer(replying({}));
  const atWire: string[][] = [];
  const late = () => {
    atWire.push([...lines]);
    throw new Error('too late');
  };
  expect(await connectedTo(port).send(mail, { onWire: late })).toMatchObject({ outcome: 'temporary' });
  expect([...(atWire[0] ?? []), ...lines].some((line) => line.startsWith('MAIL'))).toBe(false);
});

test('a server that is not there is temporary, and an inner address is refused', async () => {
  expect((await sent(connectedTo(1), mail)).result.outcome).toBe('temporary');
  expect((await sent(connectedTo(25, {}, outboundPolicy([])), mail)).result.outcome).toBe('misconfigured');
  expect((await sent(connectedTo(25, { host: 'localhost' }, outboundPolicy([])), mail)).result.outcome).toBe('misconfigured');
});

test('the password never comes back in an answer', async () => {
  const { port } = await scriptedMailServer(replying({ AUTH: '535 bad login segredo9 / c2VncmVkbzk=' }));
  const { result } = await sent(connectedTo(port, { user: 'conta', password: 'segredo9' }), mail);
  expect(JSON.stringify(result)).not.toMatch(/segredo9|c2VncmVkbzk/);
});

test('a user without a password and a sender that is no address are refused with their field', () => {
  const parsed = smtp.settings.safeParse({ ...account, from: 'nobody', user: 'x' });
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['from', 'password']);
});
