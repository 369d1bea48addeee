import { type DemoApi, idOf, recordOf } from './api.ts';
import { demoGateways } from './gateways.ts';

/**
 * The accounts at the sandbox carrier, made once and chosen for test customers; a later start only tells them where the sandbox listens
 * now. They take over from no other: a real text must not end in a sandbox.
 */
export async function putSandboxGateways(
  api: DemoApi,
  sandbox: { sandboxUrl: string; smtpPort: number },
): Promise<{ sms: string; email: string }> {
  const known = await api.items('/v1/gateways?limit=500');
  const put = async (gateway: ReturnType<typeof demoGateways>['sms' | 'email']): Promise<string> => {
    const found = known.find(({ name }) => name === gateway.name);
    if (!found) return idOf(await api.call('POST', '/v1/gateways', gateway));
    const { settings } = found;
    const port = typeof settings === 'object' && settings !== null && 'port' in settings ? settings.port : null;
    if (port !== gateway.settings.port) await api.call('PATCH', `/v1/gateways/${String(found.id)}`, { settings: gateway.settings });
    return String(found.id);
  };
  const { sms, email } = demoGateways(sandbox);
  const ids = { sms: await put(sms), email: await put(email) };
  const { testGateways } = recordOf(await api.call('GET', '/v1/settings'));
  const chosen = recordOf(testGateways);
  if (chosen.sms === null && chosen.email === null) await api.call('PATCH', '/v1/settings', { testGateways: ids });
  return ids;
}
