import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime } from '@temporalio/worker';
import { z } from 'zod';
import { quietLogger } from './quiet-logger.ts';
import { sharedService } from './shared.ts';

Runtime.install({ logger: quietLogger, telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });

/**
 * The Temporal dev server of this run, in real time, with everything but production's storage. All test files share it: use a task queue
 * and workflow ids of your own.
 */
export function startDevServer(): Promise<{ address: string; namespace: string }> {
  return sharedService('temporal', z.object({ address: z.string(), namespace: z.string() }));
}

/** A time-skipping server for one test file, which has no queue limits, schedules, priorities or lists. Call `teardown` in afterAll. */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const { path } = await sharedService('temporal-test-server', z.object({ path: z.string() }));
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}
