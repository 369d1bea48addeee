import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { sendingQueue } from '../workflows/contract.ts';

const { TaskQueueType } = proto.temporal.api.enums.v1;
const unimplemented = 12;

export type QueueToRate = { id: string; paused: boolean; quantity: number | null; intervalSeconds: number };

/**
 * Sets the rate of a gateway's queue: coarse back-pressure, the pacer at the call is exact. Nothing is handed out while a person pauses
 * the gateway. A server without queue configuration (the time-skipping one) goes without.
 */
export async function setQueueRate(client: Client, { id, paused, quantity, intervalSeconds }: QueueToRate): Promise<void> {
  const requestsPerSecond = paused ? 0 : quantity === null ? null : (2 * quantity) / intervalSeconds + 10;
  try {
    await client.workflowService.updateTaskQueueConfig({
      namespace: client.options.namespace,
      identity: 'regua-relay',
      taskQueue: sendingQueue(id),
      taskQueueType: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
      updateQueueRateLimit: { ...(requestsPerSecond === null ? {} : { rateLimit: { requestsPerSecond } }), reason: `gateway ${id}` },
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === unimplemented)) throw error;
  }
}
