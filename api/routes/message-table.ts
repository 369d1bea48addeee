import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Executor } from '../../db/client.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { readThingNames } from '../../db/queries/names.ts';
import { listMessages } from '../../db/queries/read-messages.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import type { Cell } from '../csv.ts';
import { type messageAnswer, messageFilterOf, messageOf, messageQuery } from '../shapes/message.ts';
import { answersTable, answerTable, type Columns, reasonCell, saidCell, tableQuery } from '../table.ts';
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

type Message = z.infer<typeof messageAnswer>;

const columns: Columns<'messages', Message & { names: Names }> = {
  id: ({ id }) => id,
  createdAt: ({ createdAt }, { moment }) => moment(createdAt),
  sentAt: ({ sentAt }, { moment }) => moment(sentAt),
  deliveredAt: ({ deliveredAt }, { moment }) => moment(deliveredAt),
  kind: ({ kind }, { words }) => saidCell(words.states.kind, kind),
  channel: ({ channel }, { words }) => saidCell({ sms: 'SMS', ...words.states.channel }, channel),
  state: ({ state }, { words }) => saidCell(words.states.message, state),
  reason: ({ reason }, { words }) => reasonCell(words.states.reason, reason),
  to: ({ to }) => to,
  customerId: ({ customerId }) => customerId,
  customerName: ({ customerName }) => customerName,
  chargeId: ({ chargeId }) => chargeId,
  campaignId: ({ campaignId, names }) => campaignId && namedCell(campaignId, names[`campaign:${campaignId}`]),
  rule: ({ rule }) => rule,
  gatewayId: ({ gatewayId, names }) => namedCell(gatewayId, names[`gateway:${gatewayId}`]),
  providerId: ({ providerId }) => providerId,
  resendOf: ({ resendOf }) => resendOf,
  segments: ({ segments }) => segments,
  cost: ({ cost }) => ({ decimal: cost }),
  text: ({ text }) => text,
  clicks: ({ clicks }) => clicks,
  firstClickAt: ({ firstClickAt }, { moment }) => moment(firstClickAt),
};

/** Messages for a spreadsheet. */
export function messageTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, language, ...asked } = c.req.valid('query');
    const filter = { ...messageFilterOf(asked), units: unitsOf(c) };
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'messages',
        audited: { action: 'messages.exported', entity: 'message' },
        asked: { csv, language, ...asked },
        columns,
        read: async (page) => {
          const { items, next } = await listMessages(deps.db.db, filter, page);
          const names = await namesIn(deps.db.db, items);
          return { items: items.map((message) => ({ ...messageOf(message, c.var.caller), names })), next };
        },
      },
    );
  });
}

type Names = Awaited<ReturnType<typeof readThingNames>>;

/** What staff call the gateways and campaigns of these messages. */
function namesIn(db: Executor, messages: readonly Pick<Message, 'gatewayId' | 'campaignId'>[]): Promise<Names> {
  return readThingNames(
    db,
    messages.flatMap(({ gatewayId, campaignId }) => [
      { entity: 'gateway', entityId: gatewayId },
      ...(campaignId === null ? [] : [{ entity: 'campaign', entityId: campaignId }]),
    ]),
  );
}

function namedCell(id: string, name: string | undefined): Cell {
  return { code: id, said: name ?? id };
}
