import { recordOf } from '../dev/demo/api.ts';
import type { Benchmark, BenchRun } from './benchmark.ts';
import { percentile } from './measures.ts';
import { putOpenCharges } from './open-charges.ts';
import { until } from './progress.ts';
import { putGateway, putProvider } from './provider.ts';
import { addFigure, type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

/** The forecast of every open charge, the simulation of a draft and its publication; each a pass over all of them. */
export const forecast: Benchmark = async ({ openStack, say, options }: BenchRun) => {
  const charges = options.quick ? 2_000 : 100_000;
  const stack = await openStack();
  try {
    await putProvider(stack, { gatewayId: await putGateway(stack, 'forecast', { quantity: null, intervalSeconds: 1 }), rules: [] });
    await publish(stack, await ladderOf(stack, -3));
    await putOpenCharges(stack, charges);
    const figures: Figures = { 'forecast.charges': charges };

    const ahead = await survey(stack, '/v1/reports/forecast');
    figures['forecast.chargesPerSecond'] = rounded(charges / ahead.seconds);

    const one = await timelinesMs(stack, Math.min(charges, 500));
    addFigure(figures, 'forecast.oneChargeMs', 'p50', rounded(percentile(one, 0.5), 1));
    addFigure(figures, 'forecast.oneChargeMs', 'p99', rounded(percentile(one, 0.99), 1));

    await stack.api.call('PUT', '/v1/rule-sets/default', { name: 'Padrão', rules: await ladderOf(stack, -5) });
    const simulation = await survey(stack, '/v1/rule-sets/default/simulate');
    figures['simulation.seconds'] = rounded(simulation.seconds, 1);

    const { surveyId } = recordOf(await stack.api.call('POST', '/v1/rule-sets/default/publish'));
    const publication = await finished(stack, String(surveyId));
    figures['publication.seconds'] = rounded(publication.seconds, 1);
    figures['publication.signalled'] = Number(publication.answer.signalled);
    say(`forecast: ${charges} open charges; the publication told ${publication.answer.signalled} of them`);
    return figures;
  } finally {
    await stack.stop();
  }
};

/** How long the API takes to say what will happen to one charge, HTTP included, one after the other; the first fifty only warm it. */
async function timelinesMs({ api }: BenchStack, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 1; index <= count; index++) {
    const from = performance.now();
    await api.call('GET', `/v1/charges/B-${index}/timeline`);
    times.push(performance.now() - from);
  }
  return times.slice(50);
}

/** The whole ladder; the reminder moves, and only charges due within some days are still to be reminded. */
async function ladderOf(stack: BenchStack, reminderDays: number): Promise<object[]> {
  const template = async (number: number) => {
    const text = `Regra ${number}: {CLI_NAME}, sua fatura de {COB_VAL_DOC} vence em {COB_DATE_VENC}.`;
    return String(recordOf(await stack.api.call('POST', '/v1/templates', { name: `${number} ${reminderDays}`, channel: 'sms', text })).id);
  };
  const rule = async (number: number, event: string, days: number) => ({
    number,
    event,
    offset: { days },
    time: '09:00',
    channels: ['sms'],
    templateId: await template(number),
    late: 'skip',
  });
  return [
    await rule(3, 'due', reminderDays),
    await rule(4, 'due', 0),
    await rule(10, 'block_warning', 5),
    await rule(11, 'speed_reduction', 15),
    await rule(12, 'total_block', 30),
    await rule(13, 'cancellation', 30),
  ];
}

async function publish({ api }: BenchStack, rules: object[]): Promise<void> {
  await api.call('PUT', '/v1/rule-sets/default', { name: 'Padrão', rules });
  await api.call('POST', '/v1/rule-sets/default/publish');
}

async function survey(stack: BenchStack, path: string) {
  return finished(stack, String(recordOf(await stack.api.call('POST', path, {})).id));
}

async function finished({ api }: BenchStack, id: string): Promise<{ seconds: number; answer: Record<string, unknown> }> {
  let answer: Record<string, unknown> = {};
  const isOver = async () => {
    answer = recordOf(await api.call('GET', `/v1/surveys/${id}`));
    return answer.state === 'finished';
  };
  await until(isOver, 'the survey to end', 600_000);
  return { seconds: (Date.parse(String(answer.finishedAt)) - Date.parse(String(answer.startedAt))) / 1000, answer };
}
