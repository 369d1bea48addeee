import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { Frame } from '../frame/frame.tsx';
import { PageNotLoaded } from '../frame/page-not-loaded.ts';
import { BrokenPage, WaitingPage } from '../frame/page-states.tsx';
import { Missing } from '../parts/missing.tsx';
import { chargeQuery, chargesQuery, timelineQuery } from '../queries/charges.ts';
import { customerQuery, customersQuery } from '../queries/customers.ts';
import { messagesQuery } from '../queries/messages.ts';
import { todayQuery } from '../queries/reports.ts';
import { ahead, aheadOfList, askForHouse } from './first-calls.ts';
import { queryClient } from './query-client.ts';
import { parseSearch, stringifySearch, texts } from './search-params.ts';
import { moreWords } from './words.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: () => <Missing />, loader: ahead(askForHouse) });

/** A page whose code comes when it is opened, and beside it the words of all pages but the first. */
function page<Module extends Record<string, ComponentType>, Name extends keyof Module>(load: () => Promise<Module>, name: Name) {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), moreWords()]).catch((error: unknown) => {
      throw new PageNotLoaded(error);
    });
    return module;
  }, name);
}

const messages = createRoute({
  getParentRoute: () => root,
  path: '/mensagens',
  validateSearch: texts(['estado', 'tipo', 'gateway', 'telefone', 'cliente', 'cobranca', 'campanha', 'de', 'ate', 'mensagem']),
  loader: aheadOfList(() => void queryClient.prefetchInfiniteQuery(messagesQuery({}))),
  component: page(() => import('../pages/messages/messages-page.tsx'), 'MessagesPage'),
});

const charges = createRoute({
  getParentRoute: () => root,
  path: '/cobrancas',
  validateSearch: texts(['busca', 'situacao', 'unidade', 'de', 'ate', 'cliente', 'suspensao', 'espera', 'motivo']),
  loader: aheadOfList(() => void queryClient.prefetchInfiniteQuery(chargesQuery({}))),
  component: page(() => import('../pages/charges/charges-page.tsx'), 'ChargesPage'),
});
const charge = createRoute({
  getParentRoute: () => root,
  path: '/cobrancas/$chargeId',
  validateSearch: texts(['etapa']),
  loader: ahead(({ chargeId }: { chargeId: string }) => {
    void queryClient.prefetchQuery(chargeQuery(chargeId));
    void queryClient.prefetchQuery(timelineQuery(chargeId));
  }),
  component: page(() => import('../pages/charge/charge-page.tsx'), 'ChargePage'),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: '/envio-automatico',
  validateSearch: texts(['regua', 'regra', 'levantamento', 'versoes', 'norma']),
  component: page(() => import('../pages/rules/rules-page.tsx'), 'RulesPage'),
});
const reports = createRoute({
  getParentRoute: () => root,
  path: '/relatorios',
  validateSearch: texts(['aba', 'de', 'ate', 'ver']),
  component: page(() => import('../pages/reports/reports-page.tsx'), 'ReportsPage'),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: '/clientes',
  validateSearch: texts(['busca', 'situacao', 'unidade']),
  loader: aheadOfList(() => void queryClient.prefetchInfiniteQuery(customersQuery({}))),
  component: page(() => import('../pages/customers/customers-page.tsx'), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/clientes/$customerId',
  loader: ahead(({ customerId }: { customerId: string }) => {
    void queryClient.prefetchQuery(customerQuery(customerId));
    void queryClient.prefetchInfiniteQuery(chargesQuery({ customerId }));
  }),
  component: page(() => import('../pages/customer/customer-page.tsx'), 'CustomerPage'),
});
const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campanhas',
  validateSearch: texts(['estado']),
  component: page(() => import('../pages/campaigns/campaigns-page.tsx'), 'CampaignsPage'),
});
const newCampaign = createRoute({
  getParentRoute: () => root,
  path: '/campanhas/nova',
  component: page(() => import('../pages/campaigns/new-campaign-page.tsx'), 'NewCampaignPage'),
});
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campanhas/$campaignId',
  validateSearch: texts(['passo', 'ver']),
  component: page(() => import('../pages/campaigns/campaign-page.tsx'), 'CampaignPage'),
});
const templates = createRoute({
  getParentRoute: () => root,
  path: '/templates',
  component: page(() => import('../pages/templates/templates-page.tsx'), 'TemplatesPage'),
});
const newTemplate = createRoute({
  getParentRoute: () => root,
  path: '/templates/novo',
  component: page(() => import('../pages/templates/new-template-page.tsx'), 'NewTemplatePage'),
});
const template = createRoute({
  getParentRoute: () => root,
  path: '/templates/$templateId',
  validateSearch: texts(['versoes']),
  component: page(() => import('../pages/templates/template-page.tsx'), 'TemplatePage'),
});
const gateways = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/gateways',
  component: page(() => import('../pages/gateways/gateways-page.tsx'), 'GatewaysPage'),
});
const newGateway = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/gateways/novo',
  validateSearch: texts(['servico', 'modelo']),
  component: page(() => import('../pages/gateways/new-gateway-page.tsx'), 'NewGatewayPage'),
});
const gateway = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/gateways/$gatewayId',
  component: page(() => import('../pages/gateways/gateway-page.tsx'), 'GatewayPage'),
});
const service = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/servico',
  validateSearch: texts(['pergunta', 'regras']),
  component: page(() => import('../pages/service/service-page.tsx'), 'ServicePage'),
});
const people = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/pessoas',
  validateSearch: texts(['pessoa']),
  component: page(() => import('../pages/people/people-page.tsx'), 'PeoplePage'),
});
const keys = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/chaves',
  validateSearch: texts(['nova', 'webhook']),
  component: page(() => import('../pages/keys/keys-page.tsx'), 'KeysPage'),
});
const importing = createRoute({
  getParentRoute: () => root,
  path: '/clientes/importar',
  validateSearch: texts(['importacao']),
  component: page(() => import('../pages/import/import-page.tsx'), 'ImportPage'),
});
const holds = createRoute({
  getParentRoute: () => root,
  path: '/cobrancas/suspensoes',
  validateSearch: texts(['nova']),
  component: page(() => import('../pages/holds/holds-page.tsx'), 'HoldsPage'),
});
const suspectPhones = createRoute({
  getParentRoute: () => root,
  path: '/clientes/telefones-suspeitos',
  component: page(() => import('../pages/import/suspect-phones-page.tsx'), 'SuspectPhonesPage'),
});
const replies = createRoute({
  getParentRoute: () => root,
  path: '/respostas',
  validateSearch: texts(['aba', 'pedido', 'telefone', 'cliente', 'gateway', 'campanha', 'de', 'ate']),
  component: page(() => import('../pages/replies/replies-page.tsx'), 'RepliesPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/auditoria',
  validateSearch: texts(['quem', 'assunto', 'codigo', 'de', 'ate']),
  component: page(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
});
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/calendario',
  validateSearch: texts(['unidade', 'ano']),
  component: page(() => import('../pages/calendar/calendar-page.tsx'), 'CalendarPage'),
});
const units = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/unidades',
  validateSearch: texts(['unidade']),
  component: page(() => import('../pages/units/units-page.tsx'), 'UnitsPage'),
});
const firstSteps = createRoute({
  getParentRoute: () => root,
  path: '/primeiros-passos',
  validateSearch: texts(['passo']),
  component: page(() => import('../pages/first-steps/first-steps-page.tsx'), 'FirstStepsPage'),
});
const account = createRoute({
  getParentRoute: () => root,
  path: '/conta',
  component: page(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
});
/** The first page, whose words come with the console. */
const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: ahead(() => void queryClient.prefetchQuery(todayQuery)),
  component: lazyRouteComponent(() => import('../pages/today/today-page.tsx'), 'TodayPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...[today, charges, charge, customers, customer, rules, messages, reports, gateways, newGateway, gateway, service],
    ...[people, keys, account, importing, holds, suspectPhones, replies, audit, calendar, units, firstSteps],
    ...[campaigns, newCampaign, campaign, templates, newTemplate, template],
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: WaitingPage,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
