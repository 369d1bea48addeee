import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { audienceQueries } from '../db/queries/audience-queries.ts';
import { prepareSummary } from '../db/queries/audience-summary.ts';
import { summaryByCustomerSql, summarySql } from '../db/queries/audience-summary-sql.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import { recordOf } from '../dev/demo/api.ts';
import type { AudienceFilter, ChargeFilter } from '../domain/audience.ts';
import { instantOf } from '../domain/instants.ts';
import { adultBornBy } from '../domain/recipients.ts';
import { textShape } from '../domain/text-shape.ts';
import { loadAudienceData } from './audience-data.ts';
import type { Benchmark } from './benchmark.ts';
import { until } from './progress.ts';
import { putGateway, putProvider } from './provider.ts';
import { addFigure, type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

const anybody: AudienceFilter = {
  permission: 'billing',
  list: null,
  customerStatus: [],
  accessStatus: [],
  units: [],
  panels: [],
  plans: [],
  cities: [],
  birthday: null,
  lastMessage: null,
  segments: [],
  customerIds: [],
  charge: null,
  include: { customerIds: [] },
  exclude: { customerIds: [] },
};
const anyCharge: ChargeFilter = { type: [], status: [], date: null, daysOverdue: null, amountCents: null, perCustomer: 1 };

type Case = { name: string; text: string; filters: AudienceFilter[] };

function cases(today: string): Case[] {
  const about = (charge: Partial<ChargeFilter>, more: Partial<AudienceFilter> = {}): AudienceFilter => ({
    ...anybody,
    ...more,
    charge: { ...anyCharge, ...charge },
  });
  const bill = '{CLI_NAME}, sua fatura de {COB_VAL_DOC} venceu em {COB_DATE_VENC}.';
  return [
    { name: 'everybody', text: 'Oi {CLI_NAME}', filters: [anybody] },
    { name: 'overdue', text: bill, filters: [about({ status: ['overdue'], type: ['internet'] }, { customerStatus: ['enabled'] })] },
    { name: 'any charge, the oldest', text: bill, filters: [about({})] },
    { name: 'every charge', text: bill, filters: [about({ perCustomer: 'all' })] },
    {
      name: 'paid in the month',
      text: 'Recebemos {COB_VAL_PAG}.',
      filters: [about({ status: ['paid'], date: { field: 'paid', match: 'month', value: today } })],
    },
    { name: 'due in the week', text: bill, filters: [about({ date: { field: 'due', match: 'week', value: today } })] },
    { name: 'support', text: bill, filters: [about({ type: ['support'] })] },
    { name: 'removed', text: bill, filters: [about({ status: ['removed'] })] },
    { name: 'blocked access', text: bill, filters: [about({ status: ['open', 'overdue'] }, { accessStatus: ['blocked'] })] },
    { name: 'a panel', text: 'Oi {CLI_NAME}', filters: [{ ...anybody, panels: ['painel-3'] }] },
    { name: 'a city', text: 'Oi {CLI_NAME}', filters: [{ ...anybody, cities: ['Sao Simao'] }] },
    {
      name: 'birthdays',
      text: 'Oi {CLI_NAME}',
      filters: [{ ...anybody, permission: 'marketing', birthday: { match: 'day', value: today } }],
    },
    {
      name: 'by both permissions',
      text: bill,
      filters: [about({ status: ['overdue'], perCustomer: 'all' }), about({ perCustomer: 'all' }, { permission: 'marketing' })],
    },
    { name: 'two selections', text: bill, filters: [about({ status: ['overdue'], perCustomer: 'all' }), about({ type: ['support'] })] },
  ];
}

/** Previews over 100,000 customers and 1,000,000 charges, through the API, and how many scans read what they throw away. */
export const audience: Benchmark = async ({ openStack, say, options: { quick } }) => {
  const figures: Figures = {};
  const stack = await openStack();
  try {
    const size = { customers: quick ? 5_000 : 100_000, chargesPerCustomer: 10 };
    say(`audience: loading ${size.customers} customers with ${size.chargesPerCustomer} charges each`);
    await loadAudienceData(stack.database.sql, size);
    const today = instantOf(Date.now()).slice(0, 10);
    for (const { name, text, filters } of cases(today)) {
      const preview = () => stack.api.call('POST', '/v1/audiences/preview', { audiences: filters, text });
      const begun = performance.now();
      const { count } = recordOf(await preview());
      const again = performance.now();
      await preview();
      addFigure(figures, 'audience.firstPreviewMs', name, rounded(again - begun));
      addFigure(figures, 'audience.previewMs', name, rounded(performance.now() - again));
      addFigure(figures, 'audience.previewCount', name, Number(count));
      addFigure(figures, 'audience.wastefulScans', name, await countWastefulScans(stack, { text, filters }));
    }
    await putProvider(stack, { gatewayId: await putGateway(stack, 'audience', { quantity: 1, intervalSeconds: 1 }), rules: [] });
    for (const { name, text, filters } of cases(today).filter((one) => one.name === 'everybody' || one.name === 'overdue')) {
      addFigure(figures, 'audience.freezePerSecond', name, await freeze(stack, { name, text, audiences: filters }));
    }
    return figures;
  } finally {
    await stack.stop();
  }
};

/** Recipients a second, from the start of a campaign until its audience is frozen. */
async function freeze({ api, database: { sql } }: BenchStack, draft: { name: string; text: string; audiences: AudienceFilter[] }) {
  const body = { ...draft, class: 'informative' };
  const { id } = recordOf(await api.call('POST', '/v1/campaigns', body));
  await api.call('POST', `/v1/campaigns/${id}/start`, { countdownSeconds: 0, canary: 20 });
  let rate = 0;
  await until(
    async () => {
      const [row] = await sql<{ rate: number }[]>`
        select (select count(*) from messages m where m.campaign_id = c.id) / extract(epoch from frozen_at - started_at)::float8 as rate
        from campaigns c where c.id = ${String(id)} and frozen_at is not null`;
      rate = row?.rate ?? 0;
      return row !== undefined;
    },
    'the audience to be frozen',
    120_000,
  );
  await api.call('POST', `/v1/campaigns/${id}/cancel`, {});
  return rounded(rate);
}

const planNode = z.object({
  'Node Type': z.string(),
  'Actual Rows': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  get Plans() {
    return z.array(planNode).default([]);
  },
});

/** Sequential scans that keep less than a fifth of what they read. */
async function countWastefulScans({ database: { db } }: BenchStack, { text, filters }: Omit<Case, 'name'>): Promise<number> {
  const now = instantOf(Date.now());
  const catalogue = await createCatalogueCache(db).newest();
  const wording = { text, missing: {}, accents: 'smart' as const, maxLength: 160, maxSegments: 3 };
  const input = {
    audiences: await audienceQueries(db, filters, catalogue, now),
    class: 'informative' as const,
    text: textShape(wording, catalogue, now),
    limits: wording,
    cap: null,
    adultBornBy: adultBornBy(now),
    today: now.slice(0, 10),
    now,
  };
  const statement = filters.length > 1 || filters[0]?.charge?.perCustomer === 'all' ? summaryByCustomerSql(input) : summarySql(input);
  const [row] = await db.transaction(async (tx) => {
    await prepareSummary(tx, input);
    return tx.execute(sql`explain (analyze, format json) ${statement}`);
  });
  const [{ Plan }] = z.tuple([z.object({ Plan: planNode })]).parse(row?.['QUERY PLAN']);
  return scansOf(Plan).filter(({ 'Actual Rows': kept, 'Rows Removed by Filter': removed }) => kept < (kept + removed) / 5).length;
}

function scansOf(node: z.infer<typeof planNode>): z.infer<typeof planNode>[] {
  return [...(node['Node Type'] === 'Seq Scan' ? [node] : []), ...node.Plans.flatMap(scansOf)];
}
