import { runDemo } from '../dev/demo/main.ts';
import { startTestConsole, type TestConsole } from './console.ts';
import { addCampaigns } from './demo-campaigns.ts';

/** The demonstration with what it lacks to fill every page: campaigns, replies, a key, a hold and two people. `stopDemo` before the house closes. */
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
  await addCampaigns(house);
  return { house, stopDemo: () => demo.abort() };
}
