import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../client/api.ts';
import { Form } from '../parts/form.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ForgottenForm } from './forgotten-form.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';

/** E-mail and password, then the second factor of whoever has one. */
export function SignInForm({ expired = false }: { expired?: boolean }) {
  const { t } = useTranslation('signIn');
  const queryClient = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [half, setHalf] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const enter = () => (expired ? queryClient.invalidateQueries() : queryClient.resetQueries());
  const signIn = useMutation({
    mutationFn: () => answerOf(api.auth['sign-in'].$post({ json: { email: email.trim(), password } })),
    onSuccess: ({ state }) => (state === 'signed-in' ? enter() : setHalf(true)),
  });
  if (half) return <SecondFactorForm onEntered={enter} onBack={() => setHalf(false)} />;
  if (forgotten) return <ForgottenForm onBack={() => setForgotten(false)} />;
  const send = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <Title order={1} size="h3">
          {t('title')}
        </Title>
        {expired && <Text role="status">{t('expired')}</Text>}
        <TextInput
          required
          type="email"
          autoComplete="username"
          label={t('email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField autoComplete="current-password" label={t('password')} value={password} onChange={setPassword} />
        {signIn.error !== null && <ProblemNote error={signIn.error} />}
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t('enter')}
        </Button>
        <Button variant="subtle" onClick={() => setForgotten(true)}>
          {t('forgot')}
        </Button>
      </Stack>
    </Form>
  );
}
