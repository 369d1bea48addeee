import type { Logger } from 'pino';
import type { Db } from '../../db/client.ts';
import { type LiveState, readLiveState } from '../../db/queries/live.ts';
import { sameValue } from '../../domain/source-view.ts';

export type Topic = keyof LiveState;
/** A topic and the whole of what it is now: whoever missed what was before has missed nothing. */
export type Change = { [K in Topic]: { topic: K; state: LiveState[K] } }[Topic];
type Listener = (changes: Change[]) => void;

const everyMs = 1_000;

/** Looks at the house once a second, for everybody who listens in this process together, and only while somebody does. */
export function createHouseWatch({ db, log }: { db: Db; log: Logger }) {
  const listeners = new Set<Listener>();
  let last: LiveState | null = null;
  let timer: NodeJS.Timeout | null = null;

  const look = async () => {
    try {
      const state = await readLiveState(db);
      const changes = changesOf(state).filter(({ topic, state: now }) => last !== null && !sameValue(last[topic], now));
      last = state;
      if (changes.length > 0) for (const listener of listeners) listener(changes);
    } catch (error) {
      // The database is away: whoever listens sees the last state until it is back.
      log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'live state not read');
    }
    timer = listeners.size > 0 ? setTimeout(look, everyMs).unref() : null;
    if (timer === null) last = null;
  };

  return {
    /** Tells every change from now on, after the whole state; call what it gives to stop. */
    async listen(listener: Listener): Promise<() => void> {
      const state = await readLiveState(db);
      last ??= state; // what the others know already: from there on this one hears the same as they do
      listener(changesOf(last));
      listeners.add(listener);
      timer ??= setTimeout(look, everyMs).unref();
      return () => void listeners.delete(listener);
    },
  };
}

function changesOf({ settings, gateways, alerts }: LiveState): Change[] {
  return [
    { topic: 'settings', state: settings },
    { topic: 'gateways', state: gateways },
    { topic: 'alerts', state: alerts },
  ];
}
