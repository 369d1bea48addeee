import { changes } from '../../../domain/words/pt-BR/changes.ts';

/** Who changed what, before and after. */
export const audit = {
  answer: 'Quem mudou o quê',
  answerFiltered: 'Mudanças com este filtro',
  says: 'Cada mudança na hora em que foi gravada. Senhas, credenciais e textos nunca entram aqui.',
  ...changes,
  filters: {
    label: 'Filtros da auditoria',
    actor: 'Quem',
    entity: 'Assunto',
    id: 'Código',
    from: 'De',
    to: 'Até',
    any: 'Todos',
  },
  seeChange: 'Ver antes e depois',
  hideChange: 'Esconder',
  onlyThis: 'Só o que mudou aqui',
  columns: { field: 'Campo', before: 'Antes', after: 'Depois' },
  nothing: 'vazio',
  emptyTitle: 'Nada mudou com este filtro',
  empty: 'Tire um dos filtros ou aumente o período.',
} as const;
