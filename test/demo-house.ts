import { runDemo } from '../dev/demo/main.ts';
import { startTestConsole, type TestConsole } from './console.ts';
import { addCampaigns } from './demo-campaigns.ts';

/** The demonstration with what it lacks to fill every page: campaigns, replies, a key, a hold, blocked lines, a step brought forward, a test customer and two people. `stopDemo` before the house closes. */
export async function startDemoHouse(): Promise<{ house: TestConsole; stopDemo: () => void }> {
  const demo = new AbortController();
  const house = await startTestConsole();
  const { url: apiUrl, key: apiKey, sandbox } = house;
  await runDemo({
    ...{ apiUrl, apiKey, sandboxUrl: sandbox.url, smtpPort: sandbox.smtpPort },
    ...{ firstStart: true, log: () => undefined, signal: demo.signal },
  });
  await house.call('POST', '/v1/api-keys', {
    ...{ name: 'Portal do assinante', scopes: ['customers:read', 'charges:read'], expiresAt: null },
  });
  await house.call('POST', '/v1/users', { name: 'Rui Castro', email: 'rui@brbyte.example', role: 'operator', grants: [], units: null });
  await house.call('POST', '/v1/users', {
    ...{ name: 'Lia Moura', email: 'lia@brbyte.example', role: 'manager' },
    ...{ grants: ['send-campaigns', 'publish-rules'], units: null },
  });
  await house.call('POST', '/v1/holds', {
    ...{ scope: { filter: { customerIds: ['D-1021', 'D-1022'] } }, kind: 'outage', until: null },
    ...{ reason: 'Rompimento de fibra na Rua das Palmeiras', releaseOverHours: 4 },
  });
  await blockLines(house);
  await bringForward(house);
  await addTestCustomer(house);
  await addCampaigns(house);
  return { house, stopDemo: () => demo.abort() };
}

const dayMs = 86_400_000;

/** A line that the network system blocked after a letter, and two more that were paid for and that it could not give back. */
async function blockLines({ call }: TestConsole): Promise<void> {
  const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
  const paid = ['D-900011', 'D-900028'];
  for (const id of ['D-900010', ...paid]) {
    await call('POST', `/v1/charges/${id}/proofs`, { number: 10, channel: 'letter', at: ago(16), evidence: 'AR BR 123 456 789' });
    await call('POST', `/v1/charges/${id}/milestones`, { number: 12, at: ago(1) });
  }
  for (const id of paid) {
    const { amountCents } = await call('GET', `/v1/charges/${id}`);
    await call('POST', `/v1/charges/${id}/payment`, { paidAt: ago(0), paidAmountCents: amountCents });
    const { restorations } = (await call('GET', `/v1/charges/${id}/timeline`)) as { restorations: { stepId: string }[] };
    await call('POST', `/v1/steps/${restorations[0]?.stepId}/result`, { outcome: 'failed', reason: 'OLT fora do ar' });
  }
}

async function bringForward({ call }: TestConsole): Promise<void> {
  const { steps } = (await call('GET', '/v1/charges/D-900002/timeline')) as { steps: { stepId: string; rule: number }[] };
  const tomorrow = new Date(Date.now() + dayMs).toISOString().slice(0, 10);
  await call('POST', `/v1/steps/${steps.find(({ rule }) => rule === 3)?.stepId}/bring-forward`, {
    ...{ at: `${tomorrow}T15:00:00Z`, reason: 'Vai viajar e pediu o lembrete antes' },
  });
}

async function addTestCustomer({ call }: TestConsole): Promise<void> {
  await call('PUT', '/v1/customers/T-1', {
    ...{ name: 'Cliente de Teste', unit: 'matriz', test: true, phones: [{ number: '(67) 90000-9999' }], accesses: [{ id: 'cpe-t' }] },
  });
  const dueDate = new Date(Date.now() + 10 * dayMs).toISOString().slice(0, 10);
  await call('PUT', '/v1/charges/T-900001', { customerId: 'T-1', code: 'T-900001', amountCents: 9_990, dueDate });
}
