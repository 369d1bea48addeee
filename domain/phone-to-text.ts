type Phone = { kind: 'mobile' | 'landline' | 'unusable'; billing: boolean };

/** The phone that a text by hand to a customer goes to: the first mobile for billing, else the first mobile. */
export function phoneToText<P extends Phone>(phones: readonly P[]): P | undefined {
  const mobiles = phones.filter(({ kind }) => kind === 'mobile');
  return mobiles.find(({ billing }) => billing) ?? mobiles[0];
}
