import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listMessages, type Message, type MessageFilter } from '../../db/queries/read-messages.ts';
import { nowOf } from '../../domain/clock.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { answerCsv, type Cell } from '../csv.ts';
import { messageFilterOf, messageOf, messageQuery } from '../shapes/message.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const rowsAtOnce = 1_000;

const getTable = createRoute({
  ...access('messages:export'),
  tags: ['messages'],
  method: 'get',
  path: '/v1/messages.csv',
  summary: 'Messages as a table, newest first: all that fit, however many',
  request: { query: fields({ ...messageQuery, csv: z.enum(['iso']).optional().openapi({ description: 'Commas and ISO forms' }) }) },
  responses: {
    ...answers(z.unknown()),
    200: { description: 'The table', content: { 'text/csv': { schema: z.string() } } },
  },
});

const headers = [
  ...['Mensagem', 'Criada', 'Enviada', 'Entregue', 'Tipo', 'Canal', 'Estado', 'Motivo', 'Para', 'Cliente', 'Cobrança', 'Campanha', 'Regra'],
  ...['Gateway', 'Id na operadora', 'Tentativa anterior', 'Partes', 'Custo', 'Texto', 'Cliques', 'Primeiro clique'],
];

/** Messages for a spreadsheet. Who takes them along is recorded. */
export function messageTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  return new OpenAPIHono<ApiEnv>().openapi(getTable, async (c) => {
    const { csv, ...asked } = c.req.valid('query');
    const filter = { ...messageFilterOf(asked), units: unitsOf(c) };
    const { caller } = c.var;
    const [unit] = Object.values((await catalogue.newest()).units);
    const now = nowOf(deps.clock);
    await writeAudit(db, [
      { at: now, actor: caller.actor, action: 'messages.exported', entity: 'message', entityId: 'csv', after: { ...asked } },
    ]);
    return answerCsv(c, {
      name: `mensagens-${now.slice(0, 10)}`,
      form: csv ?? 'br',
      headers,
      pages: allRows(deps, filter, { caller, timeZone: unit?.timeZone ?? 'America/Sao_Paulo' }),
    });
  });
}

type Viewer = { caller: Caller; timeZone: string };

async function* allRows({ db }: ApiDeps, filter: MessageFilter, viewer: Viewer): AsyncGenerator<Cell[][]> {
  for (let after: { key: string; id: string } | null = null; ; ) {
    const { items, next }: Awaited<ReturnType<typeof listMessages>> = await listMessages(db.db, filter, { limit: rowsAtOnce, after });
    yield items.map((message) => rowOf(message, viewer));
    if (next === null) return;
    after = next;
  }
}

function rowOf(message: Message, { caller, timeZone }: Viewer): Cell[] {
  const shown = messageOf(message, caller);
  const moment = (at: string | null): Cell => (at === null ? null : { at, timeZone });
  return [
    ...[shown.id, moment(shown.createdAt), moment(shown.sentAt), moment(shown.deliveredAt), shown.kind, shown.channel, shown.state],
    ...[shown.reason, shown.to, shown.customerId, shown.chargeId, shown.campaignId, shown.rule, shown.gatewayId, shown.providerId],
    ...[shown.resendOf, shown.segments, { decimal: shown.cost }, shown.text, shown.clicks, moment(shown.firstClickAt)],
  ];
}
