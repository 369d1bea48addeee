import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '../../frame/service-state.ts';
import { ConfirmDialog } from '../../parts/confirm-button.tsx';
import { WaitingLines } from '../../parts/loaded.tsx';
import { pauseQuery } from '../../queries/house.ts';
import { todayQuery } from '../../queries/reports.ts';
import { type ServiceQuestion, useServiceChange } from './service-questions.ts';

type Props = { state: ServiceState; question: ServiceQuestion | undefined; onClose: () => void };

/** What a switch of the service will do, to how many texts, before it does it. */
export function ServiceDialog({ state, question, onClose }: Props) {
  const { t } = useTranslation('service');
  const change = useServiceChange();
  const leaves = useQuery({ ...pauseQuery, enabled: question === 'retomar' }).data?.onResume?.leave ?? 0;
  // The words stay while the dialog closes.
  const [asked, setAsked] = useState<ServiceQuestion>(question ?? 'pausar');
  if (question !== undefined && question !== asked) setAsked(question);
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      title={t(`title.${asked}`)}
      says={
        <Stack gap="xs">
          <Text>{t(`says.${asked}`)}</Text>
          {asked === 'retomar' ? <OnResume /> : state === 'on' && <Planned waits={asked === 'pausar'} />}
        </Stack>
      }
      confirm={asked === 'retomar' ? t('confirmResume', { count: leaves }) : t(`act.${asked}`)}
      mutation={change}
      act={(onSuccess) => question !== undefined && change.mutate(question, { onSuccess })}
      dangerous={asked === 'desligar'}
      opened={question !== undefined}
      onClose={close}
    />
  );
}

/** Texts of today that have not left yet. */
function Planned({ waits }: { waits: boolean }) {
  const { t } = useTranslation('service');
  const today = useQuery(todayQuery).data;
  if (today === undefined) return <WaitingLines lines={1} />;
  return <Text fw={600}>{t(waits ? 'plannedWaits' : 'plannedLost', { count: today.totals.planned })}</Text>;
}

/** What late policies make of the texts that waited. */
function OnResume() {
  const { t } = useTranslation('service');
  const becomes = useQuery(pauseQuery).data?.onResume;
  if (becomes === undefined) return <WaitingLines lines={2} />;
  if (becomes === null) return null;
  const parts = (['leave', 'skipped', 'merged', 'waiting'] as const).filter((part) => part === 'leave' || becomes[part] > 0);
  return (
    <>
      {parts.map((part) => (
        <Text key={part} fw={part === 'leave' ? 600 : 400}>
          {t(`resume.${part}`, { count: becomes[part] })}
        </Text>
      ))}
      {becomes.more && <Text c="dimmed">{t('resume.more', { count: becomes.charges })}</Text>}
    </>
  );
}
