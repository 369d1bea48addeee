import { Button, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { WaitingLines } from '../parts/loaded.tsx';
import { PageNotLoaded } from './page-not-loaded.ts';

const lookAgainMs = 3_000;

/** While the code of a page is on its way. */
export function WaitingPage() {
  return <WaitingLines lines={8} height={28} />;
}

/** A page that failed. */
export function BrokenPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation('common');
  if (error instanceof PageNotLoaded) return <UnloadedPage />;
  return <Failed title={t('problem.pageTitle')} text={t('problem.page')} />;
}

/** Opens by itself as soon as the server answers again; where it answers all along, it has a newer console. */
function UnloadedPage() {
  const { t } = useTranslation('common');
  const wasLost = useRef(false);
  const { data: answers } = useQuery({
    queryKey: ['server-answers'],
    queryFn: serverAnswers,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data === true ? false : lookAgainMs),
  });
  useEffect(() => {
    if (answers === false) wasLost.current = true;
    if (answers === true && wasLost.current) window.location.reload();
  }, [answers]);
  if (answers === undefined) return <WaitingPage />;
  return answers ? (
    <Failed title={t('problem.pageTitle')} text={t('problem.newVersion')} />
  ) : (
    <Failed title={t('problem.connectionTitle')} text={t('problem.connection')} />
  );
}

async function serverAnswers(): Promise<boolean> {
  return fetch('/health/live', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function Failed({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('common');
  return (
    <Stack align="flex-start" gap="sm" role="alert">
      <Title order={1} size="h3">
        {title}
      </Title>
      <Text c="dimmed">{text}</Text>
      <Button onClick={() => window.location.reload()}>{t('problem.reload')}</Button>
    </Stack>
  );
}
