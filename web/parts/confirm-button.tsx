import { Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { cloneElement, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFoot } from './dialog-foot.tsx';
import { ProblemNote } from './problem-note.tsx';

type Question = {
  title: string;
  /** What will happen. */
  says: ReactNode;
  /** The verb, with its number. */
  confirm: string;
  mutation: { error: Error | null; isPending: boolean; reset: () => void };
  /** Starts the mutation, and is told what to do once it has worked. */
  act: (onSuccess: () => void) => void;
  dangerous?: boolean;
};

/** A button that asks before it acts. */
export function ConfirmButton({ target, ...question }: Question & { target: ReactElement<{ onClick?: () => void }> }) {
  const [opened, { open, close }] = useDisclosure(false);
  const ask = () => {
    question.mutation.reset();
    open();
  };
  return (
    <>
      {cloneElement(target, { onClick: ask })}
      <ConfirmDialog {...question} opened={opened} onClose={close} />
    </>
  );
}

/** Says what will happen before it happens, then does it; what went wrong stays in the same place. */
export function ConfirmDialog({
  title,
  says,
  confirm,
  mutation,
  act,
  dangerous = false,
  opened,
  onClose,
}: Question & { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('actions.close') }}>
      <Stack>
        <Text component="div">{says}</Text>
        {mutation.error !== null && <ProblemNote error={mutation.error} />}
        <DialogFoot pending={mutation.isPending} onCancel={onClose} onConfirm={() => act(onClose)} dangerous={dangerous} focused>
          {confirm}
        </DialogFoot>
      </Stack>
    </Modal>
  );
}
