import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fixedRuleEvents } from '../../../domain/rules.ts';
import { IconPlus } from '../../parts/icons.ts';
import type { Rule } from '../../queries/rules.ts';
import { missingNumbers } from './rule-draft.ts';

/** The numbers of the seed that the ladder lacks, and own rules without end. */
export function AddRule({ rules, onAdd }: { rules: Rule[]; onAdd: (what: string) => void }) {
  const { t } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
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
      </Menu.Dropdown>
    </Menu>
  );
}

/** In the address, in the place of a number. */
export const ownRule = 'nova';
