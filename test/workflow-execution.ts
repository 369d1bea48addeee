import { randomUUID } from 'node:crypto';
import { defaultPayloadConverter, TypedSearchAttributes } from '@temporalio/common';
import { msNumberToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import proto, { type coresdk } from '@temporalio/proto';
import type { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { createUnsafeRandomSource } from '@temporalio/workflow/lib/random-helpers.js';

type Job = coresdk.workflow_activation.IWorkflowActivationJob;
type Command = coresdk.workflow_commands.IWorkflowCommand;

/** Scheduled, started, completed. */
const eventsOfTask = 3;

export type ExecutionInput = { workflowType: string; workflowId: string; args: unknown[]; taskQueue: string; nowMs: number; seed: number };

const encode = (value: unknown) => defaultPayloadConverter.toPayload(value);
const encodeAll = (values: unknown[]) => values.map((value) => encode(value) ?? {});

/** The value a payload carries; undefined for none. */
export function decode(payload: Parameters<typeof defaultPayloadConverter.fromPayload>[0] | null | undefined): unknown {
  return payload ? defaultPayloadConverter.fromPayload(payload) : undefined;
}

/** Milliseconds of a protocol duration; undefined when it is absent or zero, which the protocol uses for "not set". */
export function durationMs(duration: Parameters<typeof optionalTsToMs>[0]): number | undefined {
  return optionalTsToMs(duration) || undefined;
}

/**
 * One run of a workflow in the SDK's real sandbox: jobs go in, commands come out. Built on the SDK's own internals (as its tests are), so
 * the SDK's version is pinned. A workflow task that fails throws here, where a server would retry it for ever.
 */
export class WorkflowExecution {
  private readonly workflow: Awaited<ReturnType<ReusableVMWorkflowCreator['createWorkflow']>>;
  private readonly runId: string;
  /** Events that a server's history would hold by now, at most: a workflow task is counted for each job. */
  historyLength = 1;

  private constructor(workflow: WorkflowExecution['workflow'], runId: string) {
    this.workflow = workflow;
    this.runId = runId;
  }

  static async open(
    creator: ReusableVMWorkflowCreator,
    input: ExecutionInput,
  ): Promise<{ execution: WorkflowExecution; commands: Command[] }> {
    const { workflowType, workflowId, args, taskQueue, nowMs, seed } = input;
    const runId = randomUUID();
    const startTime = new Date(nowMs);
    const workflow = await creator.createWorkflow({
      randomnessSeed: [...Buffer.from(seed.toString(16).padStart(16, '0'), 'hex')],
      now: nowMs,
      showStackTraceSources: false,
      info: {
        ...{ workflowType, workflowId, taskQueue, runId, firstExecutionRunId: runId, originalExecutionRunId: runId },
        ...{ namespace: 'default', attempt: 1, taskTimeoutMs: 10_000, historyLength: 3, historySize: 300 },
        ...{ searchAttributes: {}, typedSearchAttributes: new TypedSearchAttributes(), startTime, runStartTime: startTime },
        ...{ continueAsNewSuggested: false, targetWorkerDeploymentVersionChanged: false },
        unsafe: { isReplaying: false, isReplayingHistoryEvents: false, now: Date.now, random: createUnsafeRandomSource(Math.random) },
      },
    });
    const execution = new WorkflowExecution(workflow, runId);
    const start = { workflowId, workflowType, arguments: encodeAll(args) };
    try {
      return { execution, commands: await execution.activate(nowMs, { initializeWorkflow: start }) };
    } catch (error) {
      await workflow.dispose();
      throw error;
    }
  }

  signal(nowMs: number, signalName: string, args: unknown[]): Promise<Command[]> {
    return this.activate(nowMs, { signalWorkflow: { signalName, input: encodeAll(args) } });
  }

  fireTimer(nowMs: number, seq: number): Promise<Command[]> {
    return this.activate(nowMs, { fireTimer: { seq } });
  }

  resolveActivity(nowMs: number, seq: number, isLocal: boolean, result: coresdk.activity_result.IActivityResolution): Promise<Command[]> {
    return this.activate(nowMs, { resolveActivity: { seq, isLocal, result } });
  }

  resolveExternalSignal(nowMs: number, seq: number, failure: string | null): Promise<Command[]> {
    const outcome =
      failure === null ? {} : { failure: { message: failure, applicationFailureInfo: { type: 'ExternalWorkflowExecutionNotFound' } } };
    return this.activate(nowMs, { resolveSignalExternalWorkflow: { seq, ...outcome } });
  }

  cancel(nowMs: number): Promise<Command[]> {
    return this.activate(nowMs, { cancelWorkflow: { reason: 'cancelled by the test' } });
  }

  async query(nowMs: number, queryType: string, args: unknown[]): Promise<unknown> {
    const [command] = await this.activate(nowMs, { queryWorkflow: { queryId: 'query', queryType, arguments: encodeAll(args) } });
    const failed = command?.respondToQuery?.failed;
    if (failed) throw new Error(failed.message ?? 'the query failed');
    return decode(command?.respondToQuery?.succeeded?.response);
  }

  dispose(): Promise<void> {
    return this.workflow.dispose();
  }

  private async activate(nowMs: number, job: Job): Promise<Command[]> {
    this.historyLength += eventsOfTask + (job.resolveActivity && !job.resolveActivity.isLocal ? 2 : 1);
    const activation = { runId: this.runId, timestamp: msNumberToTs(nowMs), isReplaying: false, jobs: [job] };
    const completion = await this.workflow.activate(proto.coresdk.workflow_activation.WorkflowActivation.fromObject(activation));
    await this.workflow.getAndResetSinkCalls();
    if (completion.failed)
      throw new Error(`the workflow task failed: ${completion.failed.failure?.message}\n${completion.failed.failure?.stackTrace}`);
    const commands = completion.successful?.commands ?? [];
    this.historyLength += commands.length;
    return commands;
  }
}
