import { Radio, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type CampaignClass, campaignClasses, listsIn } from '../../../domain/audience.ts';
import { Card } from '../../parts/card.tsx';
import { listsQuery } from '../../queries/lists.ts';
import { templateChoicesQuery } from '../../queries/templates.ts';
import { LivePreview } from '../../texts/live-preview.tsx';
import { TemplateText } from '../../texts/template-text.tsx';
import { TextEditor } from '../../texts/text-editor.tsx';
import { type StepProps, selectionsFor } from './draft.ts';
import { ShortLinksSwitch, useLinkOrigin } from './short-links-switch.tsx';
import classes from './step-text.module.css';

type Props = StepProps & { at: (field: string) => string | null };

/** What is said, and as what: a template, or a text of its own. */
export function StepText({ draft, onChange, at }: Props) {
  const { t } = useTranslation('campaigns');
  const templates = (useQuery(templateChoicesQuery).data ?? []).filter(({ channel, enabled }) => channel === 'sms' && enabled);
  const template = templates.find(({ id }) => id === draft.templateId);
  const named = listsIn(draft.audiences).map(({ listId }) => listId);
  const lists = (useQuery(listsQuery).data ?? []).filter(({ id }) => named.includes(id));
  const isOwn = draft.templateId === null;
  const linkOrigin = useLinkOrigin(draft.shortLinks);
  const head = (
    <>
      <TextInput
        required
        label={t('text.name')}
        description={t('text.nameHint')}
        error={at('name')}
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <ClassChoice draft={draft} onChange={onChange} />
      {templates.length > 0 && (
        <SegmentedControl
          aria-label={t('text.source')}
          value={isOwn ? 'own' : 'template'}
          data={(['own', 'template'] as const).map((value) => ({ value, label: t(`text.${value}`) }))}
          onChange={(source) =>
            onChange(
              source === 'own' ? { templateId: null, text: template?.text ?? '' } : { templateId: templates[0]?.id ?? null, text: null },
            )
          }
        />
      )}
      <ShortLinksSwitch draft={draft} onChange={onChange} error={at('shortLinks')} />
    </>
  );
  if (isOwn) {
    const wording = { text: draft.text ?? '', missing: draft.missing };
    return (
      <TextEditor
        wording={wording}
        use="campaigns"
        columns={lists.flatMap(({ columns }) => columns)}
        gatewayId={draft.gatewayId}
        linkOrigin={linkOrigin}
        error={at('text')}
        onChange={({ text, missing }) => onChange({ text, missing: { ...missing } })}
        aside={<LivePreview wording={wording} shortLinks={linkOrigin !== null} lists={lists} />}
      >
        {head}
      </TextEditor>
    );
  }
  return (
    <div className={classes.columns}>
      <Card>
        <Stack>
          {head}
          <Select
            label={t('text.which')}
            searchable
            allowDeselect={false}
            error={at('templateId')}
            value={draft.templateId}
            data={templates.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(templateId) => templateId !== null && onChange({ templateId })}
          />
          {template !== undefined && (
            <>
              <TemplateText text={template.text} />
              <Text size="sm">
                <Link to="/templates/$templateId" params={{ templateId: template.id }}>
                  {t('text.edit')}
                </Link>
              </Text>
            </>
          )}
        </Stack>
      </Card>
      {template !== undefined && <LivePreview wording={template} shortLinks={linkOrigin !== null} />}
    </div>
  );
}

/** What a text is decides who may get it and at which hours. */
function ClassChoice({ draft, onChange }: StepProps) {
  const { t } = useTranslation('campaigns');
  const choose = (value: string) => {
    const chosen: CampaignClass = campaignClasses.find((one) => one === value) ?? 'collection';
    onChange({ class: chosen, audiences: selectionsFor(chosen, draft) });
  };
  return (
    <Radio.Group label={t('text.class')} value={draft.class} onChange={choose}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} mt={6} spacing="xs">
        {(['collection', 'informative', 'marketing'] as const).map((value) => (
          <Radio.Card key={value} value={value} className={classes.choice}>
            <Text fw={600}>{t(`class.${value}`)}</Text>
            <Text size="xs" c="dimmed">
              {t(`classSays.${value}`)}
            </Text>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
