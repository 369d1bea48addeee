import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { QrCode } from '../../parts/qr-code.tsx';

export type NewFactor = { uri: string; recoveryCodes: string[] };

/** The code for the app's camera, the same as a key to type, and the first code of the app, which switches it on. */
export function SecondFactorSetup({ begun, onOn }: { begun: NewFactor; onOn: () => void }) {
  const { t } = useTranslation('account');
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => answerOf(api.v1.me['second-factor'].confirm.$post({ json: { code: code.trim() } })),
    onSuccess: onOn,
  });
  const { at, others } = useFieldProblems(confirm.error, ['code']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack align="flex-start">
        <Text>{t('factor.scan')}</Text>
        <QrCode text={begun.uri} label={t('factor.qr')} />
        <div>
          <Text c="dimmed" size="sm">
            {t('factor.byHand')}
          </Text>
          <Code>{keyOf(begun.uri)}</Code>
        </div>
        <TextInput
          required
          autoFocus
          autoComplete="one-time-code"
          inputMode="numeric"
          label={t('factor.code')}
          error={at('code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {others !== null && <ProblemNote error={others} />}
        <Group>
          <Button type="submit" loading={confirm.isPending}>
            {t('factor.confirm')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

/** The secret of an `otpauth://` address, in groups of four as apps ask for it. */
function keyOf(uri: string): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
