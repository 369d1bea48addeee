import { states as shared } from '../../../domain/words/pt-BR/states.ts';

/** One word for each state, everywhere. */
export const states = {
  ...shared,
  messageMeans: {
    queued: 'Espera a vez ou a hora de sair.',
    sending: 'Está sendo entregue à operadora agora.',
    accepted: 'A operadora aceitou; a confirmação do aparelho ainda não veio.',
    delivered: 'Chegou ao aparelho.',
    undelivered: 'A operadora aceitou, mas avisou que não chegou ao aparelho.',
    refused: 'A operadora disse não: nada foi enviado.',
    unknown: 'A operadora não respondeu: pode ter chegado. Nunca é repetida sem alguém decidir.',
    suppressed: 'Foi segurada antes de sair.',
    cancelled: 'Alguém cancelou antes de sair.',
    expired: 'A hora de sair passou; a régua decide o que fazer.',
  },
} as const;
