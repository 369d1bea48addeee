import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Settings } from '../../queries/house.ts';
import { type HouseRules, type RulesPart, ruleFields, rulesOf, useSavedRules } from './house-rules.ts';
import { CampaignRules } from './house-rules-campaigns.tsx';
import { LimitRules, NoticeRules } from './house-rules-ladder.tsx';
import { PromiseRules } from './house-rules-promises.tsx';
import { ReplyRules } from './house-rules-replies.tsx';

/** The rules of the house as a person changes them, all at once: they lean on each other. */
export function HouseRulesDrawer({ settings, opened, onClose }: { settings: Settings; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('service');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer opened={opened} onClose={onClose} title={t('rules.title')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <RulesForm settings={settings} onDone={onClose} />
    </Drawer>
  );
}

function RulesForm({ settings, onDone }: { settings: Settings; onDone: () => void }) {
  const { t } = useTranslation('service');
  const [rules, setRules] = useState<HouseRules>(() => rulesOf(settings));
  const save = useSavedRules(settings.updatedAt, onDone);
  const { at, others } = useFieldProblems(save.error, ruleFields);
  const part: RulesPart = { rules, at, onChange: (change) => setRules((old) => ({ ...old, ...change })) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(rules);
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <Text c="dimmed">{t('rules.editSays')}</Text>
        <LimitRules {...part} />
        <NoticeRules {...part} />
        <PromiseRules {...part} />
        <CampaignRules {...part} />
        <ReplyRules {...part} />
        {others !== null && <ProblemNote error={others} kept />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t('rules.save')}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
