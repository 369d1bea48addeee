import { Button, Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconChevronDown } from '../../../parts/icons.ts';
import classes from './filter-token.module.css';
import type { Phrase } from './use-filter-words.ts';

type Props = {
  phrase: Phrase;
  opened: boolean;
  onToggle: (open: boolean) => void;
  /** Takes the question out; what must be asked has none. */
  onRemove?: () => void;
  children: ReactNode;
};

/** A phrase of the sentence that can be changed where it stands. */
export function FilterToken({ phrase: { lead, words }, opened, onToggle, onRemove, children }: Props) {
  const { t } = useTranslation('campaigns');
  const { t: tCommon } = useTranslation('common');
  return (
    <Popover opened={opened} onChange={onToggle} trapFocus returnFocus position="bottom-start" shadow="md" width={320} withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.token} data-opened={opened || undefined} onClick={() => onToggle(!opened)}>
          {lead !== '' && <span className={classes.lead}>{lead}</span>}
          <strong>{words === '' ? t('filter.choose') : words}</strong>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={`${lead} ${words}`.trim()}>
        {children}
        <div className={classes.foot}>
          {onRemove !== undefined && (
            <Button variant="subtle" size="compact-sm" color="red" c="var(--mantine-color-error)" onClick={onRemove}>
              {t('filter.remove')}
            </Button>
          )}
          <Button variant="default" size="compact-sm" ml="auto" onClick={() => onToggle(false)}>
            {tCommon('actions.close')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
