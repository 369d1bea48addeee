/** Where a campaign is, what it is for, and why somebody is left out of it. */
export const campaigns = {
  state: {
    draft: 'rascunho',
    scheduled: 'agendada',
    countdown: 'vai começar',
    canary: 'amostra',
    running: 'enviando',
    paused: 'pausada',
    finishing: 'terminando',
    finished: 'terminada',
    cancelling: 'cancelando',
    cancelled: 'cancelada',
  },
  class: { collection: 'Cobrança', informative: 'Informativo', marketing: 'Marketing' },
  excluded: {
    deceased: 'Falecidos',
    test: 'Clientes de teste',
    minor: 'Menores de idade',
    'no-permission': 'Sem permissão em nenhum telefone',
    'bad-number': 'Número que não existe',
    landline: 'Telefone fixo',
    'opted-out': 'Pediram para não receber',
    cap: 'Já receberam o limite de mensagens',
    'missing-value': 'Falta um valor do texto',
    'too-long': 'Texto longo demais',
    duplicate: 'Mesmo texto no mesmo telefone',
  },
} as const;
