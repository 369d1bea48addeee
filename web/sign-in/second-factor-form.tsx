import { Button, Checkbox, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../client/api.ts';
import { Form } from '../parts/form.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

/** The code of the app, or one of the recovery codes. */
export function SecondFactorForm({ onEntered, onBack }: { onEntered: () => void; onBack: () => void }) {
  const { t } = useTranslation('signIn');
  const [kind, setKind] = useState<'app' | 'recovery'>('app');
  const [code, setCode] = useState('');
  const [trustDevice, setTrustDevice] = useState(false);
  const confirm = useMutation({
    mutationFn: () => answerOf(api.auth['second-factor'].$post({ json: { code, kind, trustDevice } })),
    onSuccess: onEntered,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  const isApp = kind === 'app';
  return (
    <Form onSubmit={send}>
      <Stack>
        <Title order={1} size="h3">
          {t('factorTitle')}
        </Title>
        <Text>{t(isApp ? 'factorSays' : 'recoverySays')}</Text>
        <TextInput
          key={kind}
          required
          autoFocus
          autoComplete="one-time-code"
          inputMode={isApp ? 'numeric' : 'text'}
          label={t(isApp ? 'code' : 'recoveryCode')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Checkbox label={t('trust')} checked={trustDevice} onChange={(event) => setTrustDevice(event.currentTarget.checked)} />
        {confirm.error !== null && <ProblemNote error={confirm.error} />}
        <Button type="submit" size="md" loading={confirm.isPending}>
          {t('confirm')}
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            setKind(isApp ? 'recovery' : 'app');
            setCode('');
          }}
        >
          {t(isApp ? 'useRecovery' : 'useApp')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('startAgain')}
        </Button>
      </Stack>
    </Form>
  );
}
