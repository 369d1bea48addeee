import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import type { Campaign } from '../../queries/campaigns.ts';
import { useDiscard } from './campaign-writes.ts';

/** Throws a draft away: nobody was texted by it. */
export function DiscardButton({ campaign: { id, name } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const discard = useDiscard(id);
  const leave = async () => {
    await navigate({ to: '/campanhas' });
    done(t('discard.done'));
  };
  return (
    <ConfirmButton
      title={t('discard.title', { name })}
      says={t('discard.says')}
      confirm={t('discard.confirm')}
      mutation={discard}
      act={() => discard.mutate(undefined, { onSuccess: () => void leave() })}
      dangerous
      target={
        <Button variant="subtle" color="red" c="var(--mantine-color-error)">
          {t('discard.confirm')}
        </Button>
      }
    />
  );
}
