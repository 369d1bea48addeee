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
  since: 'Ligado desde {{when}}',
} as const;
