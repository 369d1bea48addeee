import type { Sql } from '../db/client.ts';
import { matchReceipts } from '../db/queries/receipts.ts';
import { closeOverdue, readGatewayWork } from '../db/queries/settle-messages.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs, earliest, epochMs, type Instant } from '../domain/instants.ts';
import { phoneTag } from '../gateways/own-id.ts';

export type GatewayWork =
  | { kind: 'gone' }
  | { kind: 'idle'; until: Instant; summary: string }
  /** `from`: the instant for which the sender makes itself ready; it sends what is due before, too. */
  | { kind: 'due'; lanes: number; licenceMs: number; from: Instant };

/** A gateway looks for work at least this often, whoever forgot to call it. */
const lookEveryMs = 30_000;
/** Receipts older than this are of texts that nobody here sent. */
const receiptsTriedForMs = 3_600_000;
/** Statements and connections are warm when ten thousand texts become due. */
const readyBeforeMs = 2_000;
/** From this rate on two licences overlap, so that no gap between two activities is felt. */
const fastPerSecond = 20;

/** The local activity of a gateway's workflow: what is due, and until when it may sleep. */
export function createGatewayCareActivities({ sql, clock }: { sql: Sql; clock: Clock }) {
  return {
    async lookForWork({ gatewayId }: { gatewayId: string }): Promise<GatewayWork> {
      const now = nowOf(clock);
      await closeOverdue(sql, { gatewayId, now });
      await matchReceipts(sql, { receivedSince: addMs(now, -receiptsTriedForMs) }, { gatewayId, now, tagOf: phoneTag });
      const work = await readGatewayWork(sql, gatewayId);
      if (work === null) return { kind: 'gone' };
      const nextLook = addMs(now, lookEveryMs);
      if (!work.open || work.nextAt === null) return { kind: 'idle', until: nextLook, summary: work.open ? 'nada na fila' : 'parado' };
      const readyAt = addMs(work.nextAt, -readyBeforeMs);
      if (epochMs(readyAt) > epochMs(now)) return { kind: 'idle', until: earliest(nextLook, readyAt), summary: 'próximo envio' };
      const fast = work.perSecond === null || work.perSecond >= fastPerSecond;
      return { kind: 'due', lanes: fast ? 2 : 1, licenceMs: fast ? 5_000 : 20_000, from: work.nextAt };
    },
  };
}

export type GatewayCareActivities = ReturnType<typeof createGatewayCareActivities>;
