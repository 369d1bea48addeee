import type { SendResult } from './define.ts';

/** What a provider's answer to one text means, in Portuguese, and what to do about it. */
export type Meaning = { meaning: string; next: string };

/** Says it for the person who tries a gateway out. */
export function meaningOf(result: SendResult): Meaning {
  switch (result.outcome) {
    case 'accepted':
      return {
        meaning: `O provedor aceitou o texto${result.providerId === null ? '' : ` e lhe deu o número ${result.providerId}`}.`,
        next: 'Veja se chegou ao telefone. Se não chegar em alguns minutos, confira o formato do número e o tipo de envio contratado.',
      };
    case 'refused':
      return {
        meaning: `O provedor recusou este texto ou este número: ${result.reason}.`,
        next: 'A conta está em ordem. Corrija o número ou o texto e teste de novo.',
      };
    case 'misconfigured':
      return {
        meaning: `A conta ou a configuração do gateway não serve: ${result.reason}.`,
        next: 'Corrija a configuração. Com ela, o gateway pararia no primeiro envio e nada da fila se perderia.',
      };
    case 'temporary':
      return {
        meaning: `Nada foi enviado: ${result.reason}.`,
        next: 'Se a causa for passageira, um envio de verdade espera e tenta de novo sozinho. Se não for, corrija a configuração.',
      };
    case 'unknown':
      return {
        meaning: `Não dá para saber se o texto saiu: ${result.reason}.`,
        next: 'Veja se chegou ao telefone. Se o provedor respondeu algo acima, falta dizer à Régua o que essa resposta significa (regras de resposta).',
      };
  }
}
