import { answerOf, api } from '../../client/api.ts';
import type { Gateway, GatewayService } from '../../queries/gateways.ts';

/** The sandbox carrier of this stack: the gateway that ends there, and where its texts are read. */
export type Sandbox = { service: string; label: string; settings: Record<string, unknown>; inbox: string };

/** The sandbox among the filled-in forms of gateways; null where the stack has none. */
export function sandboxOf(services: GatewayService[]): Sandbox | null {
  for (const { id: service, presets } of services) {
    const preset = presets.find(({ id }) => id === 'sandbox');
    if (preset === undefined) continue;
    const { label, settings, inbox } = preset;
    if (typeof label === 'string' && typeof inbox === 'string' && isRecord(settings)) return { service, label, settings, inbox };
  }
  return null;
}

/** Makes the gateway that ends in the sandbox; gives its id. */
export async function newSandboxGateway({ service, label, settings }: Sandbox): Promise<string> {
  const account = { quantity: 5, intervalSeconds: 5, price: '0.0000' };
  return (await answerOf(api.v1.gateways.$post({ json: { ...account, name: label, service, settings } }))).id;
}

/** Whether the texts of a gateway end in the sandbox. */
export function endsIn({ service, settings: { host, port } }: Sandbox, gateway: Pick<Gateway, 'service' | 'settings'>): boolean {
  return gateway.service === service && gateway.settings.host === host && gateway.settings.port === port;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
