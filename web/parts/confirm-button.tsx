import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { cloneElement, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './problem-note.tsx';

type Props = {
  /** The button that asks. */
  target: ReactElement<{ onClick?: () => void }>;
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

/** Says what will happen before it happens, then does it; what went wrong stays in the same place. */
export function ConfirmButton({ target, title, says, confirm, mutation, act, dangerous = false }: Props) {
  const { t } = useTranslation('common');
  const [open, { open: show, close }] = useDisclosure(false);
  const ask = () => {
    mutation.reset();
    show();
  };
  return (
    <>
      {cloneElement(target, { onClick: ask })}
      <Modal opened={open} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('actions.close') }}>
        <Stack>
          <Text component="div">{says}</Text>
          {mutation.error !== null && <ProblemNote error={mutation.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('actions.cancel')}
            </Button>
            <Button {...(dangerous && { color: 'red.8' })} loading={mutation.isPending} onClick={() => act(close)} data-autofocus>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
