import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { momentIn, numberIn } from '../../db/queries/paging.ts';
import {
  countUnsentSteps,
  listUnsentSteps,
  type UnsentFilter,
  type UnsentKind,
  type UnsentMark,
  type UnsentStep,
} from '../../db/queries/unsent-steps.ts';
import { stepEvents } from '../../domain/states.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerInstant } from '../fields.ts';
import { pageAnswer, pageQuery } from '../paging.ts';
import { periodOf, periodQuery, reportOrTable, reportTableQuery } from '../report-period.ts';
import { answerRows, type Columns, reasonCell, saidCell } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const reading = { ...access('reports:read'), tags: ['reports'] };
const csvPage = 1_000;

/** Days are those of the place where each customer lives. */
const query = fields({ ...pageQuery, ...periodQuery, ...reportTableQuery });

const step = z.object({
  stepId: z.string(),
  chargeId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  unit: z.string(),
  rule: z.number(),
  event: z.enum(stepEvents),
  dueDate: z.string(),
  plannedFor: answerInstant,
  reason: z.string(),
});
const answer = z
  .object({
    from: z.string(),
    to: z.string(),
    byReason: z.record(z.string(), z.int()),
    items: z.array(step),
    nextCursor: z.string().nullable(),
  })
  .openapi('UnsentSteps');

const report = (kind: UnsentKind, summary: string) =>
  createRoute({
    ...reading,
    method: 'get',
    path: `/v1/reports/${kind}`,
    summary,
    request: { query },
    responses: {
      ...answers(answer),
      200: reportOrTable(answer, 'Newest first; with format=csv all of them'),
    },
  });
const getMissed = report('missed', 'Texts whose time went by: too late, given way to a newer one, or without a window');
const getUnreachable = report('unreachable', 'Texts that reached nobody: no address, refused by the provider, or unwanted');

/** What did not go, and why. */
export function unsentReportRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>()
    .openapi(getMissed, (c) => answerReport({ deps, catalogue }, c, 'missed', c.req.valid('query')))
    .openapi(getUnreachable, (c) => answerReport({ deps, catalogue }, c, 'unreachable', c.req.valid('query')));
}

async function answerReport(
  { deps, catalogue }: { deps: ApiDeps; catalogue: CatalogueCache },
  c: Context<ApiEnv>,
  kind: UnsentKind,
  asked: z.infer<typeof query>,
): Promise<Response> {
  const db = deps.db.db;
  const { limit, cursor, format } = asked;
  const { from, to } = periodOf(deps.clock, asked);
  const filter: UnsentFilter = { kind, from, to, units: unitsOf(c) };
  if (format === 'csv') {
    return answerRows(c, catalogue, { name: kind, about: `${from}-${to}`, asked, columns, pages: allSteps(deps, filter) });
  }
  const after = cursor === undefined ? null : { plannedFor: momentIn(cursor.key), id: numberIn(cursor.id) };
  const steps = await listUnsentSteps(db, filter, { after, limit: limit + 1 });
  const shown = steps.slice(0, limit);
  const last = shown.at(-1);
  const next = steps.length > limit && last !== undefined ? { key: last.plannedFor, id: String(last.id) } : null;
  const items = shown.map(({ id, unitId: unit, timeZone: _zone, ...row }) => ({ ...row, stepId: String(id), unit }));
  return c.json({ from, to, byReason: await countUnsentSteps(db, filter), ...pageAnswer({ items, next }) }, 200);
}

const columns: Columns<UnsentKind, UnsentStep> = {
  plannedFor: ({ plannedFor: at, timeZone }) => ({ at, timeZone }),
  chargeId: ({ chargeId }) => chargeId,
  dueDate: ({ dueDate }) => ({ date: dueDate }),
  customerId: ({ customerId }) => customerId,
  customerName: ({ customerName }) => customerName,
  unit: ({ unitId }, saying) => saying.unit(unitId),
  rule: ({ rule }) => rule,
  event: ({ event }, { words }) => saidCell(words.states.event, event),
  reason: ({ reason }, { words }) => reasonCell(words.states.reason, reason),
};

async function* allSteps({ db }: ApiDeps, filter: UnsentFilter): AsyncGenerator<UnsentStep[]> {
  for (let after: UnsentMark | null = null; ; ) {
    const page: UnsentStep[] = await listUnsentSteps(db.db, filter, { after, limit: csvPage });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < csvPage) return;
    after = last;
  }
}
