import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unitsQuery } from '../../queries/house.ts';
import type { RuleSet } from '../../queries/rules.ts';

/** Whom a ladder is for: `Para clientes da unidade Centro, do plano fibra-300`. */
export function useClassWords(): (appliesTo: RuleSet['appliesTo']) => string {
  const { t, i18n } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
  const names = useQuery(unitsQuery).data ?? [];
  const either = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  return ({ units = [], panels = [], plans = [], cities = [], statuses = [], customerIds = [] }) => {
    const parts = [
      part(units, (list) =>
        t('class.ofUnits', { list: either.format(list.map((unit) => names.find(({ id }) => id === unit)?.name ?? unit)) }),
      ),
      part(panels, (list) => t('class.ofPanels', { list: either.format(list) })),
      part(plans, (list) => t('class.ofPlans', { list: either.format(list) })),
      part(cities, (list) => t('class.ofCities', { list: either.format(list) })),
      part(statuses, (list) => t('class.ofStatuses', { list: either.format(list.map((status) => tState(`customer.${status}`))) })),
      part(customerIds, (list) => t('class.ofCustomers', { count: list.length })),
    ].flat();
    return parts.length === 0 ? t('class.everybody') : t('class.for', { parts: parts.join(', ') });
  };
}

function part<Item>(list: Item[], said: (list: Item[]) => string): string[] {
  return list.length === 0 ? [] : [said(list)];
}
