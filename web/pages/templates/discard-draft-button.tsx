import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { useDiscardedDraft } from './template-writes.ts';

/** Drops what somebody works on, after asking. */
export function DiscardDraftButton({ templateId, onDiscarded }: { templateId: string; onDiscarded: () => void }) {
  const { t } = useTranslation('templates');
  const discarding = useDiscardedDraft(templateId, onDiscarded);
  return (
    <ConfirmButton
      target={
        <Button variant="subtle" color="red" c="var(--mantine-color-error)">
          {t('draft.discard')}
        </Button>
      }
      title={t('draft.discardTitle')}
      says={t('draft.discardSays')}
      confirm={t('draft.discard')}
      dangerous
      mutation={discarding}
      act={(onSuccess) => discarding.mutate(undefined, { onSuccess })}
    />
  );
}
