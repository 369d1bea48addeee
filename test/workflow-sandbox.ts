import { readFileSync } from 'node:fs';
import { parseWorkflowCode } from '@temporalio/worker/lib/worker.js';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { z } from 'zod';
import { epochMs, type Instant, instantOf } from '../domain/instants.ts';
import type { VirtualClock } from './clock.ts';
import { sharedService } from './shared.ts';
import type { ActivityFunctions } from './workflow-activities.ts';
import { bundleOf } from './workflow-bundle.ts';
import { WorkflowExecution } from './workflow-execution.ts';
import { WorkflowRun } from './workflow-run.ts';

type SandboxOptions = {
  clock: VirtualClock;
  /** Run when a workflow asks for them; an activity that is not here waits until the test resolves it. */
  activities?: ActivityFunctions;
  /** The bundle of `workflows/index.ts`, made once per test run, unless another file is given. */
  workflowsPath?: string;
};

/**
 * Workflows on a virtual clock without a server: the real workflow code in the SDK's sandbox, with activities that may be the real ones on
 * a real database. It has the server's timers, retries, signals and continue-as-new, but none of its limits, queues or time-outs.
 */
export class WorkflowSandbox {
  private readonly creator: ReusableVMWorkflowCreator;
  private readonly clock: VirtualClock;
  private readonly activities: ActivityFunctions;
  private readonly runs = new Map<string, WorkflowRun>();
  private readonly waitingSignals: { run: WorkflowRun; name: string; args: unknown[] }[] = [];
  private started = 0;

  private constructor(creator: ReusableVMWorkflowCreator, { clock, activities = {} }: SandboxOptions) {
    this.creator = creator;
    this.clock = clock;
    this.activities = activities;
  }

  static async open(options: SandboxOptions): Promise<WorkflowSandbox> {
    const code = await (options.workflowsPath ? ownBundle(options.workflowsPath) : sharedBundle());
    return new WorkflowSandbox(await ReusableVMWorkflowCreator.create(parseWorkflowCode(code), 5_000, new EveryName()), options);
  }

  /** Starts a workflow and lets everything happen that is due now. An id that already runs is an error, one that ended runs again. */
  async start(
    workflowType: string,
    { workflowId, args = [], taskQueue = 'test' }: { workflowId: string; args?: unknown[]; taskQueue?: string },
  ) {
    if (this.runs.get(workflowId)?.outcome.kind === 'running') throw new Error(`workflow ${workflowId} runs already`);
    const run = new WorkflowRun(
      {
        nowMs: () => this.clock.nowMs(),
        activities: this.activities,
        open: (input) => {
          this.started += 1;
          return WorkflowExecution.open(this.creator, { ...input, nowMs: this.clock.nowMs(), seed: this.started });
        },
        signalOther: (other, name, signalArgs) => this.postSignal(other, name, signalArgs),
      },
      workflowId,
      taskQueue,
    );
    this.runs.set(workflowId, run);
    await run.begin(workflowType, args);
    await this.settle();
    return run;
  }

  /** What the relay does: signals the workflow, and starts it first when it does not run. */
  async signalWithStart(workflowType: string, options: { workflowId: string; args?: unknown[]; signal: string; signalArgs?: unknown[] }) {
    const running = this.runs.get(options.workflowId);
    const run = running?.outcome.kind === 'running' ? running : await this.start(workflowType, options);
    if (run.outcome.kind === 'running') await run.signal(options.signal, ...(options.signalArgs ?? []));
    await this.settle();
    return run;
  }

  /** How the latest run of a workflow stands. */
  outcomeOf(workflowId: string): string {
    return this.runs.get(workflowId)?.outcome.kind ?? 'never started';
  }

  /** Lets everything happen that is due at the present instant. */
  settle(): Promise<void> {
    return this.advanceTo(instantOf(this.clock.nowMs()));
  }

  advanceBy(ms: number): Promise<void> {
    return this.advanceTo(instantOf(this.clock.nowMs() + ms));
  }

  /** Moves the clock to an instant, stopping on the way wherever a timer or an activity of any workflow is due, earliest first. */
  async advanceTo(instant: Instant): Promise<void> {
    for (;;) {
      await this.deliverSignals();
      const next = this.nextRun();
      if (!next || next.dueMs > epochMs(instant)) break;
      if (next.dueMs > this.clock.nowMs()) this.clock.advanceTo(instantOf(next.dueMs));
      await next.run.doNext();
    }
    if (epochMs(instant) > this.clock.nowMs()) this.clock.advanceTo(instant);
  }

  async close(): Promise<void> {
    for (const run of this.runs.values()) await run.dispose();
    await this.creator.destroy();
  }

  /** When the next timer or activity of any workflow is due; null: all wait for the outside. */
  nextDueMs(): number | null {
    return this.nextRun()?.dueMs ?? null;
  }

  private nextRun(): { run: WorkflowRun; dueMs: number } | null {
    let first: { run: WorkflowRun; dueMs: number } | null = null;
    for (const run of this.runs.values()) {
      const dueMs = run.nextDueMs();
      if (dueMs !== null && (first === null || dueMs < first.dueMs)) first = { run, dueMs };
    }
    return first;
  }

  private postSignal(workflowId: string, name: string, args: unknown[]): boolean {
    const run = this.runs.get(workflowId);
    if (run?.outcome.kind !== 'running') return false;
    this.waitingSignals.push({ run, name, args });
    return true;
  }

  private async deliverSignals(): Promise<void> {
    for (let signal = this.waitingSignals.shift(); signal; signal = this.waitingSignals.shift()) {
      if (signal.run.outcome.kind === 'running') await signal.run.signal(signal.name, ...signal.args);
    }
  }
}

/** The sandbox refuses local activities whose name it does not know; here a test may resolve any of them itself. */
class EveryName extends Set<string> {
  override has(): boolean {
    return true;
  }
}

const ownBundles = new Map<string, Promise<string>>();

function ownBundle(workflowsPath: string): Promise<string> {
  const bundle = ownBundles.get(workflowsPath) ?? bundleOf(workflowsPath);
  ownBundles.set(workflowsPath, bundle);
  return bundle;
}

async function sharedBundle(): Promise<string> {
  const { path } = await sharedService('workflow-bundle', z.object({ path: z.string() }));
  return readFileSync(path, 'utf8');
}
