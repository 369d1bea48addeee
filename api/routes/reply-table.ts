import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listReplies } from '../../db/queries/replies.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv } from '../context.ts';
import { type replyAnswer, replyFilterOf, replyOf, replyQuery } from '../shapes/reply.ts';
import { answersTable, answerTable, type Columns, saidCell, tableQuery } from '../table.ts';
import { unitsOf } from '../units-limit.ts';
import { fields } from '../validation.ts';

const getTable = createRoute({
  ...access('customers:export'),
  tags: ['opt-outs and replies'],
  method: 'get',
  path: '/v1/replies.csv',
  summary: 'What people answered as a table, newest first: all that fit, however many',
  request: { query: fields({ ...replyQuery, ...tableQuery }) },
  responses: answersTable,
});

const columns: Columns<'replies', z.infer<typeof replyAnswer>> = {
  id: ({ id }) => id,
  at: ({ at, receivedAt }, { moment }) => moment(at ?? receivedAt),
  from: ({ from }) => from,
  customerId: ({ customerId }) => customerId,
  customerName: ({ customerName }) => customerName,
  text: ({ text }) => text,
  intent: ({ intent }, { words }) => saidCell(words.lists.replyIntent, intent),
  messageId: ({ messageId }) => messageId,
  messageText: ({ messageText }) => messageText,
  readAt: ({ readAt }, { moment }) => readAt && moment(readAt),
  readBy: ({ readBy, readByName }) => readByName ?? readBy,
};

/** Replies for a spreadsheet. */
export function replyTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(getTable, (c) => {
    const { csv, language, ...asked } = c.req.valid('query');
    const filter = { ...replyFilterOf(asked), units: unitsOf(c) };
    return answerTable(
      c,
      { deps, catalogue },
      {
        name: 'replies',
        audited: { action: 'replies.exported', entity: 'reply' },
        asked: { csv, language, ...asked },
        columns,
        read: async (page) => {
          const { items, next } = await listReplies(deps.db.db, filter, page);
          return { items: items.map((said) => replyOf(said, c.var.caller)), next };
        },
      },
    );
  });
}
