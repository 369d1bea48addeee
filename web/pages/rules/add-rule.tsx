import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fixedRuleEvents } from '../../../domain/rules.ts';
import { IconPlus } from '../../parts/icons.ts';
import { type Rule, regulationsQuery } from '../../queries/rules.ts';
import { missingNumbers } from './rule-draft.ts';

type Props = { rules: Rule[]; onAdd: (what: string) => void; onRegulation: (id: string) => void };

/** The numbers of the seed that the ladder lacks, own rules without end, and the days of the block by a regulation. */
export function AddRule({ rules, onAdd, onRegulation }: Props) {
  const { t } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
  const regulations = useQuery(regulationsQuery).data ?? [];
  return (
    <Menu position="bottom-end" width={270} shadow="md">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} aria-hidden />}>{t('add.open')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {missingNumbers(rules).map((number) => (
          <Menu.Item key={number} onClick={() => onAdd(String(number))}>
            #{number} {number === 3 ? t('add.reminder') : tState(`event.${fixedRuleEvents[number] ?? 'due'}`)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onAdd(ownRule)}>{t('add.own')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('regulation.label')}</Menu.Label>
        {regulations.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => onRegulation(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** In the address, in the place of a number. */
export const ownRule = 'nova';
