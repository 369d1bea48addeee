import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readHouseZone } from '../../db/queries/house-zone.ts';
import { countUnread } from '../../db/queries/reply-marks.ts';
import { readSettings } from '../../db/queries/settings.ts';
import { countStepsAhead, countUndecided, type HourOfGateway, readHours } from '../../db/queries/today.ts';
import { nowOf } from '../../domain/clock.ts';
import { epochMs, instantOf } from '../../domain/instants.ts';
import { addDays, zoneOf } from '../../domain/local-time.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { unitsOf } from '../units-limit.ts';

const hourMs = 3_600_000;
const countedMost = 10_000;

const counts = { planned: z.int(), sent: z.int(), delivered: z.int(), failed: z.int() };
const answer = z
  .object({
    date: z.string(),
    timeZone: z.string(),
    totals: z.object({ ...counts, campaign: z.int().openapi({ description: 'Of planned and sent ones' }), cost: z.string() }),
    hours: z
      .array(z.object({ at: z.string(), ...counts }))
      .openapi({ description: 'Each hour of the day that has a text, by its beginning' }),
    gateways: z.array(
      z.object({
        gatewayId: z.string(),
        ...counts,
        waiting: z.int().openapi({ description: 'Due, and not gone' }),
        used: z.int().openapi({ description: 'Gone within the interval of the gateway' }),
      }),
    ),
    undecided: z.int().openapi({ description: `Unknown texts that wait for a person, at most ${countedMost}` }),
    unread: z.int().openapi({ description: `Replies that wait for somebody to read them, at most ${countedMost}` }),
  })
  .openapi('Today');

const getToday = createRoute({
  ...access('reports:read'),
  tags: ['reports'],
  method: 'get',
  path: '/v1/reports/today',
  summary: 'What goes out today, by the hour and by the gateway: planned, sent, delivered',
  responses: answers(answer),
});

/** The day as it stands. */
export function todayRoutes(deps: ApiDeps) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>().openapi(getToday, async (c) => {
    const units = unitsOf(c);
    const now = nowOf(deps.clock);
    const timeZone = await readHouseZone(db, units);
    const zone = zoneOf(timeZone);
    const { date } = zone.toLocal(epochMs(now));
    const start = zone.toInstant(date, 0);
    const asked = { from: instantOf(start), until: instantOf(zone.toInstant(addDays(date, 1), 0)), now, units };
    const { service } = await readSettings(db);
    const [texts, ahead, undecided, unread] = await Promise.all([
      readHours(db, asked),
      service === 'on' ? countStepsAhead(db, asked) : [],
      countUndecided(db, { units, most: countedMost }),
      countUnread(db, { units, most: countedMost }),
    ]);
    const hours = byHour([...texts, ...ahead.map((step) => ({ ...nothing, ...step }))]);
    return c.json(
      {
        date,
        timeZone,
        totals: {
          ...sumOf([...hours.values()]),
          campaign: texts.reduce((sum, { campaign }) => sum + campaign, 0),
          cost: (texts.reduce((sum, { cost }) => sum + cost, 0) / 10_000).toFixed(4),
        },
        hours: [...hours].toSorted(([a], [b]) => a - b).map(([hour, found]) => ({ at: instantOf(start + hour * hourMs), ...found })),
        gateways: byGateway(texts),
        undecided,
        unread,
      },
      200,
    );
  });
}

type Counts = Pick<HourOfGateway, 'planned' | 'sent' | 'delivered' | 'failed'>;
const nothing: Counts = { planned: 0, sent: 0, delivered: 0, failed: 0 };

function sumOf(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, { planned, sent, delivered, failed }) => ({
      planned: sum.planned + planned,
      sent: sum.sent + sent,
      delivered: sum.delivered + delivered,
      failed: sum.failed + failed,
    }),
    nothing,
  );
}

function byHour(all: readonly (Counts & { hour: number })[]): Map<number, Counts> {
  const hours = new Map<number, Counts>();
  for (const { hour, ...counts } of all) hours.set(hour, sumOf([hours.get(hour) ?? nothing, counts]));
  return hours;
}

function byGateway(texts: readonly HourOfGateway[]) {
  return [...new Set(texts.map(({ gatewayId }) => gatewayId))].map((gatewayId) => {
    const found = texts.filter((text) => text.gatewayId === gatewayId);
    const sum = (of: 'waiting' | 'used') => found.reduce((total, text) => total + text[of], 0);
    return { gatewayId, ...sumOf(found), waiting: sum('waiting'), used: sum('used') };
  });
}
