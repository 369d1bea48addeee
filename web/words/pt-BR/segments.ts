/** Saved sets of customers, in a campaign's recipients. */
export const segments = {
  manage: 'Segmentos salvos',
  title: 'Segmentos salvos',
  known: 'Segmento para mudar',
  new: 'Novo segmento',
  name: 'Nome do segmento',
  who: 'Quem faz parte',
  says: 'Toda campanha que cita o segmento e ainda não começou passa a valer com a mudança.',
  create: 'Criar segmento',
  saved: 'Segmento salvo',
  remove: 'Apagar este segmento',
  removeTitle: 'Apagar o segmento {{name}}?',
  removeSays: 'Seleções que o citam não alcançam mais ninguém por ele. Campanhas que já começaram seguem como estão.',
  removed: 'Segmento apagado',
} as const;
