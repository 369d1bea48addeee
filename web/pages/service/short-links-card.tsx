import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { Card } from '../../parts/card.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';

type Props = { linkOrigin: string | null; linkOriginInForce: string | null; readAt: string | null };

/** In which domain the short links of campaigns are. */
export function ShortLinksCard({ linkOrigin, linkOriginInForce, readAt }: Props) {
  const { t } = useTranslation('service');
  const may = useMay();
  const queryClient = useQueryClient();
  const [domain, setDomain] = useState(linkOrigin ?? '');
  const [openedAt] = useState(readAt);
  const edit = useUnchangedSince(openedAt);
  const save = useMutation({
    mutationFn: () => {
      const json = { linkOrigin: domain.trim() === '' ? null : domain.trim() };
      return edit((query) => answerOf(api.v1.settings.$patch({ query, json })));
    },
    onSuccess: (answer) => {
      queryClient.setQueryData(settingsQuery.queryKey, answer);
      setDomain(answer.linkOrigin ?? '');
      done(t('links.saved'));
    },
  });
  const { at, others } = useFieldProblems(save.error, ['linkOrigin']);
  const whereEmpty = linkOriginInForce === null ? t('links.emptyNone') : t('links.empty', { origin: linkOriginInForce });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t('links.title')}>
      <Stack gap="sm" maw={560}>
        <Text>{linkOriginInForce === null ? t('links.none') : t('links.now', { origin: linkOriginInForce })}</Text>
        <Text size="sm" c="dimmed">
          {t('links.says')}
        </Text>
        {may('settings:write') && (
          <Form onSubmit={submit}>
            <Stack align="flex-start" gap="xs">
              <TextInput
                w="100%"
                maw={420}
                label={t('links.domain')}
                placeholder="l.exemplo.com.br"
                description={linkOrigin === null && whereEmpty}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                error={at('linkOrigin')}
                value={domain}
                onChange={(event) => setDomain(event.currentTarget.value)}
              />
              <Button type="submit" variant="default" loading={save.isPending} disabled={domain.trim() === (linkOrigin ?? '')}>
                {t('links.save')}
              </Button>
            </Stack>
            {others !== null && <ProblemNote error={others} kept />}
          </Form>
        )}
      </Stack>
    </Card>
  );
}
