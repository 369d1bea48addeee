import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { nowOf } from '../../domain/clock.ts';
import { access } from '../auth.ts';
import { chargePages } from '../charge-pages.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { type chargeAnswer, chargeQuery } from '../shapes/charge.ts';
import { amountCell, answersTable, answerTable, type Columns, tableQuery } from '../table.ts';
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

const columns: Columns<Charge> = {
  Cobrança: ({ id }) => id,
  Código: ({ code }) => code,
  Tipo: ({ type }) => type,
  Cliente: ({ customerId }) => customerId,
  Nome: ({ customerName }) => customerName,
  Unidade: ({ unit }) => unit,
  Valor: ({ amountCents }) => amountCell(amountCents),
  Vencimento: ({ dueDate }) => ({ date: dueDate }),
  'Vencimento que vale': ({ effectiveDueDate }) => ({ date: effectiveDueDate }),
  Situação: ({ status, overdue }) => (overdue ? 'overdue' : status),
  Suspensão: ({ holds }) => holds[0]?.kind ?? null,
  'Próxima etapa': (charge) => (charge.nextStep ?? heldStepOf(charge))?.rule ?? null,
  'Estado da etapa': (charge) => (charge.nextStep === null ? (heldStepOf(charge)?.state ?? null) : 'planned'),
  'Sai em': ({ nextStep, timeZone }) => nextStep && { at: nextStep.sendsAt, timeZone },
};

/** What would come next if nothing held it. */
function heldStepOf({ ladder }: Charge) {
  return ladder.find(({ state }) => state === 'held');
}

/** Charges for a spreadsheet. */
export function chargeTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, ...asked } = c.req.valid('query');
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'cobrancas',
        audited: { action: 'charges.exported', entity: 'charge' },
        asked: { csv, ...asked },
        columns,
        read: chargePages(deps.db.db, { catalogue, asked, units: unitsOf(c), now: nowOf(deps.clock) }),
      },
    );
  });
}
