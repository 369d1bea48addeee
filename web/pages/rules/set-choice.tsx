import { Button, Group, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { defaultRuleSetId } from '../../../domain/rules.ts';
import type { RuleSet } from '../../queries/rules.ts';
import { ClassDialog } from './class-dialog.tsx';
import { useClassWords } from './use-class-words.ts';

/** Which ladder is looked at, whom it is for, and one more for others. */
export function SetChoice({ sets, set, canWrite }: { sets: RuleSet[]; set: RuleSet; canWrite: boolean }) {
  const { t } = useTranslation('rules');
  const navigate = useNavigate();
  const wordsOf = useClassWords();
  const [edited, edit] = useDisclosure(false);
  const [added, add] = useDisclosure(false);
  return (
    <Group gap="sm" mt={4}>
      {sets.length > 1 && (
        <Select
          aria-label={t('class.which')}
          allowDeselect={false}
          w={220}
          value={set.id}
          data={sets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) =>
            void navigate({ to: '/envio-automatico', search: { regua: id === defaultRuleSetId ? undefined : (id ?? undefined) } })
          }
        />
      )}
      <Text span>{wordsOf(set.appliesTo)}</Text>
      {canWrite && (
        <Group gap={4}>
          {set.id !== defaultRuleSetId && (
            <Button variant="subtle" size="compact-sm" onClick={edit.open}>
              {t('class.edit')}
            </Button>
          )}
          {set.rules.length > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={add.open}>
              {t('class.add')}
            </Button>
          )}
        </Group>
      )}
      <ClassDialog set={set} opened={edited} onClose={edit.close} />
      <ClassDialog set={set} isNew opened={added} onClose={add.close} />
    </Group>
  );
}
