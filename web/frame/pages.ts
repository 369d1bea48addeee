import type { LinkProps } from '@tanstack/react-router';
import { type Icon, IconBroadcast, IconMessage2, IconReceipt2, IconSettings, IconSun, IconUsers } from '../parts/icons.ts';
import type { frame } from '../words/pt-BR/frame.ts';

type PageName = keyof (typeof frame)['pages'];

/** Every address of the console. */
export type RoutePath = NonNullable<LinkProps['to']>;

/** A page as the navigation knows it. `key` is the second letter of its shortcut, after `g`. */
export type Page = { name: PageName; to: RoutePath; icon: Icon; key: string | null };

export const dailyPages: Page[] = [
  { name: 'today', to: '/', icon: IconSun, key: 'h' },
  { name: 'charges', to: '/cobrancas', icon: IconReceipt2, key: 'c' },
  { name: 'customers', to: '/clientes', icon: IconUsers, key: 'l' },
  { name: 'messages', to: '/mensagens', icon: IconMessage2, key: 'm' },
];

export const settingsPages: Page[] = [
  { name: 'gateways', to: '/configuracao/gateways', icon: IconBroadcast, key: 'w' },
  { name: 'service', to: '/configuracao/servico', icon: IconSettings, key: 's' },
];

/** Those that stay within a thumb's reach on a phone. */
export const thumbPages: Page[] = dailyPages.filter(({ name }) => ['today', 'charges', 'customers', 'messages'].includes(name));
