import { ActivityFailure, ApplicationFailure, DefaultFailureConverter, defaultPayloadConverter, RetryState } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import type { coresdk } from '@temporalio/proto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { quietLogger } from './quiet-logger.ts';
import { decode, durationMs } from './workflow-execution.ts';

type Schedule = coresdk.workflow_commands.IScheduleActivity & coresdk.workflow_commands.IScheduleLocalActivity;

/** An activity that a workflow waits for. */
export type PendingActivity = {
  seq: number;
  type: string;
  args: unknown[];
  isLocal: boolean;
  taskQueue: string;
  attempt: number;
  scheduledAtMs: number;
  /** When it may run: later than `scheduledAtMs` between two attempts. */
  runsAtMs: number;
  schedule: Schedule;
};

export type ActivityFunctions = Record<string, (...args: never[]) => Promise<unknown>>;

const failures = new DefaultFailureConverter();

export function pendingActivity(schedule: Schedule, isLocal: boolean, nowMs: number): PendingActivity {
  return {
    seq: schedule.seq ?? 0,
    type: schedule.activityType ?? '',
    args: (schedule.arguments ?? []).map(decode),
    isLocal,
    taskQueue: schedule.taskQueue ?? '',
    attempt: 1,
    scheduledAtMs: nowMs,
    runsAtMs: nowMs,
    schedule,
  };
}

/** Runs one attempt with an activity context around it. Gives its resolution, or when the next attempt follows. */
export async function attemptActivity(
  activity: PendingActivity,
  run: ActivityFunctions[string],
  nowMs: () => number,
): Promise<{ resolution: coresdk.activity_result.IActivityResolution } | { retryAtMs: number }> {
  const { type: activityType, attempt, isLocal, taskQueue } = activity;
  const environment = new MockActivityEnvironment({ activityType, attempt, isLocal, taskQueue }, { logger: quietLogger });
  try {
    const result: unknown = await environment.run((...args: unknown[]) => Reflect.apply(run, undefined, args), ...activity.args);
    return { resolution: completed(result) };
  } catch (error) {
    const retryAtMs = nextAttemptAt(activity, error, nowMs());
    return retryAtMs === null ? { resolution: failed(activity, error) } : { retryAtMs };
  }
}

export function completed(result: unknown): coresdk.activity_result.IActivityResolution {
  return { completed: { result: defaultPayloadConverter.toPayload(result) ?? null } };
}

export function failed(activity: PendingActivity, error: unknown): coresdk.activity_result.IActivityResolution {
  const cause = failures.errorToFailure(error, defaultPayloadConverter);
  const failure = new ActivityFailure(
    'Activity task failed',
    activity.type,
    String(activity.seq),
    RetryState.NON_RETRYABLE_FAILURE,
    undefined,
  );
  return { failed: { failure: { ...failures.errorToFailure(failure, defaultPayloadConverter), cause } } };
}

export const cancelled: coresdk.activity_result.IActivityResolution = {
  cancelled: { failure: { message: 'Activity cancelled', canceledFailureInfo: {} } },
};

/** The server's retry rules: the policy of the call, `nextRetryDelay` first, and the time from scheduling to closing. */
function nextAttemptAt({ schedule, attempt, scheduledAtMs }: PendingActivity, error: unknown, nowMs: number): number | null {
  const policy = schedule.retryPolicy ?? {};
  const refusal = error instanceof ApplicationFailure ? error : null;
  if (refusal?.nonRetryable || (refusal?.type && policy.nonRetryableErrorTypes?.includes(refusal.type))) return null;
  if (policy.maximumAttempts && attempt >= policy.maximumAttempts) return null;
  const first = durationMs(policy.initialInterval) ?? 1_000;
  const backOff = Math.min(first * (policy.backoffCoefficient || 2) ** (attempt - 1), durationMs(policy.maximumInterval) ?? first * 100);
  const retryAtMs = nowMs + (refusal?.nextRetryDelay ? msToNumber(refusal.nextRetryDelay) : backOff);
  return retryAtMs > scheduledAtMs + (durationMs(schedule.scheduleToCloseTimeout) ?? Number.POSITIVE_INFINITY) ? null : retryAtMs;
}
