import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { samplePreviewQuery, type Template } from '../../queries/first-steps.ts';

/** A first text with variables, and how it reads for a sample customer once it is kept. */
export function TemplateStep({ template, onDone }: { template: Template | null; onDone: () => Promise<void> }) {
  const { t } = useTranslation('firstSteps');
  const [name, setName] = useState<string>(t('template.usualName'));
  const [text, setText] = useState<string>(t('template.usualText'));
  const save = useMutation({
    mutationFn: () => answerOf(api.v1.templates.$post({ json: { name: name.trim(), channel: 'sms', text } })),
    onSuccess: async () => {
      done(t('template.saved'));
      await onDone();
    },
  });
  const { at, others } = useFieldProblems(save.error, ['name', 'text']);
  if (template !== null) {
    return (
      <Stack>
        <Text>{t('template.now', { name: template.name })}</Text>
        <SampleText templateId={template.id} />
      </Stack>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <Text>{t('template.says')}</Text>
        <TextInput
          required
          label={t('template.name')}
          error={at('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          required
          autosize
          minRows={3}
          label={t('template.text')}
          error={at('text')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {others !== null && <ProblemNote error={others} kept />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('template.save')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

/** The text as a sample customer would get it. */
export function SampleText({ templateId }: { templateId: string }) {
  const { t } = useTranslation('firstSteps');
  const preview = useQuery(samplePreviewQuery(templateId));
  return (
    <Loaded query={preview}>
      {({ text, segments, encoding }) => (
        <div>
          <Text c="dimmed" size="sm" mb={6}>
            {t('template.example')}
          </Text>
          <PhoneBubble text={text ?? ''} segments={segments} unicode={encoding === 'UCS-2'} />
        </div>
      )}
    </Loaded>
  );
}
