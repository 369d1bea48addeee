import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  /** The verb, with its number. */
  children: ReactNode;
  pending: boolean;
  onCancel: () => void;
  /** Absent in a form: there the button submits. */
  onConfirm?: () => void;
  disabled?: boolean;
  dangerous?: boolean;
  /** Holds the focus when the dialog opens: there is nothing to fill in before. */
  focused?: boolean;
};

/** The two ways out of a dialog: back, or the verb that says what it does. */
export function DialogFoot({ children, pending, onCancel, onConfirm, disabled = false, dangerous = false, focused = false }: Props) {
  const { t } = useTranslation('common');
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {t('actions.back')}
      </Button>
      <Button
        type={onConfirm === undefined ? 'submit' : 'button'}
        loading={pending}
        disabled={disabled}
        onClick={onConfirm}
        data-autofocus={focused || undefined}
        {...(dangerous && { color: 'red.8' })}
      >
        {children}
      </Button>
    </Group>
  );
}
