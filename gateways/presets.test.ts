import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../dev/sandbox/server.ts';
import type { GatewaySettings } from './define.ts';
import { local, sent, sms } from './fixtures/scripted-server.ts';
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

test('presets without TLS say so', () => {
  const warned = generic.presets.filter(({ settings }) => generic.warnings(settings).some((text) => text.startsWith('Sem SSL')));
  expect(warned.map(({ id }) => id)).toEqual(['allcance-sms', 'hotmobile']);
});
