const reais = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });
const price = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL', minimumFractionDigits: 2, maximumFractionDigits: 4 });

/** Centavos as `R$ 146,37`: reais are written the Brazilian way in every language. */
export function money(cents: number): string {
  return reais.format(cents / 100);
}

/** A price or cost of texts, a decimal string in reais: below one real with as many places as it needs (`R$ 0,065`), else in centavos. */
export function cost(amount: string): string {
  const value = Number(amount);
  return (Math.abs(value) < 1 ? price : reais).format(value);
}
