import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type Gateway, sendTest, type TestAnswer } from '../../queries/gateways.ts';

/** One real text, with what the provider answered and what that means. */
export function GatewayTest({ gateway }: { gateway: Gateway }) {
  const { t } = useTranslation('gateways');
  const queryClient = useQueryClient();
  const isMail = gateway.channel === 'email';
  const [to, setTo] = useState('');
  const [text, setText] = useState<string>(t('test.usualText'));
  const test = useMutation({
    mutationFn: () => sendTest(gateway.id, { ...(isMail ? { email: to } : { phone: to }), text }),
    onSettled: () =>
      Promise.all([['gateways'], ['gateway', gateway.id, 'uses']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  const { at, others } = useFieldProblems(test.error, ['phone', 'email', 'text']);
  const send = (event: FormEvent) => {
    event.preventDefault();
    test.mutate();
  };
  return (
    <Card title={t('test.title')}>
      <Form onSubmit={send}>
        <Group align="flex-start">
          <TextInput
            required
            w={220}
            type={isMail ? 'email' : 'tel'}
            label={t(isMail ? 'test.email' : 'test.phone')}
            placeholder={isMail ? '' : '(67) 99999-1234'}
            error={at(isMail ? 'email' : 'phone')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <TextInput
            required
            flex={1}
            miw={220}
            label={t('test.text')}
            error={at('text')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" mt={24} loading={test.isPending}>
            {t('test.send')}
          </Button>
        </Group>
        {others !== null && <ProblemNote error={others} kept />}
      </Form>
      {test.data !== undefined && <TestResult result={test.data} />}
    </Card>
  );
}

const colors: Record<TestAnswer['outcome'], string> = {
  accepted: 'var(--state-delivered)',
  refused: 'var(--state-refused)',
  misconfigured: 'var(--state-refused)',
  temporary: 'var(--state-undelivered)',
  unknown: 'var(--state-unknown)',
};

/** What a provider answered to a test, and what that means. */
export function TestResult({ result }: { result: TestAnswer }) {
  const { t } = useTranslation('gateways');
  return (
    <Stack gap={4} mt="md" role="status">
      <Text fw={650} c={colors[result.outcome]}>
        {t(`outcome.${result.outcome}`)} · {t('test.took', { count: result.tookMs })}
      </Text>
      <Text>{result.meaning}</Text>
      <Text fw={600}>{result.next}</Text>
      {result.answer !== '' && <Code block>{result.answer}</Code>}
    </Stack>
  );
}
