import { useTranslation } from 'react-i18next';
import { useEventName } from '../../ladder/use-event-name.ts';
import type { Placed } from './place.ts';
import { draftOf } from './rule-draft.ts';

export type RuleWords = { name: string; distance: string; tick: string };

/** What a rule is called, how far it is from what it counts from, and its mark on the ruler: `D−3`, `≈ D+17`. */
export function useRuleWords(): (place: Placed) => RuleWords {
  const { t, i18n } = useTranslation('rules');
  const nameOf = useEventName();
  const signed = new Intl.NumberFormat(i18n.language, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
  return ({ rule, origin, distance, fromDue }) => {
    const { amount, unit, side } = draftOf(rule);
    const way = amount === 0 ? 'at' : side;
    const day = fromDue === null ? '' : t('tick', { days: fromDue === 0 ? '' : signed.format(fromDue).replace('-', '−') });
    return {
      name: nameOf({ event: rule.event, days: origin === 'due' && Number.isInteger(distance) ? distance : null }),
      distance: t(`from.${origin}.${way}`, { amount: t(`offset.${unit}`, { count: amount }) }),
      tick: origin === 'due' || fromDue === null ? day : `≈ ${day}`,
    };
  };
}
