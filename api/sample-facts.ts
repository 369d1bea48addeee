import type { TemplateFacts } from '../domain/template-facts.ts';

/** The examples of the system that Régua replaces: what a preview shows where no customer is named; of the house, where it has no unit yet. */
export const sampleFacts: TemplateFacts = {
  customer: { name: 'Marcos Valas', kind: 'person', tradeName: null, login: 'marcosv', password: null },
  unit: {
    name: 'BrByte',
    legalName: 'BrByte Soluções para provedores e internet',
    taxId: '04.746.638/0001-27',
    street: 'Rua Vitório Zeola',
    number: '233',
    district: 'Bairro Carandá',
    city: 'Campo Grande',
    state: 'MS',
    postalCode: '79000-000',
    phone: '(67) 2222-3333',
    email: 'contato@brbyte.com',
    website: 'www.brbyte.com',
  },
  charge: {
    code: '768412',
    documentNumber: '2846876416',
    amountCents: 14_637,
    discountedAmountCents: 12_637,
    discountUntil: null,
    currentAmountCents: null,
    paidCents: 0,
    dueDate: '2018-05-23',
    pixCode: '00020126360014br.gov.bcb.pix0114+55679999912345204000053039865406146.375802BR5906BrByte6012Campo Grande62070503***6304A13F',
    digitableLine: '00190500954014481606906809350314337370000000100',
    paymentUrl: 'https://pagar.brbyte.com/768412',
  },
  payment: { paidOn: '2018-05-22', amountCents: 10_000 },
  today: '2018-05-22',
  effectiveDueDate: '2018-05-23',
};
