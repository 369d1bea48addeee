import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordLength } from '../../domain/password-rules.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

type Props = {
  password: string;
  onChange: (password: string) => void;
  /** What is wrong with the password, and what else went wrong. */
  problem: string | null;
  others: Error | null;
  pending: boolean;
};

/** The end of a form that chooses a password: it twice, the same. */
export function NewPasswordFields({ password, onChange, problem, others, pending }: Props) {
  const { t } = useTranslation('signIn');
  const [again, setAgain] = useState('');
  return (
    <>
      <PasswordField
        autoComplete="new-password"
        label={t('newPassword')}
        least={passwordLength.least}
        error={problem}
        value={password}
        onChange={onChange}
      />
      <PasswordField
        autoComplete="new-password"
        label={t('repeatPassword')}
        refusal={again === password ? '' : t('notTheSame')}
        value={again}
        onChange={setAgain}
      />
      {others !== null && <ProblemNote error={others} />}
      <Button type="submit" size="md" loading={pending}>
        {t('savePassword')}
      </Button>
    </>
  );
}
