import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sameValue } from '../../../domain/source-view.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import type { Template, TemplateDraft, TemplateFields } from '../../queries/templates.ts';
import { DiscardDraftButton } from './discard-draft-button.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { emptyTemplate, TemplateInputs, wordingOf } from './template-inputs.tsx';
import { useNewTemplate, useTemplateWrites } from './template-writes.ts';

/** A template that is not there yet: nobody speaks with it, so it is in force at once. */
export function NewTemplateForm() {
  const { t } = useTranslation('templates');
  const [fields, setFields] = useState<TemplateFields>(emptyTemplate);
  const creation = useNewTemplate();
  const { at, others } = useFieldProblems(creation.error, problemFields);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate(sent(fields));
  };
  return (
    <Form onSubmit={submit}>
      <TemplateInputs
        fields={fields}
        at={at}
        onChange={setFields}
        foot={
          <>
            {others !== null && <ProblemNote error={others} kept />}
            <Group justify="flex-end">
              <Button type="submit" loading={creation.isPending}>
                {t('create')}
              </Button>
            </Group>
          </>
        }
      />
    </Form>
  );
}

type Props = { template: Template; draft: TemplateDraft | null; onDiscarded: () => void };

/** A template as it is worked on: kept as a draft that speaks to nobody, or put in force once it was said to how many. */
export function TemplateForm({ template, draft, onDiscarded }: Props) {
  const { t } = useTranslation('templates');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const [fields, setFields] = useState<TemplateFields>(() => ({ ...fieldsOf(template), ...(draft !== null && wordingOf(draft)) }));
  const [asking, { open: ask, close }] = useDisclosure(false);
  const { publication, drafting } = useTemplateWrites(template, draft);
  const { at, others } = useFieldProblems(publication.error ?? drafting.error, problemFields);
  const wording = wordingOf(sent(fields));
  const speaksAnew = !sameValue(wording, wordingOf(template));
  const isDrafted = sameValue(wording, wordingOf(draft ?? template));
  const publish = () => {
    close();
    drafting.reset();
    publication.mutate(sent(fields));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (speaksAnew) ask();
    else publish();
  };
  const keep = () => {
    publication.reset();
    drafting.mutate(wording);
  };
  return (
    <Form onSubmit={submit}>
      <TemplateInputs
        fields={fields}
        at={at}
        onChange={setFields}
        foot={
          <>
            {others !== null && <ProblemNote error={others} kept />}
            {may('templates:write') && (
              <Group justify="flex-end">
                {draft !== null && <DiscardDraftButton templateId={template.id} onDiscarded={onDiscarded} />}
                {!isDrafted && (
                  <Button variant="default" loading={drafting.isPending} onClick={keep}>
                    {t('draft.save')}
                  </Button>
                )}
                <Button type="submit" loading={publication.isPending}>
                  {speaksAnew ? t('publish.open') : tCommon('actions.save')}
                </Button>
              </Group>
            )}
          </>
        }
      />
      <PublishDialog template={template} opened={asking} onClose={close} onConfirm={publish} />
    </Form>
  );
}

const problemFields = ['name', 'text', 'subject'];

function fieldsOf({ name, enabled, channel, ...template }: Template): TemplateFields {
  return { name, enabled, channel, ...wordingOf(template) };
}

/** As the API takes them: only an e-mail has a subject. */
function sent(fields: TemplateFields): TemplateFields {
  return { ...fields, name: fields.name.trim(), subject: fields.channel === 'email' ? fields.subject : null };
}
