import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listMessages } from '../../db/queries/read-messages.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { type messageAnswer, messageFilterOf, messageOf, messageQuery } from '../shapes/message.ts';
import { answersTable, answerTable, type Columns, tableQuery } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const getTable = createRoute({
  ...access('messages:export'),
  tags: ['messages'],
  method: 'get',
  path: '/v1/messages.csv',
  summary: 'Messages as a table, newest first: all that fit, however many',
  request: { query: fields({ ...messageQuery, ...tableQuery }) },
  responses: answersTable,
});

const columns: Columns<z.infer<typeof messageAnswer>> = {
  Mensagem: ({ id }) => id,
  Criada: ({ createdAt }, moment) => moment(createdAt),
  Enviada: ({ sentAt }, moment) => moment(sentAt),
  Entregue: ({ deliveredAt }, moment) => moment(deliveredAt),
  Tipo: ({ kind }) => kind,
  Canal: ({ channel }) => channel,
  Estado: ({ state }) => state,
  Motivo: ({ reason }) => reason,
  Para: ({ to }) => to,
  Cliente: ({ customerId }) => customerId,
  Cobrança: ({ chargeId }) => chargeId,
  Campanha: ({ campaignId }) => campaignId,
  Regra: ({ rule }) => rule,
  Gateway: ({ gatewayId }) => gatewayId,
  'Id na operadora': ({ providerId }) => providerId,
  'Tentativa anterior': ({ resendOf }) => resendOf,
  Partes: ({ segments }) => segments,
  Custo: ({ cost }) => ({ decimal: cost }),
  Texto: ({ text }) => text,
  Cliques: ({ clicks }) => clicks,
  'Primeiro clique': ({ firstClickAt }, moment) => moment(firstClickAt),
};

/** Messages for a spreadsheet. */
export function messageTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, ...asked } = c.req.valid('query');
    const filter = { ...messageFilterOf(asked), units: unitsOf(c) };
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'mensagens',
        audited: { action: 'messages.exported', entity: 'message' },
        asked: { csv, ...asked },
        columns,
        read: async (page) => {
          const { items, next } = await listMessages(deps.db.db, filter, page);
          return { items: items.map((message) => messageOf(message, c.var.caller)), next };
        },
      },
    );
  });
}
