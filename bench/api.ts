import { recordOf } from '../dev/demo/api.ts';
import { instantOf } from '../domain/instants.ts';
import { loadAudienceData } from './audience-data.ts';
import type { Benchmark } from './benchmark.ts';
import { percentile } from './measures.ts';
import { loadMessageData } from './message-data.ts';
import { putGateway } from './provider.ts';
import { addFigure, type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

const calls = 50;
const dayMs = 86_400_000;

/** What the console's pages ask for, over 100,000 customers, 1,000,000 charges and 1,000,000 messages: each call as a page makes it, one after the other. */
export const api: Benchmark = async ({ openStack, say, options: { quick } }) => {
  const figures: Figures = {};
  const stack = await openStack();
  try {
    const size = { customers: quick ? 2_000 : 100_000, chargesPerCustomer: 10 };
    say(`api: loading ${size.customers} customers with ${size.chargesPerCustomer} charges and messages each`);
    const gatewayId = await putGateway(stack, 'api', { quantity: null, intervalSeconds: 1 });
    await loadAudienceData(stack.database.sql, size);
    await loadMessageData(stack.database.sql, gatewayId);
    for (const [name, path] of await paths(stack, gatewayId)) {
      const times = await timesOf(stack, path);
      addFigure(figures, 'api.p99Ms', name, rounded(percentile(times, 0.99), 1));
      addFigure(figures, 'api.p50Ms', name, rounded(percentile(times, 0.5), 1));
    }
    return figures;
  } finally {
    await stack.stop();
  }
};

async function paths({ database: { sql } }: BenchStack, gatewayId: string): Promise<[string, string][]> {
  const [one] = await sql<{ id: string; chargeId: string; customerId: string; address: string }[]>`
    select id::text as id, charge_id as "chargeId", customer_id as "customerId", address from messages where rule = 3 order by messages.id desc limit 1`;
  if (one === undefined) throw new Error('api: no messages were loaded');
  const now = Date.now();
  const between = `from=${instantOf(now - 30 * dayMs)}&to=${instantOf(now)}`;
  const days = `from=${instantOf(now - 30 * dayMs).slice(0, 10)}&to=${instantOf(now).slice(0, 10)}`;
  return [
    ['messages, newest', '/v1/messages'],
    ['messages of a phone', `/v1/messages?phone=${encodeURIComponent(one.address)}`],
    ['messages of a customer', `/v1/messages?customerId=${one.customerId}`],
    ['messages, unknown', '/v1/messages?state=unknown'],
    ['messages, delivered', '/v1/messages?state=delivered'],
    ['messages, refused in a month', `/v1/messages?state=refused&${between}`],
    ['messages by hand', '/v1/messages?kind=manual'],
    ['messages of a gateway', `/v1/messages?gatewayId=${gatewayId}`],
    ['a message', `/v1/messages/${one.id}`],
    ['charges, newest', '/v1/charges'],
    [
      'charges, open and due in a month',
      `/v1/charges?status=open&dueFrom=${instantOf(now).slice(0, 10)}&dueTo=${instantOf(now + 30 * dayMs).slice(0, 10)}`,
    ],
    ['charges of a customer', `/v1/charges?customerId=${one.customerId}`],
    ['a charge', `/v1/charges/${one.chargeId}`],
    ['the timeline of a charge', `/v1/charges/${one.chargeId}/timeline`],
    ['customers, newest', '/v1/customers'],
    ['customers by name', '/v1/customers?q=Sebasti%C3%A3o%20Pereira'],
    ['customers by login', '/v1/customers?q=login99'],
    ['report of deliveries', `/v1/reports/delivery?${days}`],
    ['report of costs', `/v1/reports/cost?${days}`],
    ['report of recovered money', `/v1/reports/recovery?${days}`],
  ];
}

async function timesOf({ api: caller }: BenchStack, path: string): Promise<number[]> {
  recordOf(await caller.call('GET', path));
  const times: number[] = [];
  for (let index = 0; index < calls; index++) {
    const from = performance.now();
    await caller.call('GET', path);
    times.push(performance.now() - from);
  }
  return times;
}
