import { readFile } from 'node:fs/promises';
import { recordOf } from '../dev/demo/api.ts';
import { realLadder } from '../dev/demo/ladders.ts';
import { units } from '../dev/demo/provider.ts';
import { ruleNumbers, templates } from '../dev/demo/templates.ts';
import { workflowTypes } from '../workflows/contract.ts';
import type { Benchmark } from './benchmark.ts';
import { countOutbox, countWakes, until } from './progress.ts';
import { putGateway } from './provider.ts';
import { type Figures, rounded } from './report.ts';
import type { BenchStack } from './stack.ts';

const exportDir = new URL('../test/fixtures/erp-export/', import.meta.url);

/** A provider's whole export taken over through the API, and the workflows of its open charges started. */
export const charges: Benchmark = async ({ openStack, say }) => {
  const stack = await openStack();
  try {
    await putDemonstrationLadder(stack);
    await importFile(stack, 'customers', 'clientes.csv');
    const started = performance.now();
    const { accepted, rejected } = await importFile(stack, 'charges', 'cobrancas.csv');
    const importedMs = performance.now() - started;
    await until(async () => (await countOutbox(stack.database)) === 0, 'the outbox to be empty', 180_000);
    const wakes = await countWakes(stack.database);
    const running = async () =>
      (await stack.client.workflow.count(`WorkflowType='${workflowTypes.charge}' AND ExecutionStatus='Running'`)).count;
    await until(async () => (await running()) === wakes, `${wakes} workflows to run`, 60_000);
    const startedMs = performance.now() - started;
    const texts = await stack.receiver.count('import');
    say(
      `charges: ${accepted} lines taken, ${rejected} refused in ${rounded(importedMs / 1000, 1)} s; ${wakes} workflows run ` +
        `${rounded((startedMs - importedMs) / 1000, 1)} s later; ${texts} texts sent`,
    );
    const figures: Figures = {
      'charges.importPerSecond': rounded((accepted + rejected) / (importedMs / 1000)),
      'charges.startsPerSecond': rounded(wakes / (startedMs / 1000)),
      'charges.startedAfterImportMs': rounded(startedMs - importedMs),
    };
    return figures;
  } finally {
    await stack.stop();
  }
};

async function importFile(
  { upload }: BenchStack,
  kind: 'customers' | 'charges',
  file: string,
): Promise<{ accepted: number; rejected: number }> {
  const body = await readFile(new URL(file, exportDir));
  const { accepted, rejected } = recordOf(await upload(`/v1/import/${kind}?mode=takeover`, body));
  return { accepted: Number(accepted), rejected: Number(rejected) };
}

/** The ladder of the demonstration, with an e-mail gateway that nothing reaches before months have passed. */
async function putDemonstrationLadder(stack: BenchStack): Promise<void> {
  const { api } = stack;
  const sms = await putGateway(stack, 'import', { quantity: null, intervalSeconds: 1 });
  for (const [id, unit] of Object.entries(units)) await api.call('PUT', `/v1/units/${id}`, unit);
  const ids = new Map<number, string>();
  for (const number of ruleNumbers) ids.set(number, String(recordOf(await api.call('POST', '/v1/templates', templates[number])).id));
  const of = (number: number) => ids.get(number) ?? '';
  const ladder = realLadder({ 2: of(2), 3: of(3), 4: of(4), 5: of(5), 10: of(10), 11: of(11), 12: of(12), 13: of(13) });
  await api.call('PUT', '/v1/rule-sets/default', ladder);
  await api.call('POST', '/v1/rule-sets/default/publish');
  await api.call('PATCH', '/v1/settings', { service: 'on', defaultGateways: { notices: sms, campaigns: sms, manual: sms } });
}
