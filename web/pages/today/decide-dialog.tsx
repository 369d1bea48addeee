import { Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../domain/decisions.ts';
import { answerOf, api } from '../../client/api.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { done } from '../../parts/done.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { DecisionChoice } from '../messages/decision-choice.tsx';

/** What the texts that nobody confirmed are taken for, all at once. */
export function DecideDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const { t } = useTranslation('today');
  const { t: tCommon } = useTranslation('common');
  const [as, setAs] = useState<Decision>('sent');
  const queryClient = useQueryClient();
  const decide = useMutation({
    mutationFn: () => answerOf(api.v1.messages.decide.$post({ json: { as, to: new Date().toISOString() } })),
    onSuccess: async ({ decided, refused, left }) => {
      done(t('undecided.done', { count: decided, refused: refused.length, left }));
      await Promise.all(['today', 'messages', 'message'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('undecided.question', { count })}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      <Stack>
        <DecisionChoice count={count} value={as} onChange={setAs} />
        {decide.error !== null && <ProblemNote error={decide.error} />}
        <DialogFoot pending={decide.isPending} onCancel={onClose} onConfirm={() => decide.mutate()} dangerous={as === 'resend'}>
          {t(`undecided.confirm.${as}`, { count })}
        </DialogFoot>
      </Stack>
    </Modal>
  );
}
