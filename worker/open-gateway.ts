import { questionsOf } from '../activities/gateway-abilities.ts';
import type { OpenGateway } from '../activities/sender/gateway-sender.ts';
import type { Sql } from '../db/client.ts';
import { type GatewayToSend, readGatewayToSend, stopGateway } from '../db/queries/gateway-sending.ts';
import type { Sealer } from '../db/sealed.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { paceOf } from '../domain/pace.ts';
import { gatewayService, mergeSecrets } from '../gateways/catalogue.ts';
import type { GatewayService } from '../gateways/define.ts';
import type { OutboundPolicy } from '../gateways/outbound-policy.ts';

export type OpenGatewayDeps = {
  sql: Sql;
  clock: Clock;
  sealer: Sealer | null;
  outbound: OutboundPolicy;
  /** Our own address as providers reach it; null: none calls us. */
  publicUrl: URL | null;
};

const defaultTimeoutMs = 20_000;
/** Said to staff as what providers say is: settings of an earlier version may hold what is taken no more. */
const outdatedSettings = 'a configuração guardada já não serve: abra o gateway, corrija e grave';

/** Opens a gateway at its present revision; null when it is gone, or its credentials cannot be read: that stops it, and nothing is burnt. */
export async function openGateway(
  { sql, clock, sealer, outbound, publicUrl }: OpenGatewayDeps,
  gatewayId: string,
): Promise<OpenGateway | null> {
  const gateway = await readGatewayToSend(sql, gatewayId);
  if (gateway === null) return null;
  const service = gatewayService(gateway.service);
  const secrets = service && openSecrets(gateway, sealer);
  if (!service || !secrets) {
    const reason = service === undefined ? 'unknown-service' : 'unreadable-credential';
    await stopGateway(sql, { gatewayId, revision: gateway.revision, reason, now: nowOf(clock) });
    return null;
  }
  const settings = mergeSecrets(service, gateway.settings, secrets);
  if (!service.settings.safeParse(settings).success) {
    await stopGateway(sql, { gatewayId, revision: gateway.revision, reason: outdatedSettings, now: nowOf(clock) });
    return null;
  }
  const timeoutMs = typeof gateway.settings.timeoutMs === 'number' ? gateway.settings.timeoutMs : defaultTimeoutMs;
  const receiptsUrl = receiptsUrlOf(service, gateway, { sealer, publicUrl });
  return {
    revision: gateway.revision,
    connection: service.connect(settings, { maxConnections: gateway.maxConnections, timeoutMs, outbound, receiptsUrl }),
    maxConnections: gateway.maxConnections,
    timeoutMs,
    pace: gateway.quantity === null ? null : paceOf({ quantity: gateway.quantity, intervalSeconds: gateway.intervalSeconds }),
    questions: questionsOf(service.abilities(gateway.settings)),
  };
}

/** Null when one of them cannot be opened with the keys at hand. */
function openSecrets(gateway: GatewayToSend, sealer: Sealer | null): Record<string, string> | null {
  const secrets: Record<string, string> = {};
  for (const [name, sealed] of Object.entries(gateway.secrets)) {
    const opened = sealer?.open(sealed);
    if (!opened?.ok) return null;
    secrets[name] = opened.value;
  }
  return secrets;
}

function receiptsUrlOf(
  service: GatewayService,
  { id, settings, hookSecret }: GatewayToSend,
  { sealer, publicUrl }: Pick<OpenGatewayDeps, 'sealer' | 'publicUrl'>,
): string | null {
  if (publicUrl === null || hookSecret === null || !service.abilities(settings).receiptWebhook) return null;
  const opened = sealer?.open(hookSecret);
  return opened?.ok ? `${publicUrl.origin}/hooks/receipts/${id}/${opened.value}` : null;
}
