import type { Client, WorkflowHandle } from '@temporalio/client';
import { type ChargeNoticesInput, chargeQueue, chargeWorkflowId, signals, workflowTypes } from '../../workflows/contract.ts';

/**
 * Starts the workflow of a charge, or tells the one that runs that something changed: it then looks at the database again. The fact
 * itself must be there before, put over the API; a charge that nobody knows ends at once. Called twice it does nothing twice.
 */
export async function wakeCharge(client: Client, chargeId: string): Promise<WorkflowHandle> {
  const input: ChargeNoticesInput = { chargeId };
  return client.workflow.signalWithStart(workflowTypes.charge, {
    workflowId: chargeWorkflowId(chargeId),
    taskQueue: chargeQueue,
    args: [input],
    signal: signals.chargeChanged,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
