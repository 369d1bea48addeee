import type { Sql } from '../db/client.ts';
import { hasPutOff, listFailoverCandidates, lockMovable, moveMessages } from '../db/queries/failover.ts';
import { readBreaker } from '../db/queries/gateway-breakers.ts';
import { isProbeDue } from '../domain/breaker.ts';
import { failoverReason, failoverTarget } from '../domain/failover.ts';
import { textOn } from '../domain/gateway-text.ts';
import type { Instant } from '../domain/instants.ts';

/**
 * Moves what a gateway cannot send to the next one in order that is well: all that is due when its account is at fault or its provider
 * is away for longer than a minute, else only what was put off again and again. What the other gateway cannot carry whole stays.
 */
export async function failOver(
  sql: Sql,
  { gatewayId, stoppedReason, now }: { gatewayId: string; stoppedReason: string | null; now: Instant },
): Promise<number> {
  const breaker = await readBreaker(sql, { gatewayId, now });
  const down = failoverReason({ stoppedReason, breaker }, now);
  if (down === null && !(await hasPutOff(sql, gatewayId))) return 0;
  const candidates = await listFailoverCandidates(sql, { gatewayId, now });
  const target = failoverTarget(candidates);
  const carrier = candidates.find(({ id }) => id === target?.id);
  if (target === null || carrier === undefined) return 0;
  return sql.begin(async (tx) => {
    const waiting = await lockMovable(tx, { gatewayId, putOffOnly: down === null, limit: target.room, now });
    // Without a text that tries it, nobody would notice that the provider is back.
    const tries = down === 'down' && isProbeDue(breaker, now) && waiting.length < target.room ? 1 : 0;
    const moved = waiting.slice(0, waiting.length - tries).flatMap(({ id, text }) => {
      const carried = textOn(carrier, text);
      return carried === null ? [] : [{ id, ...carried }];
    });
    await moveMessages(tx, moved, { from: gatewayId, to: target.id, reason: down ?? 'put-off', now });
    return moved.length;
  });
}
