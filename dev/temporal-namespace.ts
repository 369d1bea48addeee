import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributes } from '../workflows/contract.ts';

const namespace = 'default';
const retentionSeconds = 30 * 24 * 3600;
const { IndexedValueType } = proto.temporal.api.enums.v1;
const typeNumbers = { Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD, Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME };

/** Waits for the server, then gives the namespace 30 days of retention and the search attributes it lacks: also on data of an older start. */
export async function prepareNamespace(address: string): Promise<void> {
  const connection = await connectWithin(address, 30_000);
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) !== retentionSeconds) {
      const retention = proto.google.protobuf.Duration.fromObject({ seconds: retentionSeconds });
      await connection.workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: retention } });
    }
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(searchAttributes).filter(([name]) => !(name in (customAttributes ?? {})));
    if (missing.length > 0) {
      const types = Object.fromEntries(missing.map(([name, type]) => [name, typeNumbers[type]]));
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: types });
    }
  } finally {
    await connection.close();
  }
}

async function connectWithin(address: string, timeoutMs: number): Promise<Connection> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2_000 });
      await connection.workflowService.describeNamespace({ namespace });
      return connection;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(100);
    }
  }
}
