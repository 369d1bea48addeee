import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../client/api.ts';
import { useFieldProblems } from '../parts/field-problems.ts';
import { Form } from '../parts/form.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';

/** Another password for whoever has the code of the letter. `code`: as its link had it; empty: it is typed in. */
export function ResetForm({ code: given }: { code: string }) {
  const { t } = useTranslation('signIn');
  const [code, setCode] = useState(given);
  const [password, setPassword] = useState('');
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
    save.mutate();
  };
  const wrongCode = at('code');
  return (
    <Form onSubmit={send}>
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
        <NewPasswordFields {...{ password, others }} onChange={setPassword} problem={at('password')} pending={save.isPending} />
      </Stack>
    </Form>
  );
}
