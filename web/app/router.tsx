import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from '../frame/frame.tsx';
import { BrokenPage, NoSuchPage, WaitingPage } from '../frame/page-states.tsx';
import { parseSearch, stringifySearch, texts } from './search-params.ts';
import { moreWords } from './words.ts';

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NoSuchPage,
  beforeLoad: ({ location }) => (location.pathname === '/' ? undefined : moreWords()),
});

const messages = createRoute({
  getParentRoute: () => root,
  path: '/mensagens',
  validateSearch: texts(['estado', 'tipo', 'gateway', 'telefone', 'cliente', 'cobranca', 'campanha', 'de', 'ate', 'mensagem']),
  component: lazyRouteComponent(() => import('../pages/messages/messages-page.tsx'), 'MessagesPage'),
});

const charges = createRoute({
  getParentRoute: () => root,
  path: '/cobrancas',
  validateSearch: texts(['busca', 'situacao', 'unidade', 'de', 'ate', 'cliente']),
  component: lazyRouteComponent(() => import('../pages/charges/charges-page.tsx'), 'ChargesPage'),
});
const charge = createRoute({
  getParentRoute: () => root,
  path: '/cobrancas/$chargeId',
  validateSearch: texts(['etapa']),
  component: lazyRouteComponent(() => import('../pages/charge/charge-page.tsx'), 'ChargePage'),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: '/envio-automatico',
  validateSearch: texts(['regua', 'regra', 'levantamento', 'versoes', 'norma']),
  component: lazyRouteComponent(() => import('../pages/rules/rules-page.tsx'), 'RulesPage'),
});
const reports = createRoute({
  getParentRoute: () => root,
  path: '/relatorios',
  validateSearch: texts(['aba', 'de', 'ate']),
  component: lazyRouteComponent(() => import('../pages/reports/reports-page.tsx'), 'ReportsPage'),
});
const customers = createRoute({
  getParentRoute: () => root,
  path: '/clientes',
  validateSearch: texts(['busca', 'situacao', 'unidade']),
  component: lazyRouteComponent(() => import('../pages/customers/customers-page.tsx'), 'CustomersPage'),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/clientes/$customerId',
  component: lazyRouteComponent(() => import('../pages/customer/customer-page.tsx'), 'CustomerPage'),
});
const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campanhas',
  validateSearch: texts(['estado']),
  component: lazyRouteComponent(() => import('../pages/campaigns/campaigns-page.tsx'), 'CampaignsPage'),
});
const newCampaign = createRoute({
  getParentRoute: () => root,
  path: '/campanhas/nova',
  component: lazyRouteComponent(() => import('../pages/campaigns/new-campaign-page.tsx'), 'NewCampaignPage'),
});
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campanhas/$campaignId',
  validateSearch: texts(['passo', 'ver']),
  component: lazyRouteComponent(() => import('../pages/campaigns/campaign-page.tsx'), 'CampaignPage'),
});
const templates = createRoute({
  getParentRoute: () => root,
  path: '/templates',
  component: lazyRouteComponent(() => import('../pages/templates/templates-page.tsx'), 'TemplatesPage'),
});
const newTemplate = createRoute({
  getParentRoute: () => root,
  path: '/templates/novo',
  component: lazyRouteComponent(() => import('../pages/templates/new-template-page.tsx'), 'NewTemplatePage'),
});
const template = createRoute({
  getParentRoute: () => root,
  path: '/templates/$templateId',
  component: lazyRouteComponent(() => import('../pages/templates/template-page.tsx'), 'TemplatePage'),
});
const gateways = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/gateways',
  component: lazyRouteComponent(() => import('../pages/gateways/gateways-page.tsx'), 'GatewaysPage'),
});
const newGateway = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/gateways/novo',
  validateSearch: texts(['servico', 'modelo']),
  component: lazyRouteComponent(() => import('../pages/gateways/new-gateway-page.tsx'), 'NewGatewayPage'),
});
const gateway = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/gateways/$gatewayId',
  component: lazyRouteComponent(() => import('../pages/gateways/gateway-page.tsx'), 'GatewayPage'),
});
const service = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/servico',
  validateSearch: texts(['pergunta']),
  component: lazyRouteComponent(() => import('../pages/service/service-page.tsx'), 'ServicePage'),
});
const people = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/pessoas',
  validateSearch: texts(['pessoa']),
  component: lazyRouteComponent(() => import('../pages/people/people-page.tsx'), 'PeoplePage'),
});
const keys = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/chaves',
  validateSearch: texts(['nova', 'webhook']),
  component: lazyRouteComponent(() => import('../pages/keys/keys-page.tsx'), 'KeysPage'),
});
const importing = createRoute({
  getParentRoute: () => root,
  path: '/clientes/importar',
  validateSearch: texts(['importacao']),
  component: lazyRouteComponent(() => import('../pages/import/import-page.tsx'), 'ImportPage'),
});
const suspectPhones = createRoute({
  getParentRoute: () => root,
  path: '/clientes/telefones-suspeitos',
  component: lazyRouteComponent(() => import('../pages/import/suspect-phones-page.tsx'), 'SuspectPhonesPage'),
});
const replies = createRoute({
  getParentRoute: () => root,
  path: '/respostas',
  validateSearch: texts(['aba', 'pedido', 'telefone', 'cliente', 'gateway', 'de', 'ate']),
  component: lazyRouteComponent(() => import('../pages/replies/replies-page.tsx'), 'RepliesPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/auditoria',
  validateSearch: texts(['quem', 'assunto', 'codigo', 'de', 'ate']),
  component: lazyRouteComponent(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
});
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/calendario',
  validateSearch: texts(['unidade', 'ano']),
  component: lazyRouteComponent(() => import('../pages/calendar/calendar-page.tsx'), 'CalendarPage'),
});
const units = createRoute({
  getParentRoute: () => root,
  path: '/configuracao/unidades',
  validateSearch: texts(['unidade']),
  component: lazyRouteComponent(() => import('../pages/units/units-page.tsx'), 'UnitsPage'),
});
const firstSteps = createRoute({
  getParentRoute: () => root,
  path: '/primeiros-passos',
  validateSearch: texts(['passo']),
  component: lazyRouteComponent(() => import('../pages/first-steps/first-steps-page.tsx'), 'FirstStepsPage'),
});
const account = createRoute({
  getParentRoute: () => root,
  path: '/conta',
  component: lazyRouteComponent(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
});
/** The first page. */
const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/today/today-page.tsx'), 'TodayPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...[today, charges, charge, customers, customer, rules, messages, reports, gateways, newGateway, gateway, service],
    ...[people, keys, account, importing, suspectPhones, replies, audit, calendar, units, firstSteps],
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
