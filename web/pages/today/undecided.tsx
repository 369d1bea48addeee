import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../domain/decisions.ts';
import { answerOf, api } from '../../client/api.ts';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { done } from '../../parts/done.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import { DecisionChoice } from '../messages/decision-choice.tsx';
import classes from './waiting.module.css';

/** Texts whose provider never answered: they may have arrived, and are never sent again unless somebody says so. */
export function Undecided({ count }: { count: number }) {
  const { t } = useTranslation('today');
  const may = useMay();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <li className={classes.matter}>
      <span className={classes.dot} style={{ color: 'var(--state-unknown)' }} aria-hidden />
      <div className={classes.words}>
        <Text fw={650}>{t('undecided.title', { count })}</Text>
        <Text c="dimmed" size="sm">
          {t('undecided.detail')}
        </Text>
      </div>
      <Group className={classes.action} gap="xs">
        <Button renderRoot={(props) => <Link {...props} to="/mensagens" search={{ estado: 'unknown' }} />} variant="default">
          {t('act.messages')}
        </Button>
        {may('messages:decide') && (
          <Button variant="default" onClick={open}>
            {t('undecided.decide')}
          </Button>
        )}
      </Group>
      <DecideDialog count={count} opened={opened} onClose={close} />
    </li>
  );
}

function DecideDialog({ count, opened, onClose }: { count: number; opened: boolean; onClose: () => void }) {
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
      opened={opened}
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
