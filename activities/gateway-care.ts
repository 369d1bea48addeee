import type { Sql } from '../db/client.ts';
import { noteBudget, readGatewayWork, type GatewayWork as WorkFacts } from '../db/queries/gateway-work.ts';
import { matchReceipts } from '../db/queries/receipts.ts';
import { closeOverdue } from '../db/queries/settle-messages.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs, earliest, epochMs, type Instant } from '../domain/instants.ts';
import type { GatewayAbilities } from '../gateways/define.ts';
import { phoneTag } from '../gateways/own-id.ts';
import { failOver } from './failover.ts';
import { abilitiesOf, questionsOf } from './gateway-abilities.ts';
import { resendUnconfirmed } from './receipt-failover.ts';

/** `poll`: the provider is to be asked something now. */
export type GatewayWork =
  | { kind: 'gone' }
  | { kind: 'idle'; until: Instant; summary: string; poll: boolean }
  /** `from`: the instant for which the sender makes itself ready; it sends what is due before, too. */
  | { kind: 'due'; lanes: number; licenceMs: number; from: Instant; poll: boolean };

/** A gateway looks for work at least this often, whoever forgot to call it. */
const lookEveryMs = 30_000;
/** Receipts older than this are of texts that nobody here sent. */
const receiptsTriedForMs = 3_600_000;
/** Statements and connections are warm when ten thousand texts become due. */
const readyBeforeMs = 2_000;
/** From this rate on two licences overlap, so that no gap between two activities is felt. */
const fastPerSecond = 20;

/** The local activity of a gateway's workflow: puts its queue in order, and says what is due and until when it may sleep. */
export function createGatewayCareActivities({ sql, clock }: { sql: Sql; clock: Clock }) {
  return {
    async lookForWork({ gatewayId }: { gatewayId: string }): Promise<GatewayWork> {
      const now = nowOf(clock);
      const before = await readGatewayWork(sql, { gatewayId, now });
      if (before === null) return { kind: 'gone' };
      const abilities = abilitiesOf(before);
      await closeOverdue(sql, { gatewayId, questions: questionsOf(abilities), now });
      await matchReceipts(sql, { receivedSince: addMs(now, -receiptsTriedForMs) }, { gatewayId, now, tagOf: phoneTag });
      await failOver(sql, { gatewayId, retired: before.retired, stoppedReason: before.stoppedReason, now });
      await resendUnconfirmed(sql, { gatewayId, abilities, now });
      await noteBudget(sql, { gatewayId, spent: before.budgetSpent, now });
      const work = await readGatewayWork(sql, { gatewayId, now });
      return work === null ? { kind: 'gone' } : workOf(work, abilities, now);
    },
  };
}

export type GatewayCareActivities = ReturnType<typeof createGatewayCareActivities>;

function workOf(work: WorkFacts, abilities: GatewayAbilities, now: Instant): GatewayWork {
  const isDue = (at: Instant) => epochMs(at) <= epochMs(now);
  const polls = pollsOf(work, abilities, now);
  const poll = polls.some(isDue);
  const wakes = [addMs(now, lookEveryMs), ...polls.filter((at) => !isDue(at))] as const;
  if (!work.open || work.nextAt === null) {
    const probe = work.probeAt !== null && work.nextAt !== null && !isDue(work.probeAt) ? [work.probeAt] : [];
    return { kind: 'idle', until: earliest(...wakes, ...probe), summary: work.open ? 'nada na fila' : 'parado', poll };
  }
  const readyAt = addMs(work.nextAt, -readyBeforeMs);
  if (!isDue(readyAt)) return { kind: 'idle', until: earliest(...wakes, readyAt), summary: 'próximo envio', poll };
  const fast = work.perSecond === null || work.perSecond >= fastPerSecond;
  return { kind: 'due', lanes: fast ? 2 : 1, licenceMs: fast ? 5_000 : 20_000, from: work.nextAt, poll };
}

/** When the provider is to be asked what it can be asked; an account at fault is asked nothing. */
function pollsOf(work: WorkFacts, { lookUp, replyPolling, balance }: GatewayAbilities, now: Instant): Instant[] {
  if (!work.enabled || work.stoppedReason !== null) return [];
  return [
    ...(lookUp !== null && work.askAt !== null ? [work.askAt] : []),
    ...(replyPolling !== null ? [work.repliesAt ?? now] : []),
    ...(balance ? [work.balanceAt ?? now] : []),
  ];
}
