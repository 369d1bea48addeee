import { Box, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../client/problem.ts';
import { useWhen } from '../format/when.ts';
import { Missing } from './missing.tsx';
import { ProblemNote } from './problem-note.tsx';

type Asked<Answer> = Pick<UseQueryResult<Answer>, 'data' | 'error' | 'refetch' | 'dataUpdatedAt'>;

/** An answer in its three designed states: on its way (the layout stays), failed (what to do), there. Old data stays while a new try fails. */
export function Loaded<Answer>({
  query,
  waiting = <WaitingLines />,
  children,
}: {
  query: Asked<Answer>;
  waiting?: ReactNode;
  children: (answer: Answer) => ReactNode;
}) {
  const { t } = useTranslation('common');
  const { timeWithSeconds } = useWhen();
  if (query.data === undefined) {
    if (query.error instanceof ApiProblem && query.error.status === 404) return <Missing detail={query.error.detail} />;
    if (query.error instanceof ApiProblem && query.error.status === 403) return <ProblemNote error={query.error} />;
    if (query.error !== null) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <Box aria-busy>
        <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
        {waiting}
      </Box>
    );
  }
  return (
    <>
      {query.error !== null && (
        <Box role="status" c="var(--warn)" mb="xs">
          {t('problem.stale', { time: timeWithSeconds(new Date(query.dataUpdatedAt).toISOString()) })}
        </Box>
      )}
      {children(query.data)}
    </>
  );
}

/** Grey lines in the place of what is coming. */
export function WaitingLines({ lines = 6, height = 20 }: { lines?: number; height?: number }) {
  return (
    <Stack gap="sm" aria-hidden>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line) => (
        <Skeleton key={line} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
