/** What stands in the place of a page that somebody may not open, and at the head of a printed one. */
export const access = {
  closed: 'Seu acesso não inclui {{page}}',
  ask: 'Peça a quem administra a Régua na sua casa.',
  printed: 'impresso em {{when}}',
  pages: {
    campaigns: 'as campanhas',
    holds: 'as suspensões',
    imports: 'importar arquivos',
    newCampaign: 'criar campanhas',
    newTemplate: 'criar templates',
    newGateway: 'cadastrar gateways',
    people: 'a página Pessoas',
    keys: 'a página Chaves e webhooks',
    audit: 'a página Auditoria',
    firstSteps: 'a página Primeiros passos',
  },
} as const;
