import type { Page } from 'playwright-core';
import type { TestConsole } from '../console.ts';
import { campaignDraft, finishedCampaign } from '../demo-campaigns.ts';
import { eventually } from '../system.ts';

/** Something of the console to look at: its file's name, its address, and what is done there before it is taken. */
export type View = { name: string; path: string; before?: (page: Page) => Promise<void> };

/** Every page, tab, drawer and dialog of the console over the demonstration. */
export async function viewsOf(call: TestConsole['call']): Promise<View[]> {
  const first = async (path: string) => String((await itemsOf(call, path))[0]?.id);
  const named = async (path: string, name: string) => String((await itemsOf(call, path)).find((item) => item.name === name)?.id);
  const draft = `/campanhas/${await named('/v1/campaigns', campaignDraft)}`;
  const finished = `/campanhas/${await named('/v1/campaigns', finishedCampaign)}`;
  const gateway = await first('/v1/gateways');
  const spare = await newGateway(call, 'Conta reserva');
  const retired = await newGateway(call, 'Conta antiga');
  await call('POST', `/v1/gateways/${retired}/retirement`);
  const drafted = await named('/v1/templates', 'Vence hoje');
  await call('PUT', `/v1/templates/${drafted}/draft`, {
    text: '{CLI_NAME}, sua fatura de {COB_VAL_DOC} vence em {COB_DATE_VENC}. Obrigado!',
  });
  const scheduled = await newCampaign(call, 'Feira de fibra', { at: new Date(Date.now() + 30 * 3_600_000).toISOString(), canary: 10 });
  const paused = await newCampaign(call, 'Aviso de obra', { canary: 5, countdownSeconds: 0 });
  await eventually(async () => (await call('GET', `/v1/campaigns/${paused}`)).state === 'canary');
  await call('POST', `/v1/campaigns/${paused}/pause`, {});
  const at = (name: string, path: string, before?: View['before']): View => ({ name, path, ...(before && { before }) });
  return [
    at('hoje', '/'),
    at('hoje-cobrancas', '/', click('button', /^Ver as \d/)),
    at('hoje-busca', '/', async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Ana');
      await page.getByRole('option').first().waitFor();
    }),
    at('hoje-atalhos', '/', (page) => page.keyboard.press('?')),
    at('hoje-servico', '/', click('button', /^Estado do serviço/)),
    at('cobrancas', '/cobrancas'),
    at('cobrancas-abertas', '/cobrancas?situacao=open'),
    at('suspensoes', '/cobrancas/suspensoes'),
    at('suspensao-nova', '/cobrancas/suspensoes?nova=1'),
    at('suspensao-contada', '/cobrancas/suspensoes?nova=1', async (page) => {
      await page.getByLabel('Cidades').first().fill('Campo Grande');
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Motivo' }).fill('Rompimento de fibra');
      await page.getByRole('button', { name: /^Suspender \d+ clientes/ }).scrollIntoViewIfNeeded();
    }),
    at('cobrancas-esperando', '/cobrancas?espera=restoration-failed'),
    at('cobrancas-suspensas', '/cobrancas?suspensao=true'),
    at('cobranca', '/cobrancas/D-900003'),
    at('cobranca-etapa', `/cobrancas/D-900003?etapa=${encodeURIComponent(await stepOf(call, 'D-900003', 10))}`),
    at('cobranca-adiantada', `/cobrancas/D-900002?etapa=${encodeURIComponent(await stepOf(call, 'D-900002', 3))}`),
    at('cobranca-na-rede', `/cobrancas/D-900010?etapa=${encodeURIComponent(await stepOf(call, 'D-900010', 12))}`),
    at('cobranca-religar', `/cobrancas/D-900011?etapa=${encodeURIComponent(await stepOf(call, 'D-900011', 5))}`),
    at('cobranca-promessa', '/cobrancas/D-900003', click('button', 'Promessa de pagamento')),
    at('cobranca-mais', '/cobrancas/D-900003', click('button', 'Mais ações')),
    at('cobranca-comprovar', '/cobrancas/D-900003', menu('Comprovar aviso de bloqueio…')),
    at('cobranca-pagamento', '/cobrancas/D-900003', click('button', 'Registrar pagamento')),
    at('clientes', '/clientes'),
    at('preferencias', '/clientes', click('button', 'Preferências')),
    at('cliente', '/clientes/D-1008'),
    at('cliente-suspenso', '/clientes/D-1021'),
    at('cliente-ensaio', '/clientes/T-1', async (page) => {
      await page.getByRole('button', { name: 'Ensaiar a régua' }).click();
      await page.getByText(/^Sairia/).waitFor();
    }),
    at('cliente-segunda-via', '/clientes/D-1008', click('button', 'Enviar 2ª via')),
    at('cliente-mais', '/clientes/D-1008', click('button', 'Mais ações')),
    at('cliente-apagar', '/clientes/D-1008', menu('Apagar dados pessoais…')),
    at('importar', '/clientes/importar'),
    at('telefones-suspeitos', '/clientes/telefones-suspeitos'),
    at('regua', '/envio-automatico'),
    at('regua-regra', '/envio-automatico?regra=10'),
    at('regua-nova-regra', '/envio-automatico?regra=nova'),
    at('regua-versoes', '/envio-automatico?versoes=1'),
    at('campanhas', '/campanhas'),
    at('campanha-nova', '/campanhas/nova'),
    ...['texto', 'destinatarios', 'conferencia', 'envio'].map((step) => at(`campanha-${step}`, `${draft}?passo=${step}`)),
    at('campanha-terminada', finished),
    at('campanha-agendada', `/campanhas/${scheduled}`),
    at('campanha-pausada', `/campanhas/${paused}`),
    at('templates', '/templates'),
    at('template', `/templates/${await first('/v1/templates')}`),
    at('template-versoes', `/templates/${await first('/v1/templates')}?versoes=1`),
    at('template-publicar', `/templates/${await first('/v1/templates')}`, async (page) => {
      await page.getByRole('textbox', { name: 'Texto', exact: true }).press('End');
      await page.keyboard.type(' Obrigado!');
      await page.getByRole('button', { name: 'Publicar' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Publicar/ })
        .waitFor();
    }),
    at('template-rascunho', `/templates/${drafted}`),
    at('template-novo', '/templates/novo'),
    at('mensagens', '/mensagens'),
    at('mensagens-salvar-filtro', '/mensagens?estado=refused&de=2026-11-01', savedFilter('Salvar este filtro…')),
    at('mensagens-filtros', '/mensagens?estado=refused&de=2026-11-01', async (page) => {
      await savedFilter('Salvar este filtro…')?.(page);
      await page.getByLabel('Nome do filtro').fill('Recusadas pela operadora');
      await page.getByRole('button', { name: 'Salvar filtro' }).click();
      await page.getByRole('button', { name: 'Filtros salvos: Recusadas pela operadora' }).click();
    }),
    at('mensagens-filtros-mudar', '/mensagens', savedFilter('Renomear ou apagar…')),
    at('mensagem', `/mensagens?mensagem=${await first('/v1/messages')}`),
    at('mensagem-reenviar', `/mensagens?mensagem=${await first('/v1/messages?state=delivered')}`, click('button', 'Reenviar')),
    at('respostas', '/respostas'),
    at('resposta-responder', '/respostas?pedido=para-ler', click('button', /^Responder a/)),
    at('recusas', '/respostas?aba=recusas'),
    ...['previsao', 'entrega', 'custo', 'recebido', 'nao-sairam', 'perdidas', 'sem-contato', 'comparacao'].map((tab) =>
      at(`relatorio-${tab}`, `/relatorios?aba=${tab}`),
    ),
    at('gateways', '/configuracao/gateways'),
    at('gateway', `/configuracao/gateways/${gateway}`),
    at('gateway-renovar', `/configuracao/gateways/${spare}`, click('button', 'Renovar endereços')),
    at('gateway-aposentar', `/configuracao/gateways/${spare}`, click('button', 'Aposentar gateway')),
    at('gateway-aposentado', `/configuracao/gateways/${retired}`),
    at('gateway-novo', '/configuracao/gateways/novo'),
    at('gateway-novo-zenvia', '/configuracao/gateways/novo?servico=zenvia'),
    at('gateway-novo-facilita', '/configuracao/gateways/novo?servico=generic&modelo=facilita-movel'),
    at('calendario', '/configuracao/calendario'),
    at('unidades', '/configuracao/unidades'),
    at('unidade', `/configuracao/unidades?unidade=${await first('/v1/units')}`),
    at('pessoas', '/configuracao/pessoas'),
    at('pessoa', `/configuracao/pessoas?pessoa=${await first('/v1/users')}`),
    at('chaves', '/configuracao/chaves'),
    at('chave-nova', '/configuracao/chaves?nova=chave'),
    at('webhook-novo', '/configuracao/chaves?webhook=novo'),
    at('auditoria', '/configuracao/auditoria'),
    at('servico', '/configuracao/servico'),
    at('servico-regras', '/configuracao/servico?regras=1'),
    at('servico-pausar', '/configuracao/servico?pergunta=pausar'),
    at('primeiros-passos', '/primeiros-passos'),
    at('conta', '/conta'),
    at('sem-pagina', '/nada-aqui'),
    at('cobranca-que-nao-existe', '/cobrancas/nao-existe'),
    ...hardTimes,
  ];
}

/** What the console shows when something is wrong around it. The last two have nobody signed in any more. */
const hardTimes: View[] = [
  {
    name: 'sem-conexao',
    path: '/clientes',
    before: async (page) => {
      await page.context().setOffline(true);
      await page.getByRole('link', { name: 'Mensagens' }).locator('visible=true').first().click();
      await page.getByText('Sem resposta do servidor').waitFor();
    },
  },
  {
    name: 'sessao-encerrada',
    path: '/clientes',
    before: async (page) => {
      await page.context().clearCookies();
      await page.getByRole('link', { name: 'Mensagens' }).locator('visible=true').first().click();
      await page.getByLabel('Senha', { exact: true }).waitFor();
    },
  },
  { name: 'entrar', path: '/' },
  { name: 'esqueci-a-senha', path: '/', before: (page) => page.getByRole('button', { name: 'Esqueci a senha' }).click() },
  { name: 'nova-senha', path: '/nova-senha?codigo=um.dois' },
];

async function itemsOf(call: TestConsole['call'], path: string): Promise<Record<string, unknown>[]> {
  const { items } = (await call('GET', path)) as { items: Record<string, unknown>[] };
  return items;
}

async function newCampaign(call: TestConsole['call'], name: string, start: object): Promise<string> {
  const audiences = [{ permission: 'billing', customerStatus: ['enabled'] }];
  const { id } = await call('POST', '/v1/campaigns', {
    name,
    class: 'informative',
    text: '{CLI_NAME}, a rede para amanha das 8h as 12h.',
    audiences,
  });
  await call('POST', `/v1/campaigns/${id}/start`, start);
  return String(id);
}

/** One that carried a text, so that it can be retired and not deleted. */
async function newGateway(call: TestConsole['call'], name: string): Promise<string> {
  const { service, settings } = (await itemsOf(call, '/v1/gateways')).find((known) => known.channel === 'sms') ?? {};
  const made = (await call('POST', '/v1/gateways', { name, service, settings: Object.assign({}, settings, { password: 'p' }) })) as {
    id: string;
  };
  await call('POST', '/v1/messages', { phone: '(67) 90000-0001', text: 'Sua segunda via esta no aplicativo.', gatewayId: made.id });
  return made.id;
}

async function stepOf(call: TestConsole['call'], chargeId: string, rule: number): Promise<string> {
  const { steps } = (await call('GET', `/v1/charges/${chargeId}/timeline`)) as { steps: Record<string, unknown>[] };
  return String(steps.find((step) => step.rule === rule)?.stepId);
}

function click(role: 'button', name: string | RegExp): View['before'] {
  return (page) => page.getByRole(role, { name }).first().click();
}

function savedFilter(item: string): View['before'] {
  return async (page) => {
    await page.getByRole('button', { name: /^Filtros salvos/ }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
}

function menu(item: string): View['before'] {
  return async (page) => {
    await page.getByRole('button', { name: 'Mais ações' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
}
