import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordLength } from '../../../domain/password-rules.ts';
import { answerOf, api } from '../../client/api.ts';
import { Card } from '../../parts/card.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { meQuery } from '../../queries/me.ts';

const empty = { current: '', password: '', again: '' };

/** Another password, confirmed by the one of now. */
export function PasswordCard() {
  const { t } = useTranslation('account');
  const { t: tSignIn } = useTranslation('signIn');
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(empty);
  const { current, password, again } = typed;
  const save = useMutation({
    mutationFn: () => answerOf(api.v1.me.password.$post({ json: { current, password } })),
    onSuccess: async () => {
      setTyped(empty);
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      done(t('password.saved'));
    },
  });
  const { at, others } = useFieldProblems(save.error, ['current', 'password']);
  const set = (changed: Partial<typeof empty>) => setTyped((old) => ({ ...old, ...changed }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t('password.title')}>
      <Form onSubmit={submit}>
        <Stack>
          <Text c="dimmed">{t('password.says')}</Text>
          <PasswordField
            autoComplete="current-password"
            label={tSignIn('currentPassword')}
            error={at('current')}
            value={current}
            onChange={(value) => set({ current: value })}
          />
          <PasswordField
            autoComplete="new-password"
            label={tSignIn('newPassword')}
            least={passwordLength.least}
            error={at('password')}
            value={password}
            onChange={(value) => set({ password: value })}
          />
          <PasswordField
            autoComplete="new-password"
            label={tSignIn('repeatPassword')}
            refusal={again === password ? '' : tSignIn('notTheSame')}
            value={again}
            onChange={(value) => set({ again: value })}
          />
          {others !== null && <ProblemNote error={others} kept />}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t('password.save')}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
