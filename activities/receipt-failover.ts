import type { Sql } from '../db/client.ts';
import { listFailoverCandidates, readGatewayRoutes } from '../db/queries/failover.ts';
import { hasOverdueReceipts, lockOverdue, sendOnceMore } from '../db/queries/receipt-failover.ts';
import { failoverMoves, roomOf } from '../domain/failover.ts';
import { fallbackOrder, routeFor } from '../domain/gateway-routes.ts';
import { textOn } from '../domain/gateway-text.ts';
import type { Instant } from '../domain/instants.ts';
import type { GatewayAbilities } from '../gateways/define.ts';

/**
 * Sends once more, by the next gateway, what a rule does not want to wait for any longer: accepted, and no receipt in time. Where a
 * provider tells nothing of its texts nothing is late. Gives how many texts were queued.
 */
export async function resendUnconfirmed(
  sql: Sql,
  { gatewayId, abilities, now }: { gatewayId: string; abilities: GatewayAbilities; now: Instant },
): Promise<number> {
  const tells = abilities.receiptWebhook || abilities.lookUp !== null;
  if (!tells || !(await hasOverdueReceipts(sql, { gatewayId, now }))) return 0;
  const candidates = await listFailoverCandidates(sql, { gatewayId, now });
  const limit = candidates.reduce((sum, candidate) => sum + roomOf(candidate), 0);
  if (limit === 0) return 0;
  const routes = await readGatewayRoutes(sql);
  return sql.begin(async (tx) => {
    const overdue = await lockOverdue(tx, { gatewayId, limit, now });
    const moves = failoverMoves(overdue, candidates, {
      orderOf: ({ address }, all) => fallbackOrder(routeFor(routes, 'notices', address), all),
      carriedBy: ({ text }, gateway) => textOn(gateway, text),
    });
    for (const { id: to } of candidates) {
      const own = moves.flatMap((move) => (move.to.id === to ? [{ id: move.text.id, ...move.carried }] : []));
      await sendOnceMore(tx, own, { to, now });
    }
    return moves.length;
  });
}
