import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password' | 'off';
  error?: string | false | null;
  /** Fewest letters of a new one. */
  least?: number;
  /** Why it is not sent as it is; empty: it may be. */
  refusal?: string;
};

/** A password, hidden until its owner asks to see it. */
export function PasswordField({ label, value, onChange, autoComplete, error = null, least, refusal = '' }: Props) {
  const { t } = useTranslation('common');
  return (
    <PasswordInput
      required
      {...{ label, value, autoComplete, error }}
      {...(least !== undefined && { minLength: least })}
      ref={(input) => input?.setCustomValidity(refusal)}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0, 'aria-hidden': false }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
