/** What a form says beside a field before it is sent. */
export const forms = {
  missing: 'Falta preencher.',
  short_one: 'Falta uma letra: são pelo menos {{least}}.',
  short_other: 'Faltam {{count, number}} letras: são pelo menos {{least}}.',
  email: 'Escreva o e-mail inteiro, como nome@provedor.com.br.',
  address: 'Escreva o endereço inteiro, com https://.',
  least: 'De {{limit}} em diante.',
  most: 'Até {{limit}}.',
  other: 'Este valor não serve aqui.',
} as const;
