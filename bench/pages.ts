import { loadAudienceData } from './audience-data.ts';
import type { Benchmark } from './benchmark.ts';
import { openAllDay, startCampaign, whenFinished } from './campaigns.ts';
import { type ConsoleVisit, openConsole, type Visitor } from './console-visits.ts';
import type { FirstView } from './first-view.ts';
import { percentile } from './measures.ts';
import { loadMessageData } from './message-data.ts';
import { putGateway, putProvider } from './provider.ts';
import { addFigure, type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

const unlimited = { quantity: null, intervalSeconds: 1 };
const templateCount = 20;
const mostMs = 1_500;

/**
 * How long an administrator waits for each page of the console over 100,000 customers, 1,000,000 charges and 1,000,000 messages and a
 * campaign to everybody: with an empty browser at the page's own address, and by a click inside the console.
 */
export const pages: Benchmark = async ({ openStack, say, options: { quick } }) => {
  const stack = await openStack({ withConsole: true });
  try {
    const size = { customers: quick ? 2_000 : 100_000, chargesPerCustomer: 10 };
    say(`pages: loading ${size.customers} customers with ${size.chargesPerCustomer} charges and messages each`);
    await loadHouse(stack, size);
    const visitor = await openConsole(stack, say);
    try {
      return await viewAll(visitor, { rounds: quick ? 1 : 5, say });
    } finally {
      await visitor.close();
    }
  } finally {
    await stack.stop();
  }
};

async function loadHouse(stack: BenchStack, size: { customers: number; chargesPerCustomer: number }): Promise<void> {
  const gatewayId = await putGateway(stack, 'pages', { ...unlimited, maxConnections: 100 });
  await loadAudienceData(stack.database.sql, size);
  await loadMessageData(stack.database.sql, gatewayId);
  await putProvider(stack, { gatewayId, rules: [] });
  await openAllDay(stack);
  for (let number = 1; number <= templateCount; number++) {
    await stack.api.call('POST', '/v1/templates', { name: `Modelo ${number}`, channel: 'sms', text: 'Olá {CLI_NAME}, bom dia.' });
  }
  await whenFinished(stack, await startCampaign(stack), 600_000);
}

async function viewAll(visitor: Visitor, { rounds, say }: { rounds: number; say: (line: string) => void }): Promise<Figures> {
  const figures: Figures = {};
  const visits = await visitor.visits();
  const cold = new Map<ConsoleVisit, FirstView[]>(visits.map((visit) => [visit, []]));
  const clicked = new Map<ConsoleVisit, FirstView[]>();
  for (let round = 0; round < rounds; round++) {
    for (const visit of visits) cold.get(visit)?.push(await visitor.open(visit));
    for (const [visit, view] of await visitor.clickThrough(visits)) clicked.set(visit, [...(clicked.get(visit) ?? []), view]);
  }
  for (const [way, views] of [
    ['firstView', cold],
    ['clickedView', clicked],
  ] as const) {
    for (const [{ name }, seen] of views) {
      const times = seen.map(({ ms }) => ms);
      addFigure(figures, `pages.${way}Ms`, name, rounded(percentile(times, 0.5)));
      addFigure(figures, `pages.${way}WorstMs`, name, rounded(Math.max(...times)));
      if (way === 'firstView') addFigure(figures, 'pages.firstLoadKb', name, rounded(Math.max(...seen.map(({ kb }) => kb))));
      for (const { ms, slowestCall } of seen.filter((view) => view.ms > mostMs)) {
        say(`pages: ${name} took ${rounded(ms)} ms (${way}), of it ${rounded(slowestCall.ms)} ms for ${slowestCall.path}`);
      }
    }
  }
  return figures;
}
