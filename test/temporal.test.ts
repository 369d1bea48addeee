import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { startDevServer, startTimeSkipping } from './temporal.ts';

test('the dev server keeps thirty days of history and knows what workflows are searched by', async () => {
  const { address, namespace } = await startDevServer();
  const connection = await Connection.connect({ address });
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  await connection.close();
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3600);
  expect(Object.keys(customAttributes ?? {})).toEqual(
    expect.arrayContaining(['CampaignId', 'ChargeState', 'CustomerId', 'DueAt', 'GatewayId']),
  );
});

test('the time-skipping server lets ten days pass at once', async () => {
  const environment = await startTimeSkipping();
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: 'time-skipping',
    workflowsPath: fileURLToPath(new URL('./fixtures/sample-workflows.ts', import.meta.url)),
    activities: { note: async () => 'noted', send: async () => 'sent' },
  });
  const result = await worker.runUntil(
    environment.client.workflow.execute('reminder', { taskQueue: 'time-skipping', workflowId: 'reminder' }),
  );
  await environment.teardown();
  expect(result).toBe('on time: sent');
});
