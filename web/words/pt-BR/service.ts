export const service = {
  answer: {
    on: 'O serviço está ligado: as mensagens saem na hora marcada.',
    off: 'O serviço está desligado: nada sai.',
    shadow: 'Modo sombra: tudo se registra, nada sai.',
  },
  state: 'Estado do serviço',
  turnOn: 'Ligar o serviço',
  turnOff: 'Desligar o serviço',
  turnOnTitle: 'Ligar o serviço?',
  turnOnSays:
    'A partir de agora as mensagens saem na hora marcada. Etapas que já passaram não são enviadas: cada cobrança começa daqui para a frente.',
  turnOffTitle: 'Desligar o serviço?',
  turnOffSays: 'Nada mais sai, e o que passar da hora enquanto estiver desligado não será enviado depois.',
  turnedOn: 'Serviço ligado',
  turnedOff: 'Serviço desligado',
  links: {
    title: 'Links curtos',
    says: 'Campanhas podem trocar os links do texto por links curtos, que contam os cliques. O domínio precisa apontar para esta instalação.',
    domain: 'Domínio dos links curtos',
    empty: 'Vazio: {{origin}}, o endereço desta instalação.',
    emptyNone: 'Vazio: campanhas não têm links curtos.',
    now: 'Os links curtos ficam em {{origin}}.',
    none: 'Ainda não há domínio para links curtos.',
    save: 'Salvar domínio',
    saved: 'Domínio dos links curtos salvo',
  },
  since: 'Ligado desde {{when}}',
} as const;
