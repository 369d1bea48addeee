import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readHouseZone } from '../../db/queries/house-zone.ts';
import { type ReceiptTimes, readReceiptTimes, readSentDays, type SentDay, type SentFilter } from '../../db/queries/sent-reports.ts';
import { messageKinds } from '../../domain/states.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { periodOf, periodQuery, reportOrTable, reportTableQuery } from '../report-period.ts';
import { answerRows, type Columns, saidCell } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const query = fields({ ...periodQuery, ...reportTableQuery });
const period = { from: z.string(), to: z.string(), timeZone: z.string() };
const ofDay = { date: z.string(), gatewayId: z.string(), gatewayName: z.string() };
const outcomes = {
  sent: z.int().openapi({ description: 'Left, whatever came of it' }),
  accepted: z.int().openapi({ description: 'No word from the phone yet' }),
  delivered: z.int(),
  undelivered: z.int(),
  refused: z.int(),
  unknown: z.int(),
};

const receiptSeconds = z
  .object({ median: z.number(), p95: z.number() })
  .nullable()
  .openapi({ description: 'From the sending to the receipt of what was delivered' });
const deliveryAnswer = z.object({ ...period, items: z.array(z.object({ ...ofDay, ...outcomes, receiptSeconds })) }).openapi('Delivery');
const costAnswer = z
  .object({
    ...period,
    total: z.string(),
    items: z.array(z.object({ ...ofDay, kind: z.enum(messageKinds), messages: z.int(), segments: z.int(), cost: z.string() })),
  })
  .openapi('Cost', { description: 'Decimal strings in reais; what was refused costs nothing' });

const reading = { ...access('reports:read'), tags: ['reports'], method: 'get' as const };
const getDelivery = createRoute({
  ...reading,
  path: '/v1/reports/delivery',
  summary: 'What left on each day through each gateway, and what came of it',
  request: { query },
  responses: { ...answers(deliveryAnswer), 200: reportOrTable(deliveryAnswer, 'Newest day first') },
});
const getCost = createRoute({
  ...reading,
  path: '/v1/reports/cost',
  summary: 'What texts cost on each day, by gateway and kind',
  request: { query },
  responses: { ...answers(costAnswer), 200: reportOrTable(costAnswer, 'Newest day first') },
});

const deliveryColumns: Columns<'delivery', z.infer<typeof deliveryAnswer>['items'][number]> = {
  date: ({ date }) => ({ date }),
  gateway: ({ gatewayName }) => gatewayName,
  sent: ({ sent }) => sent,
  accepted: ({ accepted }) => accepted,
  delivered: ({ delivered }) => delivered,
  undelivered: ({ undelivered }) => undelivered,
  refused: ({ refused }) => refused,
  unknown: ({ unknown }) => unknown,
  medianSeconds: (day) => day.receiptSeconds?.median ?? null,
  p95Seconds: (day) => day.receiptSeconds?.p95 ?? null,
};
const costColumns: Columns<'cost', z.infer<typeof costAnswer>['items'][number]> = {
  date: ({ date }) => ({ date }),
  gateway: ({ gatewayName }) => gatewayName,
  kind: ({ kind }, { words }) => saidCell(words.states.kind, kind),
  messages: ({ messages }) => messages,
  segments: ({ segments }) => segments,
  cost: ({ cost }) => ({ decimal: cost }),
};

/** What left, and what it cost. */
export function sentReportRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getDelivery, async (c) => {
      const asked = c.req.valid('query');
      const filter = await filterOf(deps, c, asked);
      const { units: _units, ...shown } = filter;
      const items = deliveryOf(...(await Promise.all([readSentDays(deps.db.db, filter), readReceiptTimes(deps.db.db, filter)])));
      if (asked.format !== 'csv') return c.json({ ...shown, items }, 200);
      const about = `${shown.from}-${shown.to}`;
      return answerRows(c, catalogue, { name: 'delivery', about, asked, columns: deliveryColumns, pages: [items] });
    })
    .openapi(getCost, async (c) => {
      const asked = c.req.valid('query');
      const filter = await filterOf(deps, c, asked);
      const { units: _units, ...shown } = filter;
      const days = await readSentDays(deps.db.db, filter);
      const items = days.map(({ date, gatewayId, gatewayName, kind, sent, refused, segments, cost }) => ({
        ...{ date, gatewayId, gatewayName, kind, messages: sent - refused, segments },
        cost: reais(cost),
      }));
      const total = reais(days.reduce((sum, { cost }) => sum + cost, 0));
      if (asked.format !== 'csv') return c.json({ ...shown, total, items }, 200);
      const about = `${shown.from}-${shown.to}`;
      return answerRows(c, catalogue, { name: 'cost', about, asked, columns: costColumns, pages: [items] });
    });
}

async function filterOf(deps: ApiDeps, c: Context<ApiEnv>, asked: z.infer<typeof query>): Promise<SentFilter> {
  const units = unitsOf(c);
  return { ...periodOf(deps.clock, asked), timeZone: await readHouseZone(deps.db.db, units), units };
}

/** The kinds of a day and gateway together, with how long the phones took to confirm. */
function deliveryOf(days: readonly SentDay[], times: readonly ReceiptTimes[]) {
  const secondsOf = new Map(
    times.map(({ date, gatewayId, median, p95 }) => [`${date} ${gatewayId}`, { median: tenths(median), p95: tenths(p95) }]),
  );
  const items = new Map<string, Omit<SentDay, 'kind' | 'segments' | 'cost'>>();
  for (const { kind: _kind, segments: _segments, cost: _cost, ...day } of days) {
    const key = `${day.date} ${day.gatewayId}`;
    const known = items.get(key);
    items.set(key, known === undefined ? day : { ...day, ...sumOf(known, day) });
  }
  return [...items].map(([key, day]) => ({ ...day, receiptSeconds: secondsOf.get(key) ?? null }));
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

type Outcomes = Record<keyof typeof outcomes, number>;

function sumOf(a: Outcomes, b: Outcomes): Outcomes {
  return {
    sent: a.sent + b.sent,
    accepted: a.accepted + b.accepted,
    delivered: a.delivered + b.delivered,
    undelivered: a.undelivered + b.undelivered,
    refused: a.refused + b.refused,
    unknown: a.unknown + b.unknown,
  };
}

function reais(cost: number): string {
  return (cost / 10_000).toFixed(4);
}
