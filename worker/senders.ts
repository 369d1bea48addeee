import { GatewaySender, type SenderDeps } from '../activities/sender/gateway-sender.ts';
import { type OpenGatewayDeps, openGateway } from './open-gateway.ts';

export type SendersDeps = OpenGatewayDeps & Pick<SenderDeps, 'processId' | 'log' | 'rewrite'>;

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
