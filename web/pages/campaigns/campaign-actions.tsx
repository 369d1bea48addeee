import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { takes } from '../../../domain/campaign-states.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Campaign } from '../../queries/campaigns.ts';
import { meQuery, useMay } from '../../queries/me.ts';
import { useCampaignAction, useResend } from './campaign-writes.ts';
import { countOf } from './state-bar.tsx';

/** What can be done with a campaign where it stands; the verb that is most likely wanted comes first. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const may = useMay();
  const me = useQuery(meQuery).data;
  const action = useCampaignAction(campaign.id);
  const { state, counts, approval, startedBy } = campaign;
  const waiting = countOf(counts, 'queued');
  const isMine = me !== undefined && startedBy === `user:${me.id}`;
  if (!may('campaigns:send')) return null;
  const pressed = (name: typeof action.variables) => ({
    loading: action.isPending && action.variables === name,
    disabled: action.isPending,
    onClick: () => name !== undefined && action.mutate(name),
  });
  return (
    <>
      {state === 'canary' && <Button {...pressed('resume')}>{t('actions.sendRest', { count: waiting })}</Button>}
      {state === 'paused' && <Button {...pressed('resume')}>{t('actions.resume')}</Button>}
      {state === 'scheduled' && approval === 'waiting' && !isMine && <Button {...pressed('approve')}>{t('actions.approve')}</Button>}
      {takes(state, 'pause') && state !== 'countdown' && (
        <Button variant="default" {...pressed('pause')}>
          {t('actions.pause')}
        </Button>
      )}
      {state === 'scheduled' && (
        <Button variant="default" {...pressed('undo')}>
          {t('actions.backToDraft')}
        </Button>
      )}
      {takes(state, 'cancel') && state !== 'countdown' && <CancelButton campaign={campaign} />}
      {state === 'finished' && <ResendButton campaign={campaign} />}
      {action.error !== null && <ProblemNote error={action.error} />}
    </>
  );
}

function CancelButton({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const cancel = useCampaignAction(campaign.id);
  const waiting = countOf(campaign.counts, 'queued');
  return (
    <ConfirmButton
      title={t('cancel.title')}
      says={waiting === 0 ? t('cancel.saysAll') : t('cancel.says', { count: waiting })}
      confirm={t('cancel.confirm')}
      mutation={cancel}
      act={(onSuccess) => cancel.mutate('cancel', { onSuccess })}
      dangerous
      target={
        <Button variant="subtle" color="red" c="var(--mantine-color-error)">
          {t('actions.cancel')}
        </Button>
      }
    />
  );
}

function ResendButton({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const resend = useResend(campaign.id);
  const failed = countOf(campaign.counts, 'refused', 'undelivered', 'expired');
  if (failed === 0) return null;
  const unknown = countOf(campaign.counts, 'unknown');
  return (
    <ConfirmButton
      title={t('resend.title', { count: failed })}
      says={[t('resend.says'), ...(unknown > 0 ? [t('resend.unknown', { count: unknown })] : [])].join(' ')}
      confirm={t('resend.confirm', { count: failed })}
      mutation={resend}
      act={(onSuccess) => resend.mutate(undefined, { onSuccess })}
      target={<Button>{t('actions.resend', { count: failed })}</Button>}
    />
  );
}
