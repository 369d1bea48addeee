import { defineSearchAttributeKey } from '@temporalio/common';
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ScheduledStart, ScheduledStartActivities } from '../activities/scheduled-starts.ts';

/** Set by the server on what a schedule starts: the moment it was due, however late it runs. */
const scheduledFor = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

const { startScheduled } = proxyActivities<ScheduledStartActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '500ms', maximumInterval: '30s' },
});

/** Starts the campaign that a schedule asks for. A re-run is safe: the campaign is keyed by the moment it was due. */
export async function scheduledStart(start: ScheduledStart): Promise<void> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const at = (typedSearchAttributes.get(scheduledFor) ?? startTime).toISOString();
  await startScheduled({ start, at });
}
