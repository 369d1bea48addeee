import type { Sql } from '../db/client.ts';
import { tellDue } from '../db/queries/due.ts';

/** Told within this of each other, gateways are told of once. */
const breathMs = 2;

/** Tells the senders that a gateway has something due; what many decisions say in one breath is one call. Never throws: senders look by themselves. */
export function createDueBell(sql: Sql, onFault: (error: unknown) => void): (gatewayId: string) => void {
  let waiting = new Set<string>();
  const tell = async () => {
    const gatewayIds = [...waiting];
    waiting = new Set();
    await tellDue(sql, gatewayIds).catch(onFault);
  };
  return (gatewayId) => {
    if (waiting.size === 0) setTimeout(() => void tell(), breathMs);
    waiting.add(gatewayId);
  };
}
