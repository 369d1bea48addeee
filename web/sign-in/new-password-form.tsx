import { Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../client/api.ts';
import { useFieldProblems } from '../parts/field-problems.ts';
import { Form } from '../parts/form.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { meQuery } from '../queries/me.ts';
import { NewPasswordFields } from './new-password-fields.tsx';

/** Another password in the place of the one that opens nothing else. */
export function NewPasswordForm() {
  const { t } = useTranslation('signIn');
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () => answerOf(api.v1.me.password.$post({ json: { current, password } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const { at, others } = useFieldProblems(save.error, ['current', 'password']);
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <Title order={1} size="h3">
          {t('newPasswordTitle')}
        </Title>
        <Text>{t('newPasswordSays')}</Text>
        <PasswordField
          autoComplete="current-password"
          label={t('currentPassword')}
          error={at('current')}
          value={current}
          onChange={setCurrent}
        />
        <NewPasswordFields {...{ password, others }} onChange={setPassword} problem={at('password')} pending={save.isPending} />
      </Stack>
    </Form>
  );
}
