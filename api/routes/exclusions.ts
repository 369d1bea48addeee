import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readHouseZone } from '../../db/queries/house-zone.ts';
import { countLeftOut, leftOutSources } from '../../db/queries/left-out.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { answerCsv, inOnePage } from '../csv.ts';
import { csvFormOf, periodOf, periodQuery, reportOrTable, tableQuery } from '../report-period.ts';
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
  request: { query: fields({ ...periodQuery, ...tableQuery }) },
  responses: { ...answers(answer), 200: reportOrTable(answer, 'Newest day first, the most frequent reason first') },
});

/** Who got no text, and why, as numbers; `missed` and `unreachable` name the charges. */
export function exclusionRoutes(deps: ApiDeps) {
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
    return answerCsv(c, {
      name: `exclusions-${from}-${to}`,
      form: csvFormOf(asked),
      headers: ['Dia', 'Origem', 'Motivo', 'Textos'],
      pages: inOnePage(items.map(({ date, source, reason, count }) => [{ date }, source, reason, count])),
    });
  });
}
