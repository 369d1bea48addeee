import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../client/api.ts';
import { useFieldProblems } from '../parts/field-problems.ts';
import { Form } from '../parts/form.tsx';
import { Loaded, WaitingLines } from '../parts/loaded.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ResetForm } from './reset-form.tsx';

/** The way back in: a letter with a link where the house sends e-mail, else a word to who administers it. */
export function ForgottenForm({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('signIn');
  const options = useQuery({ queryKey: ['sign-in-options'], queryFn: () => answerOf(api.auth.options.$get()) });
  return (
    <Stack>
      <Title order={1} size="h3">
        {t('forgottenTitle')}
      </Title>
      <Loaded query={options} waiting={<WaitingLines lines={3} />}>
        {({ passwordReset }) => (passwordReset === 'mail' ? <AskForLetter /> : <Text>{t('askAdministrator')}</Text>)}
      </Loaded>
      <Button variant="subtle" onClick={onBack}>
        {t('startAgain')}
      </Button>
    </Stack>
  );
}

function AskForLetter() {
  const { t } = useTranslation('signIn');
  const [email, setEmail] = useState('');
  const [hasCode, setHasCode] = useState(false);
  const ask = useMutation({
    mutationFn: () => answerOf(api.auth['forgotten-password'].$post({ json: { email: email.trim() } })),
  });
  const { at, others } = useFieldProblems(ask.error, ['email']);
  if (hasCode) return <ResetForm code="" />;
  if (ask.isSuccess) {
    return (
      <>
        <Text role="status">{t('letterSent', { email: email.trim() })}</Text>
        <Button variant="default" onClick={() => setHasCode(true)}>
          {t('haveCode')}
        </Button>
      </>
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <Form onSubmit={send}>
      <Stack>
        <Text>{t('forgottenSays')}</Text>
        <TextInput
          required
          autoFocus
          type="email"
          autoComplete="username"
          label={t('email')}
          error={at('email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {others !== null && <ProblemNote error={others} />}
        <Button type="submit" size="md" loading={ask.isPending}>
          {t('sendLetter')}
        </Button>
      </Stack>
    </Form>
  );
}
