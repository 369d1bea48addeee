import { continueAsNew, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { HouseActivities } from '../activities/house.ts';
import type { HouseInput } from './contract.ts';

const beatsPerRun = 1000;

const care = proxyLocalActivities<HouseActivities>({ startToCloseTimeout: '20s', retry: { maximumInterval: '30s' } });

/** Keeps the same beat as the database, raised each minute: a restored backup is behind, and the service goes off until a person looks. */
export async function house({ beat }: HouseInput): Promise<void> {
  let known = beat;
  for (let round = 0; round < beatsPerRun; round++) {
    known = await care.keepBeat({ known });
    await sleep('60s');
  }
  await continueAsNew<typeof house>({ beat: known });
}
