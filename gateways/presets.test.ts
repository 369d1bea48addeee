import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../dev/sandbox/server.ts';
import type { GatewaySettings } from './define.ts';
import { answer, local, scriptedServer, sent, sms } from './fixtures/scripted-server.ts';
import { generic } from './generic.ts';

const all = generic.presets.map(({ id }) => id);

function connectedTo(id: string, port: number, changes: GatewaySettings = {}) {
  const preset = generic.presets.find((known) => known.id === id);
  const account = { host: '127.0.0.1', port, ssl: false, user: 'joana', password: 'segredo9', token: 'chave-77', ...changes };
  const connection = generic.connect({ ...preset?.settings, ...account }, { maxConnections: 1, outbound: local });
  onTestFinished(() => connection.close());
  return connection;
}

async function carrier() {
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, dataDir: null });
  onTestFinished(() => sandbox.close());
  const messages = async () => JSON.parse(await (await fetch(`${sandbox.url}/sandbox/messages`)).text()).items;
  return { port: Number(new URL(sandbox.url).port), messages };
}

test.each(all)('%s delivers a text to the right phone', async (id) => {
  const { port, messages } = await carrier();
  const text = 'R$146,37 & 50% + "juros"\n{m} até 05/12';
  const { result, wires } = await sent(connectedTo(id, port), { ...sms, text });
  expect(result).toMatchObject({ outcome: 'accepted', providerId: '1' });
  expect(wires).toBe(1);
  expect(await messages()).toMatchObject([{ phone: '+5567999991234', text }]);
});

test.each(all)('%s with a wrong login never counts as accepted, and the password stays hidden', async (id) => {
  const { port, messages } = await carrier();
  const { result } = await sent(connectedTo(id, port, { user: 'errado' }));
  expect(result.outcome).toBe(id === 'allcance-sms' ? 'unknown' : 'misconfigured');
  expect(JSON.stringify(result)).not.toContain('segredo9');
  expect(await messages()).toEqual([]);
});

const dialogues: [string, string, string, string | null][] = [
  ['facilita-movel', '5;Mensagem agendada;881', 'accepted', '881'],
  ['facilita-movel', '6;882', 'accepted', '882'],
  ['facilita-movel', '6;sem id', 'accepted', null],
  ['facilita-movel', '1;Login Invalido', 'misconfigured', null],
  ['facilita-movel', '1', 'misconfigured', null],
  ['facilita-movel', '2', 'misconfigured', null],
  ['facilita-movel', '3;Celular', 'refused', null],
  ['facilita-movel', '4', 'refused', null],
  ['facilita-movel', '66;x', 'unknown', null],
  ['facilita-movel', '', 'unknown', null],
  ['king-telecom', '{"status":"success","cause":"SMS Add Queue","id":"189"}', 'accepted', '189'],
  ['king-telecom', '{"status":"error","cause":"Incorrect Token"}', 'misconfigured', null],
  ['king-telecom', '{"status":"error","cause":"Without Credit"}', 'misconfigured', null],
  ['king-telecom', '{"status":"error","cause":"Number Not Movel"}', 'refused', null],
  ['king-telecom', '{"status":"error","cause":"Number of characters > 160"}', 'refused', null],
  ['king-telecom', '{"status":"error","cause":"Something new"}', 'unknown', null],
  ['king-telecom', '<html>', 'unknown', null],
  ['allcance-sms', '{"status":"1","data":"77","msg":"SUCESSO"}', 'accepted', '77'],
  ['allcance-sms', '{"status":1}', 'accepted', null],
  ['allcance-sms', '{"status":"0","msg":"?"}', 'unknown', null],
  ['hotmobile', '269392085', 'accepted', '269392085'],
  ['hotmobile', ' 12 \r\n', 'accepted', '12'],
  ['hotmobile', '-1', 'temporary', null],
  ['hotmobile', '-20', 'temporary', null],
  ['hotmobile', '-2', 'misconfigured', null],
  ['hotmobile', '-5', 'misconfigured', null],
  ['hotmobile', '-13', 'refused', null],
  ['hotmobile', '-99', 'unknown', null],
  ['hotmobile', '0', 'unknown', null],
];

test.each(dialogues)('%s: the answer %j is %s', async (id, body, outcome, providerId) => {
  const { port } = await scriptedServer(answer(200, body));
  const { result } = await sent(connectedTo(id, port));
  expect(result.outcome).toBe(outcome);
  if (result.outcome === 'accepted') expect(result.providerId).toBe(providerId);
});

test('presets without TLS say so', () => {
  const warned = generic.presets.filter(({ settings }) => generic.warnings(settings).some((text) => text.startsWith('Sem SSL')));
  expect(warned.map(({ id }) => id)).toEqual(['allcance-sms', 'hotmobile']);
});
