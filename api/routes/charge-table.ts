import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { nowOf } from '../../domain/clock.ts';
import { access } from '../auth.ts';
import { chargePages } from '../charge-pages.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { type chargeAnswer, chargeQuery } from '../shapes/charge.ts';
import { amountCell, answersTable, answerTable, type Columns, saidCell, tableQuery } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const getTable = createRoute({
  ...access('customers:export'),
  tags: ['charges'],
  method: 'get',
  path: '/v1/charges.csv',
  summary: 'Charges as a table, newest first: all that fit, however many',
  request: { query: fields({ ...chargeQuery, ...tableQuery }) },
  responses: answersTable,
});

type Charge = z.infer<typeof chargeAnswer>;

const columns: Columns<'charges', Charge> = {
  id: ({ id }) => id,
  code: ({ code }) => code,
  type: ({ type }, { words }) => saidCell(words.states.chargeType, type),
  customerId: ({ customerId }) => customerId,
  customerName: ({ customerName }) => customerName,
  unit: ({ unit }, saying) => saying.unit(unit),
  amount: ({ amountCents }) => amountCell(amountCents),
  dueDate: ({ dueDate }) => ({ date: dueDate }),
  effectiveDueDate: ({ effectiveDueDate }) => ({ date: effectiveDueDate }),
  status: ({ status, overdue }, { words }) => saidCell(words.states.charge, overdue ? 'overdue' : status),
  hold: ({ holds }, { words }) => saidCell(words.states.hold, holds[0]?.kind ?? null),
  nextRule: (charge) => (charge.nextStep ?? heldStepOf(charge))?.rule ?? null,
  nextState: (charge, { words }) => saidCell(words.states.step, charge.nextStep === null ? (heldStepOf(charge)?.state ?? null) : 'planned'),
  sendsAt: ({ nextStep, timeZone }) => nextStep && { at: nextStep.sendsAt, timeZone },
};

/** What would come next if nothing held it. */
function heldStepOf({ ladder }: Charge) {
  return ladder.find(({ state }) => state === 'held');
}

/** Charges for a spreadsheet. */
export function chargeTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, language, ...asked } = c.req.valid('query');
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'charges',
        audited: { action: 'charges.exported', entity: 'charge' },
        asked: { csv, language, ...asked },
        columns,
        read: chargePages(deps.db.db, { catalogue, asked, units: unitsOf(c), now: nowOf(deps.clock) }),
      },
    );
  });
}
