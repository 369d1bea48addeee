import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password' | 'off';
  error?: string | false | null;
};

/** A password, hidden until its owner asks to see it. */
export function PasswordField({ label, value, onChange, autoComplete, error = null }: Props) {
  const { t } = useTranslation('common');
  return (
    <PasswordInput
      required
      {...{ label, value, autoComplete, error }}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0, 'aria-hidden': false }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
