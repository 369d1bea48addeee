import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readHouseZone } from '../../db/queries/house-zone.ts';
import { countLeftOut, type LeftOutDay, leftOutSources } from '../../db/queries/left-out.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { periodOf, periodQuery, reportOrTable, reportTableQuery } from '../report-period.ts';
import { answerRows, type Columns, reasonCell, saidCell } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const answer = z
  .object({
    from: z.string(),
    to: z.string(),
    timeZone: z.string(),
    byReason: z.record(z.string(), z.int()),
    items: z.array(
      z.object({
        date: z.string().openapi({ description: 'The day that the text was meant for' }),
        source: z.enum(leftOutSources).openapi({
          description: 'ladder: a step without its text; text: written, and did not leave; campaign: selected, and in no audience',
        }),
        reason: z.string(),
        count: z.int(),
      }),
    ),
  })
  .openapi('Exclusions');

const getExclusions = createRoute({
  ...access('reports:read'),
  tags: ['reports'],
  method: 'get',
  path: '/v1/reports/exclusions',
  summary: 'Texts that did not go, by day and reason',
  request: { query: fields({ ...periodQuery, ...reportTableQuery }) },
  responses: { ...answers(answer), 200: reportOrTable(answer, 'Newest day first, the most frequent reason first') },
});

const columns: Columns<'exclusions', LeftOutDay> = {
  date: ({ date }) => ({ date }),
  source: ({ source }, { words }) => saidCell(words.lists.leftOutSource, source),
  reason: ({ source, reason }, { words }) =>
    source === 'campaign' ? saidCell(words.campaigns.excluded, reason) : reasonCell(words.states.reason, reason),
  count: ({ count }) => count,
};

/** Who got no text, and why, as numbers; `missed` and `unreachable` name the charges. */
export function exclusionRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getExclusions, async (c) => {
    const asked = c.req.valid('query');
    const units = unitsOf(c);
    const { from, to } = periodOf(deps.clock, asked);
    const timeZone = await readHouseZone(deps.db.db, units);
    const items = await countLeftOut(deps.db.db, { from, to, timeZone, units });
    if (asked.format !== 'csv') {
      const byReason: Record<string, number> = {};
      for (const { reason, count } of items) byReason[reason] = (byReason[reason] ?? 0) + count;
      return c.json({ from, to, timeZone, byReason, items }, 200);
    }
    return answerRows(c, catalogue, { name: 'exclusions', about: `${from}-${to}`, asked, columns, pages: [items] });
  });
}
