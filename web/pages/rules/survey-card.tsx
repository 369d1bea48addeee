import { CloseButton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { isUnderWay, type Survey, surveyQuery } from '../../queries/rules.ts';
import { SimulationResult } from './simulation-result.tsx';
import { SurveyProgress } from './survey-progress.tsx';

/** A pass over every open charge: how far it is, and what it found. It may be left alone; its address brings it back. */
export function SurveyCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('rules');
  const { t: tCommon } = useTranslation('common');
  const survey = useQuery(surveyQuery(id));
  const title = survey.data?.kind === 'replan' ? 'survey.replan' : 'survey.simulation';
  return (
    <Card title={t(title)} aside={<CloseButton aria-label={tCommon('actions.close')} onClick={onClose} />}>
      <Loaded query={survey}>{(found) => <Found survey={found} />}</Loaded>
    </Card>
  );
}

function Found({ survey }: { survey: Survey }) {
  const { t } = useTranslation('rules');
  if (isUnderWay(survey)) return <SurveyProgress survey={survey} />;
  if (survey.state === 'cancelled') return <Text c="dimmed">{t('survey.cancelled')}</Text>;
  if (survey.simulation !== null) return <SimulationResult simulation={survey.simulation} total={survey.total ?? survey.done} />;
  return (
    <Text role="status">
      {t('survey.read', { count: survey.done })} {t('survey.woken', { count: survey.signalled })}
    </Text>
  );
}
