import type { Sql } from '../db/client.ts';
import {
  hasCampaigns,
  hasPutOff,
  listFailoverCandidates,
  lockMovable,
  moveCampaigns,
  moveMessages,
  readCarrier,
  readGatewayRoutes,
} from '../db/queries/failover.ts';
import { readBreaker } from '../db/queries/gateway-breakers.ts';
import { isProbeDue } from '../domain/breaker.ts';
import { failoverMoves, failoverReason, roomOf } from '../domain/failover.ts';
import { fallbackOrder, routeFor } from '../domain/gateway-routes.ts';
import { carriesAllOf, textOn } from '../domain/gateway-text.ts';
import type { Instant } from '../domain/instants.ts';

/**
 * Moves what a gateway cannot send to the next one in order that is well: all that is due when it was given up, its account is at fault or
 * its provider is away for longer than a minute, else only what was put off again and again. What the other gateway cannot carry whole stays.
 * Gives how many texts moved.
 */
export async function failOver(
  sql: Sql,
  { gatewayId, retired = false, stoppedReason, now }: { gatewayId: string; retired?: boolean; stoppedReason: string | null; now: Instant },
): Promise<number> {
  const breaker = await readBreaker(sql, { gatewayId, now });
  const down = failoverReason({ retired, stoppedReason, breaker }, now);
  if (down === null && !(await hasPutOff(sql, gatewayId))) return 0;
  const candidates = await listFailoverCandidates(sql, { gatewayId, now });
  if (down === 'down') await leadCampaignsAway(sql, { gatewayId, candidates, now });
  const limit = candidates.reduce((sum, candidate) => sum + roomOf(candidate), 0);
  if (limit === 0) return 0;
  const routes = await readGatewayRoutes(sql);
  return sql.begin(async (tx) => {
    const waiting = await lockMovable(tx, { gatewayId, putOffOnly: down === null, limit, now });
    // Without a text that tries it, nobody would notice that the provider is back.
    const tries = down === 'down' && isProbeDue(breaker, now) && waiting.length < limit ? 1 : 0;
    const moves = failoverMoves(waiting.slice(0, waiting.length - tries), candidates, {
      orderOf: ({ kind, address }, all) => fallbackOrder(routeFor(routes, kind === 'notice' ? 'notices' : 'manual', address), all),
      carriedBy: ({ text }, gateway) => textOn(gateway, text),
    });
    for (const { id: to } of candidates) {
      const own = moves.flatMap((move) => (move.to.id === to ? [{ id: move.text.id, ...move.carried }] : []));
      await moveMessages(tx, own, { from: gatewayId, to, reason: down ?? 'put-off', now });
    }
    return moves.length;
  });
}

/**
 * Campaigns go on over the first gateway that carries whatever they may say, and stay there. An account at fault pauses them instead: a
 * person has to look before thousands of texts cost money elsewhere.
 */
async function leadCampaignsAway(
  sql: Sql,
  { gatewayId, candidates, now }: { gatewayId: string; candidates: Awaited<ReturnType<typeof listFailoverCandidates>>; now: Instant },
): Promise<void> {
  if (!(await hasCampaigns(sql, gatewayId))) return;
  const own = await readCarrier(sql, gatewayId);
  const other = own && candidates.find((candidate) => carriesAllOf(candidate, own));
  if (other) await moveCampaigns(sql, { from: gatewayId, to: other.id, reason: 'down', now });
}
