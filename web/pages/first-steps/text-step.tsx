import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type FirstThings, samplePreviewQuery, type Template } from '../../queries/first-steps.ts';
import { sendTest, servicesQuery } from '../../queries/gateways.ts';
import { TestResult } from '../gateways/gateway-test.tsx';
import { endsIn, sandboxOf } from './sandbox.ts';
import { SampleText } from './template-step.tsx';

/** The first text, to the phone of whoever sits here; what the provider answered is told in words. */
export function TextStep({ things: { gateway, template }, onSent }: { things: FirstThings; onSent: () => Promise<void> }) {
  const { t } = useTranslation('firstSteps');
  if (gateway === null || template === null) return <Text>{t('text.missing')}</Text>;
  return <FirstText {...{ gateway, template, onSent }} />;
}

function FirstText({
  gateway,
  template,
  onSent,
}: {
  gateway: NonNullable<FirstThings['gateway']>;
  template: Template;
  onSent: () => Promise<void>;
}) {
  const { t } = useTranslation('firstSteps');
  const preview = useQuery(samplePreviewQuery(template.id));
  const sandbox = sandboxOf(useQuery(servicesQuery).data ?? []);
  const [phone, setPhone] = useState('');
  const text = preview.data?.text ?? '';
  const send = useMutation({ mutationFn: () => sendTest(gateway.id, { phone, text }), onSuccess: onSent });
  const { at, others } = useFieldProblems(send.error, ['phone', 'text']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <Text>{t('text.says', { name: gateway.name })}</Text>
        <SampleText templateId={template.id} />
        {at('text') !== null && <Text c="var(--mantine-color-error)">{at('text')}</Text>}
        <Group align="flex-start">
          <TextInput
            required
            w={220}
            type="tel"
            label={t('text.phone')}
            placeholder="(67) 99999-1234"
            error={at('phone')}
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <Button type="submit" mt={24} loading={send.isPending} disabled={text === ''}>
            {t('text.send')}
          </Button>
        </Group>
        {others !== null && <ProblemNote error={others} kept />}
        {send.data !== undefined && <TestResult result={send.data} />}
        {send.data !== undefined && sandbox !== null && endsIn(sandbox, gateway) && (
          <Anchor href={sandbox.inbox} target="_blank">
            {t('text.inbox')}
          </Anchor>
        )}
      </Stack>
    </Form>
  );
}
