import type { coresdk } from '@temporalio/proto';
import {
  type ActivityFunctions,
  attemptActivity,
  cancelled,
  completed,
  failed,
  type PendingActivity,
  pendingActivity,
} from './workflow-activities.ts';
import { decode, durationMs, type WorkflowExecution } from './workflow-execution.ts';

type Command = coresdk.workflow_commands.IWorkflowCommand;
type Timer = { seq: number; atMs: number; summary: string | undefined };

export type Outcome =
  | { kind: 'running' }
  | { kind: 'completed'; result: unknown }
  | { kind: 'failed'; message: string }
  | { kind: 'cancelled' };

/** What a run needs from the world around it. */
export type Surroundings = {
  nowMs(): number;
  activities: ActivityFunctions;
  open(input: { workflowType: string; workflowId: string; args: unknown[]; taskQueue: string }): ReturnType<typeof WorkflowExecution.open>;
  /** Signals another workflow; gives false when none with that id runs. */
  signalOther(workflowId: string, signalName: string, args: unknown[]): boolean;
};

/** One workflow id in the sandbox, through all its continue-as-new runs. Activities that the world has no function for wait for the test. */
export class WorkflowRun {
  readonly workflowId: string;
  outcome: Outcome = { kind: 'running' };
  /** How often it continued as new. */
  continuations = 0;
  /** The most events that one of its histories came to. */
  longestHistory = 0;
  private readonly world: Surroundings;
  private execution: WorkflowExecution | null = null;
  private timers = new Map<number, Timer>();
  private activities: PendingActivity[] = [];
  private readonly taskQueue: string;

  constructor(world: Surroundings, workflowId: string, taskQueue: string) {
    this.world = world;
    this.workflowId = workflowId;
    this.taskQueue = taskQueue;
  }

  async begin(workflowType: string, args: unknown[]): Promise<void> {
    const opened = await this.world.open({ workflowType, workflowId: this.workflowId, args, taskQueue: this.taskQueue });
    this.execution = opened.execution;
    await this.follow(opened.commands);
  }

  /** Delivers a signal, as the server would; throws when the workflow has ended. */
  async signal(name: string, ...args: unknown[]): Promise<void> {
    await this.follow(await this.running().signal(this.world.nowMs(), name, args));
  }

  async cancel(): Promise<void> {
    await this.follow(await this.running().cancel(this.world.nowMs()));
  }

  query(name: string, ...args: unknown[]): Promise<unknown> {
    return this.running().query(this.world.nowMs(), name, args);
  }

  /** Activities that have not ended, in the order of their scheduling; with a type, only those. */
  pending(type?: string): readonly PendingActivity[] {
    return this.activities.filter((activity) => type === undefined || activity.type === type);
  }

  /** The timers that run, soonest first, with the summary that operators read. */
  sleeping(): readonly { at: string; summary: string | undefined }[] {
    const soonest = [...this.timers.values()].sort((a, b) => a.atMs - b.atMs);
    return soonest.map(({ atMs, summary }) => ({ at: new Date(atMs).toISOString(), summary }));
  }

  /** Ends a pending activity with a result, in whatever order the test chooses. */
  resolve(activity: PendingActivity, result?: unknown): Promise<void> {
    return this.settle(activity, completed(result));
  }

  /** Ends a pending activity with an error that is not retried any more. */
  fail(activity: PendingActivity, error: unknown): Promise<void> {
    return this.settle(activity, failed(activity, error));
  }

  /** When something of this run is due by itself: a timer, or an activity the world can run. Null: it waits for the outside. */
  nextDueMs(): number | null {
    const runnable = this.activities.filter((activity) => this.world.activities[activity.type]);
    const due = [...runnable.map(({ runsAtMs }) => runsAtMs), ...[...this.timers.values()].map(({ atMs }) => atMs)];
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Does the one thing that is due first: an attempt of an activity before a timer of the same instant. */
  async doNext(): Promise<void> {
    const dueMs = this.nextDueMs();
    const activity = this.activities.find(({ type, runsAtMs }) => this.world.activities[type] && runsAtMs === dueMs);
    if (activity) return this.attempt(activity);
    const timer = [...this.timers.values()].find(({ atMs }) => atMs === dueMs);
    if (!timer) return;
    this.timers.delete(timer.seq);
    await this.follow(await this.running().fireTimer(this.world.nowMs(), timer.seq));
  }

  async dispose(): Promise<void> {
    this.timers.clear();
    this.activities = [];
    await this.execution?.dispose();
    this.execution = null;
  }

  private running(): WorkflowExecution {
    if (!this.execution) throw new Error(`workflow ${this.workflowId} has ended (${this.outcome.kind})`);
    return this.execution;
  }

  private async attempt(activity: PendingActivity): Promise<void> {
    const run = this.world.activities[activity.type];
    if (!run) throw new Error(`no function for the activity ${activity.type}`);
    const attempted = await attemptActivity(activity, run, () => this.world.nowMs());
    if ('resolution' in attempted) {
      await this.settle(activity, attempted.resolution);
    } else {
      activity.attempt += 1;
      activity.runsAtMs = attempted.retryAtMs;
    }
  }

  private async settle(activity: PendingActivity, resolution: coresdk.activity_result.IActivityResolution): Promise<void> {
    if (!this.activities.includes(activity)) return; // cancelled, or the workflow ended meanwhile
    this.activities = this.activities.filter((other) => other !== activity);
    await this.follow(await this.running().resolveActivity(this.world.nowMs(), activity.seq, activity.isLocal, resolution));
  }

  private async follow(commands: Command[]): Promise<void> {
    this.longestHistory = Math.max(this.longestHistory, this.execution?.historyLength ?? 0);
    for (const command of commands) await this.obey(command);
  }

  private async obey(command: Command): Promise<void> {
    const nowMs = this.world.nowMs();
    const { startTimer, cancelTimer, signalExternalWorkflowExecution: signal } = command;
    if (startTimer) {
      const summary = decode(command.userMetadata?.summary);
      const timer = { seq: startTimer.seq ?? 0, atMs: nowMs + (durationMs(startTimer.startToFireTimeout) ?? 0) };
      this.timers.set(timer.seq, { ...timer, summary: typeof summary === 'string' ? summary : undefined });
    }
    if (cancelTimer) this.timers.delete(cancelTimer.seq ?? 0);
    if (command.scheduleActivity) this.activities.push(pendingActivity(command.scheduleActivity, false, nowMs));
    if (command.scheduleLocalActivity) this.activities.push(pendingActivity(command.scheduleLocalActivity, true, nowMs));
    if (command.requestCancelActivity) await this.cancelActivity(command.requestCancelActivity.seq ?? 0, false);
    if (command.requestCancelLocalActivity) await this.cancelActivity(command.requestCancelLocalActivity.seq ?? 0, true);
    if (signal) {
      const args = (signal.args ?? []).map(decode);
      const found = this.world.signalOther(signal.workflowExecution?.workflowId ?? '', signal.signalName ?? '', args);
      await this.follow(await this.running().resolveExternalSignal(nowMs, signal.seq ?? 0, found ? null : 'no such workflow'));
    }
    await this.obeyEnding(command);
  }

  private async obeyEnding(command: Command): Promise<void> {
    const { completeWorkflowExecution: complete, failWorkflowExecution: fail, continueAsNewWorkflowExecution: again } = command;
    if (complete) await this.end({ kind: 'completed', result: decode(complete.result) });
    if (fail) await this.end({ kind: 'failed', message: fail.failure?.cause?.message ?? fail.failure?.message ?? '' });
    if (command.cancelWorkflowExecution) await this.end({ kind: 'cancelled' });
    if (again) {
      await this.dispose();
      this.continuations += 1;
      await this.begin(again.workflowType ?? '', (again.arguments ?? []).map(decode));
    }
  }

  private async end(outcome: Outcome): Promise<void> {
    this.outcome = outcome;
    await this.dispose();
  }

  private async cancelActivity(seq: number, isLocal: boolean): Promise<void> {
    const activity = this.activities.find((candidate) => candidate.seq === seq && candidate.isLocal === isLocal);
    if (activity) await this.settle(activity, cancelled);
  }
}
