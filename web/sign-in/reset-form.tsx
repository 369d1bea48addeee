import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../client/api.ts';
import { useFieldProblems } from '../parts/field-problems.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

/** Another password for whoever has the code of the letter. `code`: as its link had it; empty: it is typed in. */
export function ResetForm({ code: given }: { code: string }) {
  const { t } = useTranslation('signIn');
  const [code, setCode] = useState(given);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const save = useMutation({
    mutationFn: () => answerOf(api.auth['reset-password'].$post({ json: { code: code.trim(), password } })),
  });
  const { at, others } = useFieldProblems(save.error, ['code', 'password']);
  if (save.isSuccess) {
    return (
      <>
        <Text role="status">{t('resetDone')}</Text>
        <Button component="a" href="/" size="md">
          {t('goSignIn')}
        </Button>
      </>
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (password === again) save.mutate();
  };
  const wrongCode = at('code');
  return (
    <form onSubmit={send}>
      <Stack>
        <Text>{t('resetSays')}</Text>
        {(given === '' || wrongCode !== null) && (
          <TextInput
            required
            autoComplete="off"
            label={t('letterCode')}
            error={wrongCode === null ? null : t('codeOver')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <PasswordField
          autoComplete="new-password"
          label={t('newPassword')}
          error={at('password')}
          value={password}
          onChange={setPassword}
        />
        <PasswordField
          autoComplete="new-password"
          label={t('repeatPassword')}
          error={again !== '' && again !== password && t('notTheSame')}
          value={again}
          onChange={setAgain}
        />
        {others !== null && <ProblemNote error={others} />}
        <Button type="submit" size="md" loading={save.isPending} disabled={password !== again}>
          {t('savePassword')}
        </Button>
      </Stack>
    </form>
  );
}
