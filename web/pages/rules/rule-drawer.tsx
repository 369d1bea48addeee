import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fixedRuleEvents } from '../../../domain/rules.ts';
import type { RuleSet } from '../../queries/rules.ts';
import { ownRule } from './add-rule.tsx';
import { draftOf, type RuleDraft, startOf } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';

type Props = {
  set: RuleSet;
  /** A number, or what is to be added; undefined closes it. */
  wanted: string | undefined;
  canWrite: boolean;
  onClose: () => void;
};

/** One rule beside the ladder: everything about it, and its text as the phone shows it. */
export function RuleDrawer({ set, wanted, canWrite, onClose }: Props) {
  const { t } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
  const { t: tCommon } = useTranslation('common');
  const opened = wanted === undefined ? null : openedRule(set, wanted);
  const title =
    opened === null
      ? ''
      : `#${opened.start.number} ${opened.start.event === 'due' ? t('ruleTitle') : tState(`event.${opened.start.event}`)}`;
  return (
    <Drawer opened={opened !== null} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      {opened !== null && <RuleForm key={wanted} set={set} {...opened} canWrite={canWrite} onDone={onClose} />}
    </Drawer>
  );
}

/** The rule of that number, or a new one; null for a number that no ladder has. */
function openedRule({ rules }: RuleSet, wanted: string): { start: RuleDraft; isNew: boolean } | null {
  if (wanted === ownRule) return { start: startOf('own', rules), isNew: true };
  const number = Number(wanted);
  const known = rules.find((rule) => rule.number === number);
  if (known !== undefined) return { start: draftOf(known), isNew: false };
  return fixedRuleEvents[number] === undefined ? null : { start: startOf(number, rules), isNew: true };
}
