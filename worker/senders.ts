import { GatewaySender, type OpenGateway, type SenderDeps } from '../activities/sender/gateway-sender.ts';
import type { Sql } from '../db/client.ts';
import { readGatewayToSend, stopGateway } from '../db/queries/gateway-sending.ts';
import type { Sealer } from '../db/sealed.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { paceOf } from '../domain/pace.ts';
import { gatewayService, mergeSecrets } from '../gateways/catalogue.ts';
import type { OutboundPolicy } from '../gateways/outbound-policy.ts';

export type SendersDeps = {
  sql: Sql;
  clock: Clock;
  processId: string;
  sealer: Sealer | null;
  outbound: OutboundPolicy;
  log: SenderDeps['log'];
};

const defaultTimeoutMs = 20_000;

/** The senders of this process, one per gateway, made when first asked for. */
export function createSenders(deps: SendersDeps) {
  const senders = new Map<string, GatewaySender>();
  return {
    of(gatewayId: string): GatewaySender {
      const known = senders.get(gatewayId);
      if (known !== undefined) return known;
      const sender = new GatewaySender(gatewayId, { ...deps, openGateway: (id) => openGateway(deps, id) });
      senders.set(gatewayId, sender);
      return sender;
    },
    /** No sender of this process calls for the address any more, until a claim has judged it anew. */
    withdraw(address: string): void {
      for (const sender of senders.values()) sender.withdraw(address);
    },
    async close(): Promise<void> {
      await Promise.all([...senders.values()].map((sender) => sender.close()));
    },
  };
}

/** Opens a gateway at its present revision. Credentials that cannot be read stop it, and nothing is burnt. */
async function openGateway({ sql, clock, sealer, outbound }: SendersDeps, gatewayId: string): Promise<OpenGateway | null> {
  const gateway = await readGatewayToSend(sql, gatewayId);
  if (gateway === null) return null;
  const service = gatewayService(gateway.service);
  const secrets = Object.entries(gateway.secrets).map(([name, sealed]) => ({
    name,
    opened: sealer?.open(sealed) ?? { ok: false as const },
  }));
  const readable = secrets.flatMap(({ name, opened }) => (opened.ok ? [[name, opened.value] as const] : []));
  if (service === undefined || readable.length < secrets.length) {
    const reason = service === undefined ? 'unknown-service' : 'unreadable-credential';
    await stopGateway(sql, { gatewayId, revision: gateway.revision, reason, now: nowOf(clock) });
    return null;
  }
  const settings = mergeSecrets(service, gateway.settings, Object.fromEntries(readable));
  const timeoutMs = typeof gateway.settings.timeoutMs === 'number' ? gateway.settings.timeoutMs : defaultTimeoutMs;
  return {
    revision: gateway.revision,
    connection: service.connect(settings, { maxConnections: gateway.maxConnections, timeoutMs, outbound }),
    maxConnections: gateway.maxConnections,
    timeoutMs,
    pace: gateway.quantity === null ? null : paceOf({ quantity: gateway.quantity, intervalSeconds: gateway.intervalSeconds }),
  };
}
