import { useTranslation } from 'react-i18next';
import { money } from '../format/money.ts';
import { phoneShown } from '../format/phone.ts';
import { useWhen } from '../format/when.ts';
import type { SearchAnswer } from '../queries/search.ts';
import { useOpenPages } from './pages.ts';

/** One line of the search and where it leads. */
export type Found = { group: string; href: string; title: string; detail: string };

/** Everything that fits what was typed, the likeliest first. */
export function useFound(typed: string, answer: SearchAnswer | undefined): Found[] {
  const { t } = useTranslation('frame');
  const { day } = useWhen();
  const { daily, settings } = useOpenPages();
  const wanted = plain(typed);
  const pages = wanted === '' ? [] : [...daily, ...settings].filter(({ name }) => plain(t(`pages.${name}`)).includes(wanted));
  const customers = (answer?.customers ?? []).map(({ id, name, phones }) => ({
    group: t('search.customers'),
    href: `/clientes/${encodeURIComponent(id)}`,
    title: name,
    detail: [id, ...phones.slice(0, 1).map(({ normalized, number }) => phoneShown(normalized ?? number))].join(' · '),
  }));
  const charges = (answer?.charges ?? []).map(({ id, code, customerName, amountCents, dueDate }) => ({
    group: t('search.charges'),
    href: `/cobrancas/${encodeURIComponent(id)}`,
    title: `${code ?? id} · ${customerName}`,
    detail: `${money(amountCents)} · ${day(dueDate)}`,
  }));
  const phone = typed.replace(/\D/g, '').length >= 8 ? typed : null;
  return [
    ...customers,
    ...charges,
    ...(phone === null
      ? []
      : [
          {
            group: t('search.messages'),
            href: `/mensagens?telefone=${encodeURIComponent(phone)}`,
            title: t('search.messagesTo', { phone }),
            detail: '',
          },
        ]),
    ...pages.map(({ name, to }) => ({ group: t('search.pages'), href: to, title: t(`pages.${name}`), detail: '' })),
  ];
}

/** For comparing: small letters without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
