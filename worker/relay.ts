import type { Logger } from 'pino';
import type { Db, Sql } from '../db/client.ts';
import { clearAlert, raiseAlert } from '../db/queries/alerts.ts';
import { finishOutbox, type OutboxRow, outboxChannel, retryOutbox, takeOutbox } from '../db/queries/outbox.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs } from '../domain/instants.ts';
import type { Announcer } from './announcer.ts';
import { listenFor } from './listen.ts';

export type RelayDeps = { db: Db; sql: Sql; clock: Clock; announcer: Announcer; log: Logger };

const batch = 400;
const inFlight = 50;
const leaseMs = 30_000;
const pollMs = 1_000;
const alertFromAttempts = 5;
const alertKey = 'relay';

/** Carries the outbox to Temporal for as long as the process lives. A Temporal that is away delays it; nothing is lost. */
export async function startRelay(deps: RelayDeps): Promise<{ stop(): Promise<void> }> {
  const news = await listenFor(deps.sql, outboxChannel);
  let stopping = false;
  const running = (async () => {
    while (!stopping) {
      try {
        if ((await relayOnce(deps)) === 0) await news.wait(pollMs);
      } catch (error) {
        deps.log.warn({ err: error }, 'the outbox could not be read, trying again');
        await news.wait(pollMs);
      }
    }
  })();
  return {
    async stop() {
      stopping = true;
      news.ring();
      await running;
      await news.close();
    },
  };
}

/** Relays one batch and gives how many rows it took. Rows of one workflow are told once. */
export async function relayOnce({ db, clock, announcer, log }: RelayDeps): Promise<number> {
  const now = nowOf(clock);
  const rows = await takeOutbox(db, { limit: batch, now, leaseUntil: addMs(now, leaseMs) });
  if (rows.length === 0) return 0;
  const groups = groupsOf(rows);
  const known = await announcer.prepare(rows.flatMap(({ kind, target }) => (kind === 'charge' ? [target] : [])));
  const told: number[] = [];
  let failures = 0;
  const tell = async (group: OutboxRow[]) => {
    const [first] = group;
    if (first === undefined) return;
    const ids = group.map(({ id }) => id);
    try {
      await (first.kind === 'charge' ? announcer.charge(first.target, known) : announcer[first.kind](first.target));
      told.push(...ids);
    } catch (error) {
      failures += 1;
      const attempts = Math.max(...group.map((row) => row.attempts));
      await retryOutbox(db, ids, {
        availableAt: addMs(nowOf(clock), Math.min(300_000, 500 * 2 ** Math.min(attempts, 12))),
        error: nameOf(error),
      });
      log.warn({ kind: first.kind, target: first.target, attempts, fault: nameOf(error) }, 'Temporal could not be told, trying again');
      if (attempts >= alertFromAttempts)
        await raiseAlert(db, { key: alertKey, kind: 'relay-failing', subject: 'outbox', detail: { fault: nameOf(error) } }, now);
    }
  };
  const lanes = Array.from({ length: Math.min(inFlight, groups.length) }, async () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) await tell(group);
  });
  await Promise.all(lanes);
  // One commit a batch; rows told twice after a crash in between do no harm.
  await finishOutbox(db, told);
  if (failures === 0) await clearAlert(db, alertKey, now);
  return rows.length;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

function groupsOf(rows: OutboxRow[]): OutboxRow[][] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const key = `${row.kind}:${row.target}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
