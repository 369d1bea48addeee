import { Button, Group, Progress, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import type { Survey } from '../../queries/rules.ts';

/** How far a pass over every open charge has come, and the way to end it before it is done. */
export function SurveyProgress({ survey: { id, kind, done, total } }: { survey: Survey }) {
  const { t } = useTranslation('rules');
  const may = useMay();
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => answerOf(api.v1.surveys[':id'].$delete({ param: { id } })),
    onSuccess: () => Promise.all(['survey', 'reports'].map((key) => queryClient.invalidateQueries({ queryKey: [key] }))),
  });
  const said = total === null ? t('survey.starting') : t('survey.progress', { done, count: total });
  return (
    <>
      <Group justify="space-between" mb={6}>
        <Text role="status">{said}</Text>
        {kind !== 'replan' && may('rules:write') && (
          <Button variant="subtle" size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('survey.cancel')}
          </Button>
        )}
      </Group>
      <Progress value={total === null || total === 0 ? 0 : (100 * done) / total} aria-label={said} animated />
      <Text c="dimmed" size="sm" mt={6}>
        {t('survey.leave')}
      </Text>
      {cancel.error !== null && <ProblemNote error={cancel.error} />}
    </>
  );
}
