import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readLiveAlerts } from '../../db/queries/live.ts';
import type { Permission } from '../../domain/permissions.ts';
import { answers } from '../answers.ts';
import { accessOfKnown, isStillLetIn } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { type Change, createHouseWatch, type Topic } from '../live/house-watch.ts';
import { refuseBeyond } from '../rate-limit.ts';
import { unitsOf } from '../units-limit.ts';

/** What a caller has to be allowed to read to hear of a topic. */
const heardWith: Record<Topic, Permission> = {
  settings: 'settings:read',
  gateways: 'gateways:read',
  alerts: 'messages:read',
  campaigns: 'campaigns:read',
};

/** Proxies close what is silent; and nobody listens on whose session is over. */
const beatMs = 20_000;
const reconnectMs = 3_000;
const mostStreams = 20;

const getEvents = createRoute({
  ...accessOfKnown,
  method: 'get',
  path: '/v1/events',
  tags: ['live'],
  summary: 'What changes, as it changes: server-sent events',
  description:
    'Each event carries the whole of its topic (settings, gateways, alerts, campaigns), first as it is and then as it becomes; after a lost connection the first ones say all that was missed. Topics that the caller may not read are left out, and alerts of charges of other units. Of campaigns those that are under way are told, with their counts: one that is in the list no more has ended.',
  responses: {
    ...answers(z.unknown()),
    200: { description: 'Until either side ends it', content: { 'text/event-stream': { schema: z.string() } } },
  },
});

/** The live line to open consoles. */
export function eventRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const watch = createHouseWatch({ ...deps, db: deps.db.db, catalogue });
  const streams = new Map<string, number>();
  const bells = new Set<Bell>();
  deps.stopping.addEventListener('abort', () => {
    for (const { ring } of bells) ring();
  });
  return new OpenAPIHono<ApiEnv>().openapi(getEvents, (c) => {
    const { actor, permissions } = c.var.caller;
    const units = unitsOf(c);
    const open = streams.get(actor) ?? 0;
    refuseBeyond(open < mostStreams ? { passes: true } : { passes: false, retryAfterSeconds: beatMs / 1000 });
    streams.set(actor, open + 1);
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const heard = ({ topic }: Change) => permissions.has(heardWith[topic]);
      const toldOf = ({ topic, state }: Change) => (topic === 'alerts' && units !== undefined ? readLiveAlerts(deps.db.db, units) : state);
      const queue: Change[] = [];
      const bell = createBell();
      bells.add(bell);
      stream.onAbort(bell.ring);
      let stop = () => {};
      try {
        stop = await watch.listen((changes) => {
          queue.push(...changes.filter(heard));
          bell.ring();
        });
        for (let beatAt = performance.now(); !stream.aborted && !deps.stopping.aborted; ) {
          for (const change of queue.splice(0))
            await stream.writeSSE({ event: change.topic, data: JSON.stringify(await toldOf(change)), retry: reconnectMs });
          await bell.wait(beatMs);
          if (performance.now() - beatAt < beatMs) continue;
          if (!(await isStillLetIn(deps, c))) break;
          await stream.write(': \n\n');
          beatAt = performance.now();
        }
      } finally {
        stop();
        bells.delete(bell);
        leave(streams, actor);
      }
    });
  });
}

function leave(streams: Map<string, number>, actor: string): void {
  const left = (streams.get(actor) ?? 1) - 1;
  if (left > 0) streams.set(actor, left);
  else streams.delete(actor);
}

type Bell = ReturnType<typeof createBell>;

/** Lets one wait for a ring, at most so long. A ring while nobody waits is kept. */
function createBell() {
  let rung = false;
  let wake = () => {};
  return {
    ring: () => {
      rung = true;
      wake();
    },
    async wait(ms: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((done) => {
          const timer = setTimeout(done, ms).unref();
          wake = () => {
            clearTimeout(timer);
            done();
          };
        });
      }
      rung = false;
    },
  };
}
