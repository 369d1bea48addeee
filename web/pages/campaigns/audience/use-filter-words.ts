import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AudienceFilter, Span } from '../../../../domain/audience.ts';
import { money } from '../../../format/money.ts';
import { useWhen } from '../../../format/when.ts';
import { panelsQuery, segmentsQuery } from '../../../queries/audiences.ts';
import { unitsQuery } from '../../../queries/house.ts';
import { listsQuery } from '../../../queries/lists.ts';
import { asks, type FilterField, filterFields, limitNames } from './audience-filter.ts';

/** A question of a selection as the sentence says it: `com cobrança` **internet atrasada**. */
export type Phrase = { lead: string; words: string };

/** A selection as people say it: each question in a phrase, and all of them in a sentence. */
export function useFilterWords() {
  const { t, i18n } = useTranslation('campaigns');
  const { day } = useWhen();
  const units = useQuery(unitsQuery).data ?? [];
  const panels = useQuery(panelsQuery).data ?? [];
  const segments = useQuery(segmentsQuery).data ?? [];
  const lists = useQuery(listsQuery).data ?? [];
  const or = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  const monthOf = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const named = (ids: string[], known: { id: string; name: string }[]) =>
    or.format(ids.map((id) => known.find((one) => one.id === id)?.name ?? id));
  const dated = ({ match, value }: { match: keyof typeof dates; value: string }) =>
    t(dates[match], { date: match === 'month' ? monthOf.format(new Date(`${value}T12:00:00Z`)) : day(value) });
  const span = ({ min, max }: Span, shown: (bound: number) => string) => {
    if (max === undefined) return t('filter.from', { min: shown(min ?? 0) });
    if (min === undefined) return t('filter.to', { max: shown(max) });
    return t('filter.between', { min: shown(min), max: shown(max) });
  };

  const chargeWords = ({ charge }: AudienceFilter): string => {
    if (charge === null) return '';
    const type = or.format(charge.type.map((one) => t(`filter.chargeType.${one}`)));
    const status = or.format(charge.status.map((one) => t(`filter.situation.${one}`)));
    const which = [type, status].filter((words) => words !== '').join(' ');
    return `${which === '' ? t('filter.anyCharge') : which}, ${t(`filter.perCustomer.${limitNames[charge.perCustomer]}`)}`;
  };

  const wordsOf = (filter: AudienceFilter, field: FilterField): string => {
    const { charge, lastMessage, birthday } = filter;
    switch (field) {
      case 'customerStatus':
        return or.format(filter.customerStatus.map((one) => t(`filter.customer.${one}`)));
      case 'accessStatus':
        return or.format(filter.accessStatus.map((one) => t(`filter.access.${one}`)));
      case 'charge':
        return chargeWords(filter);
      case 'chargeDate':
        return charge?.date == null ? '' : `${t(`filter.dateField.${charge.date.field}`)} ${dated(charge.date)}`;
      case 'daysOverdue':
        return charge?.daysOverdue == null ? '' : t('filter.days', { span: span(charge.daysOverdue, String) });
      case 'amount':
        return charge?.amountCents == null ? '' : span(charge.amountCents, money);
      case 'birthday':
        return birthday === null ? '' : dated(birthday);
      case 'lastMessage':
        if (lastMessage === null) return '';
        return 'withinDays' in lastMessage
          ? t('filter.within', { count: lastMessage.withinDays })
          : t('filter.olderThan', { count: lastMessage.olderThanDays });
      case 'units':
        return named(filter.units, units);
      case 'panels':
        return named(filter.panels, panels);
      case 'segments':
        return named(filter.segments, segments);
      case 'plans':
      case 'cities':
        return or.format(filter[field]);
      case 'customerIds':
        return t('filter.chosen', { count: filter.customerIds.length });
      case 'include':
      case 'exclude':
        return t('filter.chosen', { count: filter[field].customerIds.length });
    }
  };

  const phrase = (filter: AudienceFilter, field: FilterField): Phrase => ({
    lead: field === 'customerStatus' ? '' : t(`filter.lead.${field}`),
    words: wordsOf(filter, field),
  });
  const permission = (filter: AudienceFilter): Phrase => ({
    lead: t('filter.onPhones'),
    words: t(`filter.permission.${filter.permission}`),
  });
  const sentence = (filter: AudienceFilter): string => {
    if (filter.list !== null) return t('filter.listed', { name: named([filter.list], lists) });
    const phrases = [...filterFields.filter((field) => asks(filter, field)).map((field) => phrase(filter, field)), permission(filter)];
    return `${t('filter.customers')} ${phrases.map(({ lead, words }) => `${lead} ${words}`.trim()).join(', ')}`;
  };
  return { phrase, permission, sentence };
}

const dates = {
  month: 'filter.month',
  week: 'filter.week',
  day: 'filter.day',
  after: 'filter.after',
  before: 'filter.before',
} as const;
