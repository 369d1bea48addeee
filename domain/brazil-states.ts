/** The 26 states and the Federal District by their two letters, with the full names that texts use. */
const stateNames = {
  AC: 'Acre',
  AL: 'Alagoas',
  AM: 'Amazonas',
  AP: 'Amapá',
  BA: 'Bahia',
  CE: 'Ceará',
  DF: 'Distrito Federal',
  ES: 'Espírito Santo',
  GO: 'Goiás',
  MA: 'Maranhão',
  MG: 'Minas Gerais',
  MS: 'Mato Grosso do Sul',
  MT: 'Mato Grosso',
  PA: 'Pará',
  PB: 'Paraíba',
  PE: 'Pernambuco',
  PI: 'Piauí',
  PR: 'Paraná',
  RJ: 'Rio de Janeiro',
  RN: 'Rio Grande do Norte',
  RO: 'Rondônia',
  RR: 'Roraima',
  RS: 'Rio Grande do Sul',
  SC: 'Santa Catarina',
  SE: 'Sergipe',
  SP: 'São Paulo',
  TO: 'Tocantins',
} as const;

export type StateCode = keyof typeof stateNames;

/** The two letters of each state. */
export const stateCodes = Object.keys(stateNames).filter(isStateCode);

/** Whether a text is the two capital letters of a Brazilian state. */
export function isStateCode(text: string): text is StateCode {
  return Object.hasOwn(stateNames, text);
}

/** `MS` → `Mato Grosso do Sul`; null for anything that is not a state. */
export function stateName(code: string): string | null {
  const letters = code.trim().toUpperCase();
  return isStateCode(letters) ? stateNames[letters] : null;
}
