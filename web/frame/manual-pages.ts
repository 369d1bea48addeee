import type { RoutePath } from './pages.ts';

/** The page of the manual for each page of the console. */
export const manualPages: Partial<Record<RoutePath, string>> = {
  '/': 'hoje',
  '/cobrancas': 'cobrancas',
  '/cobrancas/$chargeId': 'uma-cobranca',
  '/clientes': 'clientes',
  '/clientes/$customerId': 'um-cliente',
  '/clientes/importar': 'importar',
  '/clientes/telefones-suspeitos': 'importar',
  '/mensagens': 'mensagens',
  '/respostas': 'respostas',
  '/configuracao/gateways': 'gateways',
  '/configuracao/gateways/novo': 'provedores',
  '/configuracao/gateways/$gatewayId': 'gateways',
  '/configuracao/calendario': 'calendario',
  '/configuracao/unidades': 'unidades',
  '/configuracao/pessoas': 'pessoas',
  '/configuracao/chaves': 'chaves-e-webhooks',
  '/configuracao/auditoria': 'auditoria',
  '/configuracao/servico': 'servico',
  '/primeiros-passos': 'primeiros-passos',
  '/conta': 'minha-conta',
};
