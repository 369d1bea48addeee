import type { Executor } from '../db/client.ts';
import { raiseWaitingRevisions } from '../db/queries/replan.ts';
import { startSurvey } from '../db/queries/surveys.ts';
import type { WriteContext } from './writing.ts';

/**
 * For what changes every plan (a publication, the windows, the service switched on), in its own transaction: texts that wait for the
 * wire are decided again before they leave, and a survey tells the charges that now wake earlier. Gives the survey's id.
 */
export async function replanOpenCharges(tx: Executor, cause: string, context: Pick<WriteContext, 'now' | 'actor'>): Promise<string> {
  await raiseWaitingRevisions(tx, context.now);
  return startSurvey(tx, { kind: 'replan', input: { cause } }, context);
}
