/** The invented provider of the demonstration: its offices, and the panels its customers are grouped by. */

const house = {
  legalName: 'BrByte Soluções para provedores e internet',
  taxId: '04.746.638/0001-27',
  email: 'contato@brbyte.com',
  website: 'www.brbyte.com',
};

export const units = {
  matriz: {
    ...house,
    ...{ name: 'BrByte', street: 'Rua Vitório Zeola', number: '233', district: 'Bairro Carandá', postalCode: '79000-000' },
    ...{ city: 'Campo Grande', state: 'MS', areaCode: '67', phone: '(67) 2222-3333', timeZone: 'America/Campo_Grande' },
  },
  'filial-sp': {
    ...house,
    ...{ name: 'BrByte SP', street: 'Avenida Presidente Vargas', number: '1500', district: 'Jardim América', postalCode: '14020-000' },
    ...{ city: 'Ribeirão Preto', state: 'SP', areaCode: '16', phone: '(16) 2222-3333', timeZone: 'America/Sao_Paulo' },
  },
  'filial-am': {
    ...house,
    ...{ name: 'BrByte AM', street: 'Avenida Djalma Batista', number: '900', district: 'Chapada', postalCode: '69050-000' },
    ...{ city: 'Manaus', state: 'AM', areaCode: '92', phone: '(92) 2222-3333', timeZone: 'America/Manaus' },
  },
  'filial-pe': {
    ...house,
    ...{ name: 'BrByte PE', street: 'Rua da Aurora', number: '77', district: 'Boa Vista', postalCode: '50050-000' },
    ...{ city: 'Recife', state: 'PE', areaCode: '81', phone: '(81) 2222-3333', timeZone: 'America/Recife' },
  },
} as const;
export type UnitId = keyof typeof units;

export const panels = { centro: { name: 'Centro' }, bairros: { name: 'Bairros' }, demonstracao: { name: 'Demonstração' } } as const;
