import { proxyActivities } from '@temporalio/workflow';
import type { SurveyActivities } from '../activities/surveys.ts';
import type { SurveyInput } from './contract.ts';

const { workSurvey } = proxyActivities<SurveyActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '1s', maximumInterval: '60s' },
  summary: 'todas as cobranças em aberto',
});

/** One pass over every open charge. Why a re-run is safe: pages that told workflows are noted, and a sum that was cut short begins anew. */
export async function survey({ surveyId }: SurveyInput): Promise<void> {
  await workSurvey({ surveyId });
}
