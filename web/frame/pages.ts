import { useQuery } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import type { Permission } from '../../domain/permissions.ts';
import {
  type Icon,
  IconBroadcast,
  IconBuildingStore,
  IconCalendar,
  IconChartBar,
  IconFileText,
  IconFlag,
  IconHistory,
  IconKey,
  IconMessage2,
  IconMessageReply,
  IconReceipt2,
  IconRuler2,
  IconSettings,
  IconSpeakerphone,
  IconSun,
  IconUserCircle,
  IconUsers,
} from '../parts/icons.ts';
import { meQuery, useMay } from '../queries/me.ts';
import type { access } from '../words/pt-BR/access.ts';
import type { frame } from '../words/pt-BR/frame.ts';

type PageName = keyof (typeof frame)['pages'];

/** Every address of the console. */
export type RoutePath = NonNullable<LinkProps['to']>;

/** A page as the navigation knows it. `key` is the second letter of its shortcut, after `g`; `needs`: without it the page is closed. */
export type Page = { to: RoutePath; icon: Icon; key: string | null } & (
  | { name: PageName; needs?: never }
  | (ClosedPage & { name: PageName })
);

/** A page that not everybody may open. */
export type ClosedPage = { name: keyof (typeof access)['pages']; needs: Permission };

export const dailyPages: Page[] = [
  { name: 'today', to: '/', icon: IconSun, key: 'h' },
  { name: 'charges', to: '/cobrancas', icon: IconReceipt2, key: 'c' },
  { name: 'customers', to: '/clientes', icon: IconUsers, key: 'l' },
  { name: 'ladder', to: '/envio-automatico', icon: IconRuler2, key: 'v' },
  { name: 'campaigns', to: '/campanhas', icon: IconSpeakerphone, key: 'n', needs: 'campaigns:read' },
  { name: 'templates', to: '/templates', icon: IconFileText, key: 't' },
  { name: 'messages', to: '/mensagens', icon: IconMessage2, key: 'm' },
  { name: 'replies', to: '/respostas', icon: IconMessageReply, key: 'r' },
  { name: 'reports', to: '/relatorios', icon: IconChartBar, key: 'e' },
];

export const settingsPages: Page[] = [
  { name: 'gateways', to: '/configuracao/gateways', icon: IconBroadcast, key: 'w' },
  { name: 'calendar', to: '/configuracao/calendario', icon: IconCalendar, key: 'd' },
  { name: 'units', to: '/configuracao/unidades', icon: IconBuildingStore, key: 'u' },
  { name: 'people', to: '/configuracao/pessoas', icon: IconUserCircle, key: 'p', needs: 'users:read' },
  { name: 'keys', to: '/configuracao/chaves', icon: IconKey, key: 'k', needs: 'keys:read' },
  { name: 'audit', to: '/configuracao/auditoria', icon: IconHistory, key: 'a', needs: 'audit:read' },
  { name: 'service', to: '/configuracao/servico', icon: IconSettings, key: 's' },
  { name: 'firstSteps', to: '/primeiros-passos', icon: IconFlag, key: null, needs: 'units:write' },
];

/** Pages that others lead to: there it is seen before whether somebody may go on, but not by who follows a link. */
const innerPages: (ClosedPage & { to: RoutePath })[] = [
  { name: 'holds', to: '/cobrancas/suspensoes', needs: 'holds:read' },
  { name: 'imports', to: '/clientes/importar', needs: 'import' },
  { name: 'newCampaign', to: '/campanhas/nova', needs: 'campaigns:write' },
  { name: 'campaigns', to: '/campanhas/$campaignId', needs: 'campaigns:read' },
  { name: 'newTemplate', to: '/templates/novo', needs: 'templates:write' },
  { name: 'newGateway', to: '/configuracao/gateways/novo', needs: 'gateways:write' },
];

/** Those that stay within a thumb's reach on a phone. */
export const thumbPages: Page[] = dailyPages.filter(({ name }) => ['today', 'charges', 'customers', 'messages'].includes(name));

/** The pages that are open to this person. */
export function useOpenPages(): { daily: Page[]; settings: Page[] } {
  const may = useMay();
  const isOpen = ({ needs }: Page) => needs === undefined || may(needs);
  return { daily: dailyPages.filter(isOpen), settings: settingsPages.filter(isOpen) };
}

/** The name of the page at this address where it is closed to this person, null where it is open. */
export function useClosedPage(path: string | undefined): ClosedPage['name'] | null {
  const { data: me } = useQuery(meQuery);
  const page = [...dailyPages, ...settingsPages, ...innerPages].find(({ to }) => to === path);
  if (me === undefined || page?.needs === undefined || me.permissions.includes(page.needs)) return null;
  return page.name;
}
