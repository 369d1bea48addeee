import { useTranslation } from 'react-i18next';
import type { RuleSet } from '../../queries/rules.ts';
import { ladderOf } from './place.ts';

/** `9 regras ligadas: o primeiro lembrete 3 dias antes, o bloqueio cerca de 17 dias depois do vencimento.` */
export function useLadderSentence(set: RuleSet): string {
  const { t } = useTranslation('rules');
  const on = set.rules.filter(({ enabled }) => enabled);
  if (on.length === 0) return t('sentence.none');
  const { line } = ladderOf(on);
  const first = line[0];
  const block = line.find(({ rule: { event } }) => event === 'total_block');
  const said = [
    ...(first !== undefined && first.fromDue < 0 ? [t('sentence.first', { count: Math.round(-first.fromDue) })] : []),
    block === undefined ? t('sentence.noBlock') : t('sentence.block', { count: Math.round(block.fromDue) }),
  ];
  return `${t('sentence.rules', { count: on.length })}: ${said.join(', ')}.`;
}
