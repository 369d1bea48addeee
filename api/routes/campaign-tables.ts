import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { type LeftOutEntry, listLeftOut } from '../../db/queries/campaign-left-out.ts';
import { type CampaignStanding, listCampaigns, readCampaign } from '../../db/queries/campaigns.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import type { PageRequest } from '../../db/queries/paging.ts';
import { exclusionReasons } from '../../domain/audience.ts';
import { nowOf } from '../../domain/clock.ts';
import { maskPhone } from '../../domain/masks.ts';
import { access } from '../auth.ts';
import { aCampaign } from '../campaign-actions.ts';
import { campaignReport } from '../campaign-report.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { idParam } from '../fields.ts';
import { found } from '../problem.ts';
import { campaignQuery } from '../shapes/campaign.ts';
import { allPages, answerRows, answersTable, answerTable, type Columns, saidCell, tableQuery } from '../table.ts';
import { refuseLimited } from '../units-limit.ts';
import { fields } from '../validation.ts';

const getList = createRoute({
  ...access('campaigns:read'),
  tags: ['campaigns'],
  method: 'get',
  path: '/v1/campaigns.csv',
  summary: 'Campaigns as a table, newest first, with what became of them so far',
  request: { query: fields({ ...campaignQuery, ...tableQuery }) },
  responses: answersTable,
});
const getReport = createRoute({
  ...access('campaigns:read'),
  tags: ['campaigns'],
  method: 'get',
  path: '/v1/campaigns/{id}/report.csv',
  summary: 'What came of a campaign, as one row that others can be put beside',
  request: { params: idParam, query: fields(tableQuery) },
  responses: answersTable,
});
const getLeftOut = createRoute({
  ...access('customers:export'),
  tags: ['campaigns'],
  method: 'get',
  path: '/v1/campaigns/{id}/left-out.csv',
  summary: 'Everybody who was selected and is not texted, and why, as a table',
  request: { params: idParam, query: fields({ ...tableQuery, reason: z.enum(exclusionReasons).optional() }) },
  responses: answersTable,
});

type Counted = { counts: CampaignStanding['counts'] };

/** What became of the texts, in each of the two tables. */
const outcomes = {
  delivered: ({ counts }: Counted) => counts.delivered,
  undelivered: ({ counts }: Counted) => counts.undelivered,
  refused: ({ counts }: Counted) => counts.refused,
  unknown: ({ counts }: Counted) => counts.unknown,
  suppressed: ({ counts }: Counted) => counts.suppressed,
  cancelled: ({ counts }: Counted) => counts.cancelled,
  expired: ({ counts }: Counted) => counts.expired,
};
const listColumns: Columns<'campaigns', CampaignStanding> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  class: (campaign, { words }) => saidCell(words.campaigns.class, campaign.class),
  state: ({ state }, { words }) => saidCell(words.campaigns.state, state),
  audience: ({ counts }) => counts.audience,
  queued: ({ counts }) => counts.queued,
  sending: ({ counts }) => counts.sending,
  accepted: ({ counts }) => counts.accepted,
  ...outcomes,
  cost: ({ cost }) => ({ decimal: cost }),
  startAt: ({ startAt, createdAt }, { moment }) => moment(startAt ?? createdAt),
};
const reportColumns: Columns<'campaign', Awaited<ReturnType<typeof campaignReport>>> = {
  id: ({ campaignId }) => campaignId,
  name: ({ name }) => name,
  state: ({ state }, { words }) => saidCell(words.campaigns.state, state),
  startedAt: ({ startedAt }, { moment }) => moment(startedAt),
  finishedAt: ({ finishedAt }, { moment }) => moment(finishedAt),
  audience: ({ counts }) => counts.audience,
  left: ({ left }) => left,
  ...outcomes,
  deliveryRate: ({ deliveryRate }) => deliveryRate,
  refusalRate: ({ refusalRate }) => refusalRate,
  cost: ({ cost }) => ({ decimal: cost }),
  replies: ({ replies }) => replies,
  optOuts: ({ optOuts }) => optOuts,
  wrongPersons: ({ wrongPersons }) => wrongPersons,
  clicked: ({ clicks }) => clicks?.people ?? null,
};
const leftOutColumns: Columns<'leftOut', LeftOutEntry> = {
  customerId: ({ customerId }) => customerId,
  name: ({ name }) => name,
  chargeId: ({ chargeId }) => chargeId,
  phone: ({ phone }) => phone,
  reason: ({ reason }, { words }) => saidCell(words.campaigns.excluded, reason),
  detail: ({ detail }) => detail,
};

/** Campaigns for a spreadsheet: the list, what came of one, and whom it left out. Who takes names and phones along is recorded. */
export function campaignTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  const known = async (id: string) => found(await readCampaign(db, id, nowOf(deps.clock)), aCampaign, id);
  return new OpenAPIHono<ApiEnv>()
    .openapi(getList, (c) => {
      const { csv, language, ...asked } = c.req.valid('query');
      const now = nowOf(deps.clock);
      return answerTable(
        c,
        { deps, catalogue },
        {
          name: 'campaigns',
          audited: { action: 'campaigns.exported', entity: 'campaign' },
          asked: { csv, language, ...asked },
          columns: listColumns,
          read: (page) => listCampaigns(db, asked, page, now),
        },
      );
    })
    .openapi(getReport, async (c) => {
      const report = await campaignReport(db, await known(c.req.valid('param').id));
      const about = report.campaignId;
      return answerRows(c, catalogue, { name: 'campaign', about, asked: c.req.valid('query'), columns: reportColumns, pages: [[report]] });
    })
    .openapi(getLeftOut, async (c) => {
      refuseLimited(c, { pt: 'A campanha é da casa toda.', en: 'The campaign is the whole house’s.' });
      const { id: campaignId } = await known(c.req.valid('param').id);
      const { reason, ...asked } = c.req.valid('query');
      const { actor } = c.var.caller;
      const audited = { action: 'campaign.exported', entity: 'campaign', entityId: campaignId };
      await writeAudit(db, [{ at: nowOf(deps.clock), actor, ...audited, after: { table: 'left-out', ...(reason && { reason }) } }]);
      const read = async (page: PageRequest) => {
        const { items, next } = await listLeftOut(db, { campaignId, reason }, page);
        return { items: items.map((entry) => shownTo(entry, c.var.caller)), next };
      };
      return answerRows(c, catalogue, { name: 'leftOut', about: campaignId, asked, columns: leftOutColumns, pages: allPages(read) });
    });
}

function shownTo({ phone, ...entry }: LeftOutEntry, { seesFullPhones }: Caller): LeftOutEntry {
  return { ...entry, phone: phone === null || seesFullPhones ? phone : maskPhone(phone) };
}
