import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { money } from '../format/money.ts';
import { phoneShown } from '../format/phone.ts';
import { useWhen } from '../format/when.ts';
import { gatewaysQuery } from '../queries/house.ts';
import { useMay } from '../queries/me.ts';
import { campaignSearchQuery, type SearchAnswer } from '../queries/search.ts';
import { templateChoicesQuery } from '../queries/templates.ts';
import { useOpenPages } from './pages.ts';

const mostOfEach = 6;

/** One line of the search and where it leads. */
export type Found = { group: string; href: string; title: string; detail: string };

/** Everything that fits what was typed, the likeliest first. */
export function useFound(typed: string, answer: SearchAnswer | undefined): Found[] {
  const { t } = useTranslation('frame');
  const { day } = useWhen();
  const { daily, settings } = useOpenPages();
  const wanted = plain(typed);
  const fits = (text: string) => wanted !== '' && plain(text).includes(wanted);
  const pages = [...daily, ...settings].filter(({ name }) => fits(t(`pages.${name}`)));
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
  const campaigns = useCampaigns(typed);
  const furnishings = useFurnishings(fits);
  const phone = typed.replace(/\D/g, '').length >= 8 ? typed : null;
  return [
    ...customers,
    ...charges,
    ...campaigns,
    ...furnishings,
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

function useCampaigns(typed: string): Found[] {
  const { t } = useTranslation('frame');
  const { t: tCampaigns } = useTranslation('campaigns');
  const may = useMay();
  const campaigns = useQuery(campaignSearchQuery(may('campaigns:read') ? typed : '')).data ?? [];
  return campaigns.map(({ id, name, state }) => ({
    group: t('pages.campaigns'),
    href: `/campanhas/${encodeURIComponent(id)}`,
    title: name,
    detail: tCampaigns(`state.${state}`),
  }));
}

/** What a house has few of is looked through here: its templates and gateways. */
function useFurnishings(fits: (name: string) => boolean): Found[] {
  const { t } = useTranslation('frame');
  const templates = useQuery(templateChoicesQuery).data ?? [];
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const first = <Named extends { name: string }>(all: Named[]) => all.filter(({ name }) => fits(name)).slice(0, mostOfEach);
  return [
    ...first(templates).map(({ id, name }) => ({
      group: t('pages.templates'),
      href: `/templates/${encodeURIComponent(id)}`,
      title: name,
      detail: '',
    })),
    ...first(gateways).map(({ id, name }) => ({
      group: t('pages.gateways'),
      href: `/configuracao/gateways/${encodeURIComponent(id)}`,
      title: name,
      detail: '',
    })),
  ];
}

/** For comparing: small letters without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
