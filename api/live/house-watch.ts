import type { Logger } from 'pino';
import type { Db } from '../../db/client.ts';
import { listCampaignsBegun } from '../../db/queries/campaigns.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readLiveState } from '../../db/queries/live.ts';
import { rateShown } from '../../domain/campaign-rate.ts';
import { type Clock, nowOf } from '../../domain/clock.ts';
import { sameValue } from '../../domain/source-view.ts';
import { campaignEnd } from '../campaign-end.ts';

type HouseWatchDeps = { db: Db; clock: Clock; catalogue: CatalogueCache; log: Logger };
type LiveState = Awaited<ReturnType<typeof readHouse>>;
export type Topic = keyof LiveState;
/** A topic and the whole of what it is now: whoever missed what was before has missed nothing. */
export type Change = { [K in Topic]: { topic: K; state: LiveState[K] } }[Topic];
type Listener = (changes: Change[]) => void;

const everyMs = 1_000;
/** More than that at once is a list to page through, not a line to listen to. */
const mostCampaigns = 50;

/** Looks at the house once a second, for everybody who listens in this process together, and only while somebody does. */
export function createHouseWatch(deps: HouseWatchDeps) {
  const listeners = new Set<Listener>();
  let last: LiveState | null = null;
  let timer: NodeJS.Timeout | null = null;

  const look = async () => {
    try {
      const state = await readHouse(deps);
      const changes = changesOf(state).filter(({ topic, state: now }) => last !== null && !sameValue(last[topic], now));
      last = state;
      if (changes.length > 0) for (const listener of listeners) listener(changes);
    } catch (error) {
      // The database is away: whoever listens sees the last state until it is back.
      deps.log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'live state not read');
    }
    timer = listeners.size > 0 ? setTimeout(look, everyMs).unref() : null;
    if (timer === null) last = null;
  };

  return {
    /** Tells every change from now on, after the whole state; call what it gives to stop. */
    async listen(listener: Listener): Promise<() => void> {
      const state = await readHouse(deps);
      if (last === null || listeners.size === 0) last = state;
      listener(changesOf(last)); // what the others know already: from there on this one hears the same as they do
      listeners.add(listener);
      timer ??= setTimeout(look, everyMs).unref();
      return () => void listeners.delete(listener);
    },
  };
}

/** Campaigns under way with their counts and estimate, beside the rest. */
async function readHouse({ db, clock, catalogue }: HouseWatchDeps) {
  const now = nowOf(clock);
  const [house, begun, known] = await Promise.all([
    readLiveState(db),
    listCampaignsBegun(db, { limit: mostCampaigns, now }),
    catalogue.newest(),
  ]);
  const campaigns = begun.map((campaign) => {
    const { id, state, pausedReason, counts, cost, perSecond, opensAt, updatedAt } = campaign;
    const rate = rateShown(perSecond);
    return { id, state, pausedReason, counts, cost, rate, opensAt, endsAt: campaignEnd(campaign, known, now), updatedAt };
  });
  return { ...house, campaigns };
}

function changesOf({ settings, gateways, alerts, campaigns }: LiveState): Change[] {
  return [
    { topic: 'settings', state: settings },
    { topic: 'gateways', state: gateways },
    { topic: 'alerts', state: alerts },
    { topic: 'campaigns', state: campaigns },
  ];
}
