import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { workflowCode } from './workflow-bundle.ts';

export type ReplayReport = { file: string; fault: string | null };

/**
 * Replays saved histories (`*.json`, as `temporal workflow show --output json` writes them) against the workflows of this build. A fault
 * means that runs begun by an older build would break: such a change needs `patched()`.
 */
export async function replayHistories(folder: string): Promise<ReplayReport[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const histories = await Promise.all(
    files.map(async (file) => ({ workflowId: file, history: historyFromJSON(JSON.parse(await readFile(join(folder, file), 'utf8'))) })),
  );
  const reports: ReplayReport[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(await workflowCode(), histories)) {
    reports.push({ file: workflowId, fault: error === undefined ? null : error.message });
  }
  return reports;
}
