/** What the codes in lists mean: what a reply asks for, what a phone does not get, why and how a text was left out. */
export const lists = {
  replyIntent: { other: 'Outro assunto', 'opt-out': 'Pediu para sair', 'wrong-person': 'É de outra pessoa' },
  optOutScope: { marketing: 'marketing', all: 'nada automático', 'wrong-person': 'é de outra pessoa' },
  optOutSource: { reply: 'respondeu', import: 'arquivo', api: 'sistema', console: 'registrado aqui' },
  leftOutSource: { ladder: 'Etapas da régua sem texto', text: 'Textos escritos que não saíram', campaign: 'Fora de campanhas' },
  comparedKind: {
    'only-there': 'Só o antigo envia',
    'only-here': 'Só a Régua envia',
    'other-day': 'Em outro dia',
    'other-words': 'Com outro texto',
    same: 'Iguais',
  },
  lineSeverity: { error: 'recusada', warning: 'aviso' },
} as const;
