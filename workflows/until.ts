import { condition } from '@temporalio/workflow';
import { epochMs, type Instant } from '../domain/instants.ts';

/** Sleeps until an instant, or until `overtaken` says so first (true). A past instant does not wait at all. */
export async function sleepUntil(at: Instant, overtaken: () => boolean, summary: string): Promise<boolean> {
  const waitMs = epochMs(at) - Date.now();
  if (waitMs <= 0) return overtaken();
  return condition(overtaken, waitMs, { summary });
}
