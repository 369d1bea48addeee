import { Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type Regulation, type RuleSet, regulationsQuery, ruleTextsQuery } from '../../queries/rules.ts';
import { type RegulationTexts, withRegulation } from './regulation.ts';
import { useDraft } from './rule-writes.ts';

type Props = { set: RuleSet; wanted: string | undefined; onClose: () => void };

/** The days of a regulation for a ladder's block: what they are, and the texts that the ladder still lacks for them. */
export function RegulationDialog({ set, wanted, onClose }: Props) {
  const { t: tCommon } = useTranslation('common');
  const regulation = (useQuery(regulationsQuery).data ?? []).find(({ id }) => id === wanted);
  return (
    <Modal
      opened={regulation !== undefined}
      onClose={onClose}
      size="lg"
      title={regulation?.name}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      {regulation !== undefined && <RegulationForm key={regulation.id} {...{ set, regulation }} onDone={onClose} />}
    </Modal>
  );
}

function RegulationForm({ set, regulation, onDone }: { set: RuleSet; regulation: Regulation; onDone: () => void }) {
  const { t } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
  const known = useQuery(ruleTextsQuery).data ?? [];
  const [texts, setTexts] = useState<RegulationTexts>({});
  const draft = useDraft(set.id, set.savedAt);
  const lacking = regulation.rules.filter(({ number }) => set.rules.every((rule) => rule.number !== number));
  const next = withRegulation(set.rules, regulation, texts);
  const isWarned = next.some(({ event, enabled }) => event === 'block_warning' && enabled);
  const save = (event: FormEvent) => {
    event.preventDefault();
    draft.mutate({ ...set, rules: next }, { onSuccess: onDone });
  };
  return (
    <Form onSubmit={save}>
      <Stack>
        <Text>{regulation.note}</Text>
        <Text c="dimmed">{t(lacking.length === 0 ? 'regulation.says' : 'regulation.saysLacking')}</Text>
        {lacking.map(({ number, event, channels: [channel = 'sms'] }) => (
          <Select
            key={number}
            label={`#${number} ${tState(`event.${event}`)}`}
            description={t(`form.text.${channel}`)}
            placeholder={t('form.chooseText')}
            nothingFoundMessage={t('form.noText')}
            searchable
            clearable
            value={texts[number] ?? null}
            data={known.filter((text) => text.channel === channel && text.enabled).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(chosen) => setTexts({ ...texts, [number]: chosen })}
          />
        ))}
        {!isWarned && <Text c="var(--warn)">{t('regulation.noWarning')}</Text>}
        {draft.error !== null && <ProblemNote error={draft.error} kept />}
        <DialogFoot pending={draft.isPending} onCancel={onDone} disabled={!isWarned} focused={lacking.length === 0}>
          {t('form.save')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}
