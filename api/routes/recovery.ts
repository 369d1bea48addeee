import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readRecovery } from '../../db/queries/recovery.ts';
import { stepEvents } from '../../domain/states.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { periodOf, periodQuery, reportOrTable, reportTableQuery } from '../report-period.ts';
import { amountCell, answerRows, type Columns, saidCell } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const usualDays = 7;

const query = fields({
  ...periodQuery,
  ...reportTableQuery,
  withinDays: z.coerce
    .number()
    .pipe(z.int().min(1).max(60))
    .default(usualDays)
    .openapi({ type: 'integer', description: 'A payment counts for the last text of its charge within so many days before it' }),
});
const answer = z
  .object({
    from: z.string(),
    to: z.string(),
    withinDays: z.int(),
    paidCents: z.int(),
    items: z.array(
      z.object({
        rule: z.int().nullable().openapi({ description: 'null: no text had left shortly before' }),
        event: z.enum(stepEvents).nullable(),
        days: z.int().nullable().openapi({ description: 'From the due date, as the step usually went; negative is before' }),
        payments: z.int(),
        charges: z.int(),
        paidCents: z.int(),
      }),
    ),
  })
  .openapi('Recovery');

const getRecovery = createRoute({
  ...access('reports:read'),
  tags: ['reports'],
  method: 'get',
  path: '/v1/reports/recovery',
  summary: 'Money that came in, by the last text before it',
  request: { query },
  responses: { ...answers(answer), 200: reportOrTable(answer, 'The most money first') },
});

const columns: Columns<'recovery', z.infer<typeof answer>['items'][number]> = {
  rule: ({ rule }) => rule,
  event: ({ event }, { words }) => saidCell(words.states.event, event),
  days: ({ days }) => days,
  payments: ({ payments }) => payments,
  charges: ({ charges }) => charges,
  amount: ({ paidCents }) => amountCell(paidCents),
};

/** Which texts are followed by money. */
export function recoveryRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getRecovery, async (c) => {
    const asked = c.req.valid('query');
    const { withinDays } = asked;
    const { from, to } = periodOf(deps.clock, asked);
    const items = await readRecovery(deps.db.db, { from, to, withinDays, units: unitsOf(c) });
    if (asked.format !== 'csv') {
      const paidCents = items.reduce((sum, item) => sum + item.paidCents, 0);
      return c.json({ from, to, withinDays, paidCents, items }, 200);
    }
    return answerRows(c, catalogue, { name: 'recovery', about: `${from}-${to}`, asked, columns, pages: [items] });
  });
}
