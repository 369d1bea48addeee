import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { writeAudit } from '../../db/queries/audit.ts';
import { type LeftOutEntry, listLeftOut } from '../../db/queries/campaign-left-out.ts';
import { type CampaignStanding, listCampaigns, readCampaign } from '../../db/queries/campaigns.ts';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { exclusionReasons } from '../../domain/audience.ts';
import { nowOf } from '../../domain/clock.ts';
import { maskPhone } from '../../domain/masks.ts';
import { access } from '../auth.ts';
import { aCampaign } from '../campaign-actions.ts';
import { campaignReport } from '../campaign-report.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import { answerCsv, type Cell, inOnePage } from '../csv.ts';
import { idParam } from '../fields.ts';
import { found } from '../problem.ts';
import { campaignQuery } from '../shapes/campaign.ts';
import { answersTable, answerTable, type Columns, rowsByPage, tableQuery } from '../table.ts';
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

const listColumns: Columns<CampaignStanding> = {
  Campanha: ({ id }) => id,
  Nome: ({ name }) => name,
  Classe: (campaign) => campaign.class,
  Situação: ({ state }) => state,
  Pessoas: ({ counts }) => counts.audience,
  'Na fila': ({ counts }) => counts.queued,
  Enviando: ({ counts }) => counts.sending,
  'Na operadora': ({ counts }) => counts.accepted,
  Entregues: ({ counts }) => counts.delivered,
  'Não entregues': ({ counts }) => counts.undelivered,
  Recusados: ({ counts }) => counts.refused,
  'Sem confirmação': ({ counts }) => counts.unknown,
  Segurados: ({ counts }) => counts.suppressed,
  Cancelados: ({ counts }) => counts.cancelled,
  Vencidos: ({ counts }) => counts.expired,
  Custo: ({ cost }) => ({ decimal: cost }),
  Quando: ({ startAt, createdAt }, moment) => moment(startAt ?? createdAt),
};
const reportHeaders = [
  ...['Campanha', 'Nome', 'Estado', 'Início', 'Fim', 'Textos', 'Na operadora ou além', 'Entregues', 'Não entregues', 'Recusados'],
  ...['Sem confirmação', 'Segurados', 'Cancelados', 'Vencidos', 'Taxa de entrega', 'Taxa de recusa', 'Custo'],
  ...['Respostas', 'Pediram para sair', 'Número errado', 'Quem clicou'],
];
const leftOutHeaders = ['Cliente', 'Nome', 'Cobrança', 'Telefone', 'Motivo', 'Detalhe'];

/** Campaigns for a spreadsheet: the list, what came of one, and whom it left out. Who takes names and phones along is recorded. */
export function campaignTableRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  const db = deps.db.db;
  const read = async (id: string) => found(await readCampaign(db, id, nowOf(deps.clock)), aCampaign, id);
  return new OpenAPIHono<ApiEnv>()
    .openapi(getList, (c) => {
      const { csv, ...asked } = c.req.valid('query');
      const now = nowOf(deps.clock);
      return answerTable(
        c,
        { deps, catalogue },
        {
          name: 'campanhas',
          audited: { action: 'campaigns.exported', entity: 'campaign' },
          asked: { csv, ...asked },
          columns: listColumns,
          read: (page) => listCampaigns(db, asked, page, now),
        },
      );
    })
    .openapi(getReport, async (c) => {
      const report = await campaignReport(db, await read(c.req.valid('param').id));
      const [unit] = Object.values((await catalogue.newest()).units);
      return answerCsv(c, {
        name: `campanha-${report.campaignId}`,
        form: c.req.valid('query').csv ?? 'br',
        headers: reportHeaders,
        pages: inOnePage([reportRow(report, unit?.timeZone ?? 'America/Sao_Paulo')]),
      });
    })
    .openapi(getLeftOut, async (c) => {
      refuseLimited(c, { pt: 'A campanha é da casa toda.', en: 'The campaign is the whole house’s.' });
      const { id: campaignId } = await read(c.req.valid('param').id);
      const { csv, reason } = c.req.valid('query');
      const { actor } = c.var.caller;
      const audited = { action: 'campaign.exported', entity: 'campaign', entityId: campaignId };
      await writeAudit(db, [{ at: nowOf(deps.clock), actor, ...audited, after: { table: 'left-out', ...(reason && { reason }) } }]);
      return answerCsv(c, {
        name: `fora-da-campanha-${campaignId}`,
        form: csv ?? 'br',
        headers: leftOutHeaders,
        pages: rowsByPage(
          (page) => listLeftOut(db, { campaignId, reason }, page),
          (entry) => leftOutRow(entry, c.var.caller),
        ),
      });
    });
}

function reportRow(report: Awaited<ReturnType<typeof campaignReport>>, timeZone: string): Cell[] {
  const { campaignId, name, state, counts, left, deliveryRate, refusalRate, cost, replies, optOuts, wrongPersons, clicks } = report;
  const moment = (at: string | null): Cell => (at === null ? null : { at, timeZone });
  return [
    ...[campaignId, name, state, moment(report.startedAt), moment(report.finishedAt), counts.audience, left],
    ...[counts.delivered, counts.undelivered, counts.refused, counts.unknown, counts.suppressed, counts.cancelled, counts.expired],
    ...[deliveryRate, refusalRate, { decimal: cost }, replies, optOuts, wrongPersons, clicks?.people ?? null],
  ];
}

function leftOutRow({ customerId, name, chargeId, phone, reason, detail }: LeftOutEntry, { seesFullPhones }: Caller): Cell[] {
  return [customerId, name, chargeId, phone === null || seesFullPhones ? phone : maskPhone(phone), reason, detail];
}
